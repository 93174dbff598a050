"""Drafts become an inventory: what must hold between the rows of a file, and with what is stored."""
