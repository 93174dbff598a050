"""Inventories as files: read, written, as a template to fill in, and as the official form Mẫu 08."""
