"""Whether a database has the shape this version knows; if not, it is brought to it."""

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from inventory.database.transactions import reading, writing


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one transaction.

    Raises:
        InventoryError: the schema is newer than this program, or the database cannot be changed.

    """
    if revision(engine) == newest():
        return
    with writing(engine) as connection:
        upgrade_within(connection)


def upgrade_within(connection: Connection) -> None:
    """The same within a transaction that is going on.

    Raises:
        InventoryError: the schema is newer than this program.

    """
    # Imported here: Alembic takes a fifth of a second, and nearly every start finds the schema as it must be.
    from inventory.database.migrating import migrate  # noqa: PLC0415 - see above

    migrate(connection)


def newest() -> str:
    """The revision this version knows, by the names of its migrations' files: 0001_what_it_does.py."""
    names = (file.name for file in (files("inventory.database.migrations") / "versions").iterdir())
    return max(name.partition("_")[0] for name in names if name[0].isdigit())


def revision(engine: Engine) -> str | None:
    """The revision of a database; None: it is none of ours, or a new one.

    Raises:
        InventoryError: the database cannot be read.

    """
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
