"""Verdicts put together from the addresses of an endpoint."""
