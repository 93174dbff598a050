"""Single cells as people fill them in: dates, numbers, addresses, names, and what says nothing."""
