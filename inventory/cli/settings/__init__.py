"""``capdo settings`` and ``capdo plan``."""
