"""``capdo targets``: where the plan's targets stand, in the terminal and as JSON."""
