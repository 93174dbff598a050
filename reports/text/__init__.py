"""Words in two languages, names, and plain or HTML text."""
