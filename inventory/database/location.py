"""Where the database is unless somebody says: asked without SQLAlchemy, for which an audit would wait."""

import os
from pathlib import Path

VARIABLE = "CAPDO_DATABASE_URL"
DEFAULT_FILE = "capdo.db"  # in the current folder


def location(url: str | None = None) -> str:
    """The URL of the database: the one given, else the variable's, else the default file."""
    return url or os.environ.get(VARIABLE) or f"sqlite:///{DEFAULT_FILE}"


def is_there(url: str | None = None) -> bool:
    """Whether there is a database to open: one that somebody named, or the default file."""
    return bool(url or os.environ.get(VARIABLE)) or Path(DEFAULT_FILE).exists()
