"""A database of one's own."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.opening import open_database


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    """A fresh SQLite database at the newest schema."""
    return open_database(f"sqlite:///{tmp_path / 'capdo.db'}")
