"""Checks of the domain name system."""
