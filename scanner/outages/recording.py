"""Keeps the record of outages: one row from when it is found until the scanner reaches somebody again."""

from datetime import datetime

from sqlalchemy import Engine as Database
from sqlalchemy import and_, insert, select, update

from checks.model import Frozen
from inventory.database.rows import ColumnValues, columns_of, values
from inventory.database.transactions import reading, writing
from inventory.settings.vantage import INTERNET
from scanner.outages.tables import OutageRow


class Outage(Frozen):
    """A time in which the scanner itself could not look from a vantage. ``ended_at`` None: it lasts."""

    id: int
    begun_at: datetime
    ended_at: datetime | None
    detail: str
    vantage: str = INTERNET


class OutageLog:
    """The outages of one vantage. Every question raises InventoryError when it cannot be read or written."""

    def __init__(self, database: Database, vantage: str = INTERNET) -> None:
        self._database = database
        self._vantage = vantage
        self._lasts = and_(OutageRow.ended_at.is_(None), OutageRow.vantage == vantage)

    def outages(self) -> tuple[Outage, ...]:
        """All of them, newest first."""
        found = every_outage(self._database)
        return tuple(outage for outage in found if outage.vantage == self._vantage)

    def begin(self, at: datetime, detail: str) -> None:
        """Record one, unless one lasts: however many runs and daemons meet it, it is one event."""
        with writing(self._database) as connection:
            if connection.scalar(select(OutageRow.id).where(self._lasts)) is None:
                row: ColumnValues = {OutageRow.begun_at: at, OutageRow.detail: detail}
                row[OutageRow.vantage] = self._vantage
                connection.execute(insert(OutageRow).values(values(row)))

    def end(self, at: datetime) -> None:
        """Record that the scanner reaches somebody again; nothing where no outage lasts."""
        with reading(self._database) as connection:
            if connection.scalar(select(OutageRow.id).where(self._lasts)) is None:
                return
        ended = update(OutageRow).where(self._lasts)
        with writing(self._database) as connection:
            connection.execute(ended.values(values({OutageRow.ended_at: at})))


def every_outage(database: Database) -> tuple[Outage, ...]:
    """Those of all vantages, newest first.

    Raises:
        InventoryError: the database cannot be read.

    """
    query = select(*columns_of(OutageRow)).order_by(OutageRow.id.desc())
    with reading(database) as connection:
        rows = connection.execute(query).all()
    return tuple(Outage.model_validate(row._asdict()) for row in rows)
