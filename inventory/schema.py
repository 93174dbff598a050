"""Brings a database to the shape this version knows, once, however many processes open it together."""

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from inventory.transactions import reading

VERSIONS = "alembic_version"  # Alembic's own table, of one row


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one transaction.

    Raises:
        InventoryError: the schema is newer than this program, or the database cannot be changed.

    """
    with reading(engine) as connection:
        if _revision(connection) == newest_revision():
            return
    from inventory.migrating import migrate  # noqa: PLC0415 - most commands find nothing to migrate

    migrate(engine)


def newest_revision() -> str:
    """The revision of the last migration; their files begin with it."""
    names = (entry.name for entry in (files("inventory") / "migrations" / "versions").iterdir())
    return max(name.partition("_")[0] for name in names if name.endswith(".py") and name[0].isdigit())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSIONS):
        return None
    revision: str | None = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608 - our own constant
    return revision
