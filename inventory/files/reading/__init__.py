"""Inventories read from files: workbooks, text, YAML and JSON, all or nothing."""
