"""Keeps the record of outages: one row from when it is found until the scanner reaches somebody again."""

from datetime import datetime

from sqlalchemy import Engine as Database
from sqlalchemy import insert, select, update

from checks.model import Frozen
from inventory.database.rows import values
from inventory.database.transactions import reading, writing
from scanner.outages.tables import OutageRow


class Outage(Frozen):
    """A time in which the scanner itself could not look. ``ended_at`` None: it lasts."""

    id: int
    begun_at: datetime
    ended_at: datetime | None
    detail: str


class OutageLog:
    """The outages of a database. Every question raises InventoryError when it cannot be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outages(self) -> tuple[Outage, ...]:
        """All of them, newest first."""
        query = select(OutageRow.id, OutageRow.begun_at, OutageRow.ended_at, OutageRow.detail)
        with reading(self._database) as connection:
            rows = connection.execute(query.order_by(OutageRow.id.desc())).all()
        return tuple(Outage.model_validate(row._asdict()) for row in rows)

    def begin(self, at: datetime, detail: str) -> None:
        """Record one, unless one lasts: however many runs and daemons meet it, it is one event."""
        with writing(self._database) as connection:
            if connection.scalar(select(OutageRow.id).where(OutageRow.ended_at.is_(None))) is None:
                row = values({OutageRow.begun_at: at, OutageRow.detail: detail})
                connection.execute(insert(OutageRow).values(row))

    def end(self, at: datetime) -> None:
        """Record that the scanner reaches somebody again; nothing where no outage lasts."""
        with reading(self._database) as connection:
            if connection.scalar(select(OutageRow.id).where(OutageRow.ended_at.is_(None))) is None:
                return
        ended = update(OutageRow).where(OutageRow.ended_at.is_(None))
        with writing(self._database) as connection:
            connection.execute(ended.values(values({OutageRow.ended_at: at})))
