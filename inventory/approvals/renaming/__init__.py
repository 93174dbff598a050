"""Systems by the codes that they have now, and what removes, renames and merges them."""
