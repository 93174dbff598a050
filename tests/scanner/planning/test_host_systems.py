"""scanner.planning.host_systems: what is known of a host's systems is what the database holds now."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import NullPool, create_engine, delete, event, text, update

from inventory.database.rows import values
from inventory.database.store import InventoryStore
from inventory.database.tables import EndpointRow, PermissionRow, SystemRow
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.planning.host_systems import HostSystems

pytestmark = pytest.mark.both_databases

HOST, SHARED, OTHER = "a.test", "shared.test", "b.test"
HOSTS = (HOST, SHARED, OTHER)
PORTS = (*range(1, 200), 443, *range(500, 700))
OTHER_PORTS = [445 if port == 443 else port for port in PORTS]
Change = Callable[[Database], object]


def system(code: str, *hosts: str) -> System:
    """A system that may be looked at."""
    return System(
        code=code,
        name=code,
        owner="O",
        in_operation_since=date(2020, 1, 1),
        endpoints=tuple(Endpoint(host=host) for host in hosts),
        permission=ScanPermission(families=("web", "exposure"), ports=PORTS),
    )


@pytest.fixture
def database(database: Database) -> Database:
    """Two systems that share a host."""
    systems = (system("A", HOST, SHARED), system("B", OTHER, SHARED))
    InventoryStore(database).apply(
        Inventory(organizations=(Organization(code="O", name="O"),), systems=systems)
    )
    return database


def _elsewhere(*statements: object) -> Change:
    def change(database: Database) -> None:
        with create_engine(database.url, poolclass=NullPool).begin() as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]

    return change


CHANGES: dict[str, Change] = {
    "nothing": lambda _: None,
    "a permission is withdrawn": _elsewhere(delete(PermissionRow).where(PermissionRow.system == "A")),
    "a permission is narrowed": _elsewhere(
        update(PermissionRow).values(values({PermissionRow.families: ["tls"]}))
    ),
    "a system is taken out of operation": _elsewhere(
        update(SystemRow).values(values({SystemRow.decommissioned: date(2026, 1, 1)}))
    ),
    "a port in the middle of many is another": _elsewhere(
        update(PermissionRow).values(values({PermissionRow.ports: OTHER_PORTS}))
    ),
    "an endpoint goes": _elsewhere(delete(EndpointRow).where(EndpointRow.host == SHARED)),
    "an endpoint's port is another": _elsewhere(
        update(EndpointRow).values(values({EndpointRow.https_port: 8443}))
    ),
    "another system comes": lambda database: InventoryStore(database).apply(
        Inventory(systems=(system("C", HOST),))
    ),
}


@pytest.mark.parametrize("known", [False, True], ids=["asked before", "all known"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_every_change_is_known_at_the_next_question(
    database: Database, change: Change, *, known: bool
) -> None:
    """Whatever of a host's systems changed, of whichever of them; hosts are asked alone and together."""
    hosts = HostSystems(database)
    if known:
        hosts.know_all({one.code: one for one in InventoryStore(database).load().systems[:1]})
    else:
        hosts.at(HOSTS)
    change(database)
    now = InventoryStore(database).load().systems
    for asked in (HOSTS, *((host,) for host in HOSTS), ("nobody.test",)):
        expected = tuple(
            one for one in now if {endpoint.host for endpoint in one.endpoints}.intersection(asked)
        )
        assert hosts.at(asked).systems == expected


def test_what_did_not_change_is_not_read_again(database: Database) -> None:
    """Whether all were read at once or these alone."""
    hosts, read = HostSystems(database), list[str]()
    hosts.know_all({})
    event.listen(database, "before_cursor_execute", lambda *given: read.append(given[2]))
    known = hosts.at((HOST, OTHER))
    assert read == []
    _elsewhere(update(SystemRow).values(values({SystemRow.name: "another"})))(database)
    anew = hosts.at((HOST, OTHER))
    assert anew.systems != known.systems
    read.clear()
    assert hosts.at((OTHER, HOST)).systems == anew.systems
    assert read == []


@pytest.mark.sqlite_only
def test_what_did_not_change_is_one_question(database: Database) -> None:
    """However many columns a system has."""
    hosts, asked = HostSystems(database), list[str]()
    hosts.know_all({})
    event.listen(database, "checkout", lambda driven, *_: driven.set_trace_callback(asked.append))
    hosts.at((HOST, OTHER))
    assert len([one for one in asked if "SELECT" in one]) == 1


@pytest.mark.sqlite_only
def test_a_database_that_cannot_be_read_is_told(database: Database) -> None:
    """In one line, whatever was known before."""
    hosts = HostSystems(database)
    hosts.know_all({})
    _elsewhere(text("DROP TABLE permissions"))(database)
    with pytest.raises(InventoryError, match="no such table"):
        hosts.at((HOST,))
