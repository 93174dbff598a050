"""A whole database in one file that was proved good, and back again: SQLite's own copy, or pg_dump's."""
