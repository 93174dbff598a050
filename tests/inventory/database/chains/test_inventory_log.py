"""The inventory's changes: who, when, from what to what; and yesterday's names out of them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text

from inventory.database.chains.inventory_log import changes, folded, log_changes, states
from inventory.database.chains.inventory_verification import InventoryChain
from inventory.database.reading import read
from inventory.database.store import InventoryStore, upsert
from inventory.database.transactions import reading, writing
from inventory.model import Inventory, Organization, System
from tests.inventory.conftest import NewDatabase
from tests.inventory.inventories import inventories

pytestmark = pytest.mark.both_databases

OLD = Organization(code="A", name="Sở A")
OTHER = Organization(code="B", name="Sở B")
SYSTEM = System(code="S", name="Cổng cũ", owner="A", operator="A")


def at(day: int) -> datetime:
    """Noon of a day of May 2026."""
    return datetime(2026, 5, day, 5, tzinfo=UTC)


def stored(database: Engine, inventory: Inventory, day: int) -> None:
    """An import on a day."""
    with writing(database) as connection:
        upsert(connection, inventory, actor="can-bo", clock=lambda: at(day))


def test_a_change_tells_who_when_and_what(database: Engine) -> None:
    """Each field with its old and its new value; what stays is not told."""
    stored(database, Inventory(organizations=(OLD, OTHER), systems=(SYSTEM,)), 1)
    stored(database, Inventory(systems=(SYSTEM.model_copy(update={"operator": "B"}),)), 9)
    with reading(database) as connection:
        *_, (item, change, moment) = changes(connection)
        actors = connection.execute(text("SELECT DISTINCT actor FROM inventory_changes")).scalars().all()
    assert (item, change, moment) == (("systems", "S"), {"operator": ["A", "B"]}, at(9))
    assert actors == ["can-bo"]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=inventories(), second=inventories())
def test_the_log_comes_to_the_inventory(
    new_database: NewDatabase, first: Inventory, second: Inventory
) -> None:
    """After any imports: the fold of the changes is what the tables hold."""
    database = new_database()
    for inventory in (first, second):
        InventoryStore(database).apply(inventory)
    with reading(database) as connection:
        assert dict(folded(connection)) == states(read(connection), {})
        assert InventoryChain().verify(connection).fault is None


def test_what_is_removed_is_told(database: Engine) -> None:
    """Every field with its last value; nothing is left of it in the fold."""
    both = Inventory(organizations=(OLD, OTHER))
    stored(database, both, 1)
    with writing(database) as connection:
        connection.execute(text("DELETE FROM organizations WHERE code = 'B'"))
        log_changes(connection, both, Inventory(organizations=(OLD,)), reason="nhập nhầm")
    with reading(database) as connection:
        assert set(folded(connection)) == {("organizations", "A")}
        assert InventoryChain().verify(connection).fault is None


def test_an_earlier_day_shows_its_names_and_operators(database: Engine) -> None:
    """Those of the end of that day; before the first record, the first; days of operation are today's."""
    stored(database, Inventory(organizations=(OLD, OTHER), systems=(SYSTEM,)), 1)
    later = SYSTEM.model_copy(
        update={"name": "Cổng mới", "operator": "B", "in_operation_since": date(2020, 1, 1)}
    )
    renamed = OLD.model_copy(update={"name": "Sở A mới"})
    stored(database, Inventory(organizations=(renamed,), systems=(later,)), 9)
    store = InventoryStore(database)
    shown = {
        day: (inventory.systems[0].name, inventory.systems[0].operator, inventory.organizations[0].name)
        for day in (date(2020, 1, 1), date(2026, 5, 8), date(2026, 5, 9), date(2026, 6, 1))
        for inventory in [store.load_as_shown_on(day)]
    }
    old, new = ("Cổng cũ", "A", "Sở A"), ("Cổng mới", "B", "Sở A mới")
    assert list(shown.values()) == [old, old, new, new]
    assert store.load_as_shown_on(date(2026, 5, 2)).systems[0].in_operation_since == date(2020, 1, 1)
