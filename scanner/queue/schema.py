"""Procrastinate's own tables: made when they are first needed, upgraded by its own migrations.

They don't go through Alembic: what they must be is known to the Procrastinate that is installed. How far they
are is kept as a comment on its table of jobs, so that it is saved and restored with them.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy import text as sql

from inventory.database.transactions import reading, shown, writing
from inventory.errors import InventoryError

LOCK = 7_100_332  # any number, as long as it stays the same
JOBS = "procrastinate_jobs"
REVISION = f"SELECT obj_description('{JOBS}'::regclass)"
LEFT_TYPES = "SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('e', 'c')"
LEFT_FUNCTIONS = "SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate%'"


def ensure_queue(database: Engine) -> None:
    """Make the queue of a PostgreSQL database, or bring it to what the installed Procrastinate needs.

    Workers of an older one are to be stopped before an upgrade, as for every update of the program.

    Raises:
        InventoryError: the database cannot be changed, or a newer Procrastinate has upgraded it.

    """
    with reading(database) as connection:
        if _revision(connection) == newest():
            return
    with writing(database) as connection:
        connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        _bring_up_to_date(connection)


def newest() -> str:
    """The last of the installed Procrastinate's migrations."""
    return max(step.name for step in _steps())


def _bring_up_to_date(connection: Connection) -> None:
    revision = _revision(connection)
    if revision is None:
        _remove_leftovers(connection)
        _execute(connection, SchemaManager.get_schema())
    elif revision > newest():
        raise InventoryError(
            "the queue in {url} was made by a newer Procrastinate ({revision}): update capdo",
            url=shown(connection.engine.url),
            revision=revision,
        )
    else:
        for step in sorted(_steps(), key=lambda step: step.name):
            if step.name > revision:
                _execute(connection, step.read_text("utf-8"))
    connection.execute(sql(f"COMMENT ON TABLE {JOBS} IS '{newest()}'"))


def _revision(connection: Connection) -> str | None:
    """The last migration that was carried out; None: there is no queue."""
    if not inspect(connection).has_table(JOBS):
        return None
    return connection.scalar(sql(REVISION)) or ""


def _remove_leftovers(connection: Connection) -> None:
    """What stays behind when a backup without a queue is restored over a database with one: no table."""
    for (function,) in connection.execute(sql(LEFT_FUNCTIONS)).all():
        connection.execute(sql(f"DROP ROUTINE {function} CASCADE"))
    for (name,) in connection.execute(sql(LEFT_TYPES)).all():
        connection.execute(sql(f"DROP TYPE {name} CASCADE"))


def _steps() -> Iterator[Traversable]:
    folder = files("procrastinate.sql") / "migrations"
    return (step for step in folder.iterdir() if step.name.endswith(".sql"))


def _execute(connection: Connection, statements: str) -> None:
    """Many statements at once, which hold signs that SQLAlchemy would take for parameters."""
    raw = connection.connection.driver_connection
    if raw is None:
        raise TypeError("a connection that is open is asked")
    raw.execute(statements)
