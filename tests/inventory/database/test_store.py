"""The store: gives back what was applied, updates by code, and changes nothing on an error."""

from datetime import time

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from inventory.database.store import Changes, InventoryStore
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from tests.inventory.conftest import NewDatabase
from tests.inventory.inventories import inventories

pytestmark = pytest.mark.both_databases

OFFICE = Organization(code="VP", name="Văn phòng UBND tỉnh")
PERMISSION = ScanPermission(families=("tls",), hours_from=time(22), hours_to=time(5, 30))
ENDPOINTS = (Endpoint(host="b.brvt.test"), Endpoint(host="a.brvt.test", https_port=8443))
PORTAL = System(code="CTT", name="Cổng", owner="VP", endpoints=ENDPOINTS, permission=PERMISSION)
BOTH = Inventory(organizations=(OFFICE,), systems=(PORTAL,))

slow_fixture = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow_fixture
@given(inventories())
def test_what_was_applied_is_loaded(new_database: NewDatabase, inventory: Inventory) -> None:
    """Nothing is lost or altered, and applying it again changes nothing."""
    store = InventoryStore(new_database())
    count = len(inventory.organizations) + len(inventory.systems)
    assert store.apply(inventory) == Changes(added=count, updated=0, unchanged=0)
    assert store.load() == inventory
    assert store.apply(inventory) == Changes(added=0, updated=0, unchanged=count)


@slow_fixture
@given(inventories(), inventories())
def test_the_later_import_wins_by_code(
    new_database: NewDatabase, first: Inventory, second: Inventory
) -> None:
    """What the second names is as the second says; the rest stays as the first said."""
    store = InventoryStore(new_database())
    store.apply(first)
    store.apply(second)
    loaded = store.load()
    assert {one.code: one for one in loaded.systems} == {
        one.code: one for one in first.systems + second.systems
    }
    wanted = {one.code: one for one in first.organizations + second.organizations}
    assert {one.code: one for one in loaded.organizations} == wanted


def test_changes_are_counted(database: Engine) -> None:
    """Added, updated and unchanged, organizations and systems together."""
    store = InventoryStore(database)
    store.apply(BOTH)
    renamed = PORTAL.model_copy(update={"name": "Cổng mới"})
    fresh = System(code="IOC", name="IOC", owner="VP")
    changes = store.apply(Inventory(organizations=(OFFICE,), systems=(renamed, fresh)))
    assert changes == Changes(added=1, updated=1, unchanged=1)


def test_endpoints_and_permission_are_replaced(database: Engine) -> None:
    """Endpoints that the new version does not name are gone, and so is a permission that it does not give."""
    store = InventoryStore(database)
    store.apply(BOTH)
    fewer = PORTAL.model_copy(update={"endpoints": ENDPOINTS[1:], "permission": None})
    store.apply(Inventory(systems=(fewer,)))
    assert store.load().systems == (fewer,)


def test_what_the_input_does_not_name_stays(database: Engine) -> None:
    """An import of one agency's file does not remove the others."""
    store = InventoryStore(database)
    store.apply(BOTH)
    assert store.apply(Inventory()) == Changes(added=0, updated=0, unchanged=0)
    assert store.load() == BOTH


def test_every_wrong_reference_is_told_and_nothing_is_written(database: Engine) -> None:
    """Twice the same code, and codes that refer to nothing, in one go."""
    store = InventoryStore(database)
    lost = System(code="X", name="X", owner="NOBODY", operator="NOONE")
    orphan = Organization(code="O", name="O", parent="GONE", predecessors=("OLD",))
    with pytest.raises(InventoryError) as refused:
        store.apply(Inventory(organizations=(OFFICE, OFFICE, orphan), systems=(lost,)))
    assert str(refused.value).splitlines() == [
        "organization VP is given 2 times",
        "organization O: its parent GONE is not among the organizations",
        "organization O: its predecessor OLD is not among the organizations",
        "system X: its owner NOBODY is not among the organizations",
        "system X: its operator NOONE is not among the organizations",
    ]
    assert store.load() == Inventory()


@pytest.mark.sqlite_only
def test_a_full_disk_changes_nothing(database: Engine) -> None:
    """An import that runs out of room half way is undone, and told in one line."""
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 40")
    codes = [f"S{number}" for number in range(2_000)]
    systems = tuple(PORTAL.model_copy(update={"code": code}) for code in codes)
    store = InventoryStore(database)
    with pytest.raises(InventoryError, match="full") as refused:
        store.apply(Inventory(organizations=(OFFICE,), systems=systems))
    assert "\n" not in str(refused.value)
    assert store.load() == Inventory()


def test_codes_differ_by_case_and_sort_by_code_point(database: Engine) -> None:
    """The order is the same on every database, whatever its collation."""
    store = InventoryStore(database)
    systems = tuple(System(code=code, name=code, owner="VP") for code in ("a", "B", "A-1", "A.1", "A_1"))
    store.apply(Inventory(organizations=(OFFICE,), systems=systems))
    assert [system.code for system in store.load().systems] == ["A-1", "A.1", "A_1", "B", "a"]


@pytest.mark.parametrize(
    "change",
    [{"basic_data_subjects": 10**20}, {"permission": {"families": [], "hours_from": "08:00:00Z"}}],
)
def test_the_model_refuses_what_no_database_keeps(change: dict[str, object]) -> None:
    """A number beyond mankind, and a local time with an offset, end at the model."""
    with pytest.raises(ValueError, match="validation error"):
        System.model_validate({"code": "X", "name": "X", "owner": "VP", **change})
