"""What is in a database: how many rows of which table. A copy has as many, an empty one has none."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, inspect, select, table

Contents = Mapping[str, int]  # rows by table
# Rows that every new database has; a test holds this against one.
FROM_THE_START = frozenset({"alembic_version", "approval_head", "chain_heads", "scan_lease"})


def contents(connection: Connection) -> Contents:
    """How many rows each table has, as a transaction sees them."""
    count = select(func.count())
    return {
        name: connection.scalar(count.select_from(table(name))) or 0
        for name in sorted(inspect(connection).get_table_names())
    }


def is_empty(found: Contents) -> bool:
    """Whether nobody has put anything in yet."""
    return not any(rows for name, rows in found.items() if name not in FROM_THE_START)
