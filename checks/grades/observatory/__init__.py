"""The MDN HTTP Observatory's grade, told from what the web probe saw."""
