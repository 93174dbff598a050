"""``capdo assessment``: what a level asks of systems, and what their units say of it."""
