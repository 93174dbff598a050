"""What an existing inventory knows of an audited host. An audit never creates a database."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from inventory.model import Endpoint, System
from scanner.planning.permission import audit_permit, scan_permit
from scanner.planning.plan import PlannedEndpoint, starttls_of

DEFAULT_FILE = Path("capdo.db")


def permit_for(endpoint: PlannedEndpoint, database: str | None, *, authorized: bool) -> PlannedEndpoint:
    """The endpoint with what its inventory entry adds: allowed ports, whether it is a portal, a port scan."""
    known = _known(endpoint, database)
    if not known:
        return endpoint if not authorized else replace(endpoint, permit=audit_permit(authorized=True))
    granted = scan_permit((system for system, _ in known), datetime.now().astimezone())
    permit = audit_permit(authorized=authorized or granted.port_scan)
    return replace(
        endpoint,
        allowed_ports=tuple(sorted({port for _, entry in known for port in entry.allowed_ports})),
        is_portal=any(system.is_portal for system, _ in known),
        permit=replace(permit, ports=granted.ports, per_address=granted.per_address),
        starttls=starttls_of(known[0][1]),
    )


def _known(endpoint: PlannedEndpoint, database: str | None) -> Sequence[tuple[System, Endpoint]]:
    if database is None and "CAPDO_DATABASE_URL" not in os.environ and not DEFAULT_FILE.exists():
        return ()
    # Imported here: an audit without a database does not pay the second that its modules cost.
    from inventory.database.opening import open_database  # noqa: PLC0415 - see above
    from inventory.database.store import InventoryStore  # noqa: PLC0415 - see above

    inventory = InventoryStore(open_database(database)).load()
    return [(system, entry) for system, entry in inventory.endpoints() if entry.key == endpoint.key]
