"""Processes killed at random moments, and what is lost by it."""
