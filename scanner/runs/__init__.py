"""Scans over the inventory: carried out, kept, read back."""
