"""Whether a database has the shape this version knows; if not, it is brought to it."""

from importlib.resources import files

from sqlalchemy import Engine, inspect, text

from inventory.database.transactions import reading


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one transaction.

    Raises:
        InventoryError: the schema is newer than this program, or the database cannot be changed.

    """
    if revision(engine) == newest():
        return
    # Imported here: Alembic takes a tenth of a second, and nearly every start finds the schema as it must be.
    from inventory.database.migrating import migrate  # noqa: PLC0415 - see above

    migrate(engine)


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
