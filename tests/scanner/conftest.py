"""Databases of one's own."""

from tests.inventory.conftest import database, empty_file, new_database

__all__ = ["database", "empty_file", "new_database"]
