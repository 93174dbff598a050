"""A workbook as people fill it in: its sheets, headers and rows."""
