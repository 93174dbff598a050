"""What changed between two moments, shown: as text, as JSON and as a page."""
