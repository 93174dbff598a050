"""inventory.database.rows: many rows by one statement are what SQLAlchemy itself would have written."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, bindparam, insert, select, update

from inventory.database.chains.tables import ChainHeadRow, InventoryChangeRow
from inventory.database.rows import ManyRows
from inventory.database.tables import OrganizationRow
from inventory.database.transactions import reading, writing

pytestmark = pytest.mark.both_databases

NAMES = ("valid_to", "code", "kind", "name", "valid_from")  # in another order than the table's
ROWS = (
    (None, "A", "ministry", "Bộ “A” 100 %s :x ?", date(2020, 2, 29)),
    (date(9999, 12, 31), "B", "province", "Tỉnh B", None),
)
BANGKOK = timezone(timedelta(hours=7))


def kept(engine: Engine) -> list[tuple[object, ...]]:
    """The rows that are there, in the order of ``NAMES``."""
    columns = [getattr(OrganizationRow, name) for name in NAMES]
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(OrganizationRow.code))]


def test_rows_are_written_whatever_the_order_of_their_values(database: Engine) -> None:
    """Days, gaps and characters that mean something to drivers; no row is no statement."""
    written = ManyRows(insert(OrganizationRow), NAMES)
    with writing(database) as connection:
        written.write(connection, ROWS)
        written.write(connection, ())
    assert kept(database) == [*ROWS]


def test_rows_are_changed_by_a_condition(database: Engine) -> None:
    """Each row its own; the others stay."""
    changed = ManyRows(
        update(OrganizationRow).where(OrganizationRow.code == bindparam("at")), ("at", "valid_from")
    )
    with writing(database) as connection:
        ManyRows(insert(OrganizationRow), NAMES).write(connection, ROWS)
        changed.write(connection, [("B", date(2026, 1, 2)), ("nobody", None)])
    assert kept(database) == [ROWS[0], (*ROWS[1][:-1], date(2026, 1, 2))]


def test_values_are_converted_as_their_columns_are(database: Engine) -> None:
    """A moment of another zone is kept in UTC, and one without a zone is refused."""
    names = ("recorded_at", "actor", "part", "code", "change")
    written = ManyRows(insert(InventoryChangeRow), names)
    moment = datetime(2026, 11, 27, 5, 0, 0, 123456, tzinfo=BANGKOK)
    with writing(database) as connection:
        written.write(connection, [(moment, "a", "systems", "A", "{}")])
        (told,) = connection.execute(select(InventoryChangeRow.recorded_at)).one()
        with pytest.raises(ValueError, match="has no time zone"):
            written.write(connection, [(moment.replace(tzinfo=None), "a", "systems", "A", "{}")])
    assert (told, told.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    "names", [("chain", "position", "hash", "nothing"), ("chain", "position", "nothing")]
)
def test_a_column_that_there_is_not_is_refused(database: Engine, names: tuple[str, ...]) -> None:
    """Nothing is left out in silence."""
    with writing(database) as connection, pytest.raises(ValueError, match="nothing"):
        ManyRows(insert(ChainHeadRow), names).write(connection, [("a", 1, "b", "c")[: len(names)]])
