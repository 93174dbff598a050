"""Runs the missing migrations, once, however many processes open a database together."""

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from inventory.database.transactions import shown
from inventory.errors import InventoryError

ADVISORY_LOCK = 7_100_331  # any number, as long as it stays the same
_in_this_process = Lock()  # Alembic keeps the migration that runs in module globals


def migrate(connection: Connection) -> None:
    """Bring a database to the newest revision, within a transaction that is going on.

    Raises:
        InventoryError: the schema is newer than this program.

    """
    config = Config()
    config.set_main_option("script_location", "inventory.database:migrations")
    script = ScriptDirectory.from_config(config)
    with _in_this_process:
        _wait_for_other_processes(connection)
        _refuse_unknown(connection.engine, _revision(connection), script)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _wait_for_other_processes(connection: Connection) -> None:
    # SQLite's writing transaction is that lock already.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_unknown(engine: Engine, revision: str | None, script: ScriptDirectory) -> None:
    revisions = {step.revision for step in script.walk_revisions()}
    if revision is not None and revision not in revisions:
        raise InventoryError(
            "database {url} was written by a newer capdo (schema {revision}): update capdo",
            url=shown(engine.url),
            revision=revision,
        )
