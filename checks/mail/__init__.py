"""Checks of mail: who may send in a domain's name, and how mail reaches it."""
