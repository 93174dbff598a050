"""Settings of a database, and the letterhead."""
