"""Lists that others keep, of any columns: what they say of systems is proposed, and stored once accepted."""
