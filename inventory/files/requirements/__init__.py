"""Catalogues of requirements and self-assessments in files: read, written, and the workbook to fill in."""
