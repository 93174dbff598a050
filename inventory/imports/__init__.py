"""Inventories read from files: XLSX, CSV, YAML and JSON, all or nothing."""

from inventory.imports.reading import read_inventory
from inventory.imports.result import CellError, ImportedFile, ImportRefusedError

__all__ = ["CellError", "ImportRefusedError", "ImportedFile", "read_inventory"]
