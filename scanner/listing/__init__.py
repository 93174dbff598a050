"""Runs and findings as lists, in every form."""
