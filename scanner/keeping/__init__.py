"""Kept safely, and for how long: backups that were verified, and what becomes of old facts."""
