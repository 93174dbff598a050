"""Where the database is unless somebody says: asked without SQLAlchemy, for which an audit would wait."""

import os
from pathlib import Path

VARIABLE = "CAPDO_DATABASE_URL"
DEFAULT_FILE = "capdo.db"  # in the current folder
FILE_ENDINGS = (".db", ".sqlite", ".sqlite3")


def location(url: str | None = None) -> str:
    """The URL of the database: the one given, else the variable's, else the default file.

    Instead of a URL, the name of a file may be given that ends as databases of SQLite do.
    """
    named = url or os.environ.get(VARIABLE) or DEFAULT_FILE
    return f"sqlite:///{named}" if ":" not in named and named.endswith(FILE_ENDINGS) else named


def is_there(url: str | None = None) -> bool:
    """Whether there is a database to open: one that somebody named, or the default file."""
    return bool(url or os.environ.get(VARIABLE)) or Path(DEFAULT_FILE).exists()
