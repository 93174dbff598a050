"""Connections to the PostgreSQL database beside SQLAlchemy's: for sessions that hold something."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from sqlalchemy import URL

from inventory.database.transactions import shown
from inventory.errors import InventoryError
from inventory.wording.phrases import Foreign

# A machine that vanished is noticed within half a minute, not within the two hours of the system's default.
KEEPALIVE = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3"}


def conninfo(url: URL) -> str:
    """The URL as libpq reads it, secrets included."""
    whole = url.set(drivername="postgresql", query={**KEEPALIVE, **url.query})
    return whole.render_as_string(hide_password=False)


@asynccontextmanager
async def connected(url: URL) -> AsyncIterator["psycopg.AsyncConnection[Any]"]:
    """A session of its own, each statement a transaction.

    Raises:
        InventoryError: the database cannot be reached.

    """
    try:
        session = await psycopg.AsyncConnection.connect(conninfo(url), autocommit=True)
    except psycopg.Error as error:
        raise unreachable(url, error) from None
    try:
        yield session
    finally:
        await session.close()


def unreachable(url: URL, error: Exception) -> InventoryError:
    """The trouble with a database in one line."""
    told = (str(error).strip() or type(error).__name__).splitlines()[0]
    return InventoryError("database {url}: {told}", url=shown(url), told=Foreign(told))
