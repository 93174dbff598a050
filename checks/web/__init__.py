"""HTTP behaviour and headers."""
