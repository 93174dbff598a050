"""Inventories read from files: XLSX, CSV, YAML and JSON, all or nothing."""

from inventory.files.reading.inventory_file import read_file, read_inventory
from inventory.files.reading.result import CellError, ImportedFile, ImportRefusedError, ReadFile

__all__ = ["CellError", "ImportRefusedError", "ImportedFile", "ReadFile", "read_file", "read_inventory"]
