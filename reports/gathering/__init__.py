"""Reads from the database what a report is made of."""
