"""``capdo inventory``: what changes the inventory, shown before and after."""
