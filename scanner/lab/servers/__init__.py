"""The protocols that the lab serves."""
