"""What an existing inventory knows of an audited host. An audit never creates a database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from inventory.database import location
from inventory.model import Endpoint, Setting, System
from scanner.planning.permission import Permit, scan_permit
from scanner.planning.plan import PlannedEndpoint, starttls_of
from scanner.probes.context import Recall, no_record


def permit_for(
    endpoint: PlannedEndpoint, database: str | None, now: datetime, typed: Permit
) -> PlannedEndpoint:
    """The endpoint with what its inventory entry adds: allowed ports, whether it is a portal, a port scan.

    ``typed``: what the audit was told to be allowed; what the entry permits is allowed too.
    """
    entries = _entries(endpoint, database)
    if not entries:
        return replace(endpoint, permit=typed)
    granted = scan_permit((system for system, _ in entries), now)
    return replace(
        endpoint,
        allowed_ports=tuple(sorted({port for _, entry in entries for port in entry.allowed_ports})),
        is_portal=any(system.is_portal for system, _ in entries),
        private=endpoint.private or any(entry.private for _, entry in entries),
        permit=replace(
            typed,
            port_scan=typed.port_scan or granted.port_scan,
            files=typed.files or granted.files,
            udp=typed.udp or granted.udp,
            refusal="" if granted.port_scan else typed.refusal,
            ports=granted.ports,
            per_address=granted.per_address,
            user_agent=granted.user_agent,
        ),
        starttls=starttls_of(entries[0][1]),
    )


def settings_of(database: str | None) -> tuple[Setting, ...]:
    """What an existing database says of itself."""
    if not location.is_there(database):
        return ()
    from inventory.database.opening import opened_database  # noqa: PLC0415 - see below
    from inventory.database.store import InventoryStore  # noqa: PLC0415 - see below

    with opened_database(database) as opened:
        return tuple(InventoryStore(opened).settings())


@contextmanager
def earlier_looks(database: str | None) -> Iterator[Recall]:
    """What tells of the last clean look from the main vantage, where a database exists already."""
    if not location.is_there(database):
        yield no_record
        return
    from inventory.database.opening import opened_database  # noqa: PLC0415 - see below
    from scanner.scans.last_clean_look import LastCleanLook  # noqa: PLC0415 - see below
    from scanner.vantages.seen_from import chosen_vantage  # noqa: PLC0415 - see below

    with opened_database(database) as opened:
        yield LastCleanLook(opened, chosen_vantage(opened, None))


def _entries(endpoint: PlannedEndpoint, database: str | None) -> Sequence[tuple[System, Endpoint]]:
    if not location.is_there(database):
        return ()
    # Imported here: an audit without a database does not pay the second that its modules cost.
    from inventory.database.opening import opened_database  # noqa: PLC0415 - see above
    from inventory.database.store import InventoryStore  # noqa: PLC0415 - see above

    with opened_database(database) as opened:
        inventory = InventoryStore(opened).load()
    return [(system, entry) for system, entry in inventory.endpoints() if entry.key == endpoint.key]
