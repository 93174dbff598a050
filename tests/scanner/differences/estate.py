"""Two systems behind hosts of which one is shared, to be looked at."""

from datetime import date, datetime

from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.database.transactions import reading
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, System
from scanner.differences.change import Change
from scanner.differences.comparing import changes
from tests.scanner.runs.standing.looking import HOSTS

OWN, SHARED = HOSTS  # of A alone; of A and B


def settled(engine: Engine) -> Engine:
    """The systems, in operation."""
    systems = (("A", HOSTS), ("B", (SHARED,)))
    InventoryStore(engine).apply(
        Inventory(
            organizations=(Organization(code="O", name="Sở", kind=OrganizationKind.DEPARTMENT),),
            systems=tuple(
                System(
                    code=code,
                    name=f"Hệ thống {code}",
                    owner="O",
                    in_operation_since=date(2020, 1, 1),
                    endpoints=tuple(Endpoint(host=host) for host in hosts),
                )
                for code, hosts in systems
            ),
        )
    )
    return engine


def between(engine: Engine, before: datetime, after: datetime, *systems: str) -> tuple[Change, ...]:
    """What changed, of some systems or all."""
    with reading(engine) as connection:
        return changes(connection, before, after, systems=systems or None)
