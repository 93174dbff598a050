"""Tampered and clean sites, generated, and what the checks of content say of them."""
