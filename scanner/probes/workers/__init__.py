"""Processes for jobs that may have to be killed."""
