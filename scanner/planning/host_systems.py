"""The systems at some hosts, asked for again and again while a scan goes on: read anew where they changed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, bindparam, select, text

from inventory.database.reading import read_systems
from inventory.database.tables import EndpointRow
from inventory.database.transactions import reading
from inventory.model import Code, Inventory, System

# As the database stores them: nothing of it is read, it is only compared.
STORED = """
    SELECT e.host, e.*, s.*, p.* FROM endpoints e JOIN systems s ON s.code = e.system
    LEFT JOIN permissions p ON p.system = s.code
"""
AT_HOSTS = text(f"{STORED} WHERE e.host IN :hosts ORDER BY e.system, e.position").bindparams(
    bindparam("hosts", expanding=True)
)
EVERYWHERE = text(f"{STORED} ORDER BY e.system, e.position")
READ_AT_ONCE = 500  # systems
Mark = int  # of all that is stored of a host's systems; another one when that changes


@dataclass
class HostSystems:
    """The systems with an endpoint at a host, as they are now."""

    engine: Engine
    _known: dict[str, tuple[Mark, tuple[System, ...]]] = field(default_factory=dict)

    def know_all(self, known: Mapping[Code, System]) -> None:
        """Read those of every host at once: of many hosts that costs less than of each.

        ``known``: systems that are in memory already, by code; those that are still so are not kept twice.

        Raises:
            InventoryError: the database cannot be read.

        """
        at_host: defaultdict[str, dict[Code, System]] = defaultdict(dict)
        with reading(self.engine) as connection:
            marks = _marks(connection, None)
            for system in _read_all(connection):
                kept = known.get(system.code)
                for endpoint in system.endpoints:
                    at_host[endpoint.host][system.code] = kept if kept == system else system
        self._known = {host: (marks[host], tuple(systems.values())) for host, systems in at_host.items()}

    def at(self, hosts: Collection[str]) -> Inventory:
        """The systems with an endpoint at one of these hosts, and nothing else.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            marks = _marks(connection, hosts)
            if any(self._mark(host) != marks.get(host) for host in hosts):
                self._know(connection, hosts, marks)
        systems = {system.code: system for host in hosts for system in self._at(host)}
        return Inventory.model_construct(systems=tuple(systems[code] for code in sorted(systems)))

    def _know(self, connection: Connection, hosts: Collection[str], marks: Mapping[str, Mark]) -> None:
        found = tuple(_read_at(connection, hosts))
        for host in hosts:
            here = tuple(one for one in found if any(endpoint.host == host for endpoint in one.endpoints))
            self._known.pop(host, None)
            if host in marks:
                self._known[host] = marks[host], here

    def _mark(self, host: str) -> Mark | None:
        return self._known[host][0] if host in self._known else None

    def _at(self, host: str) -> tuple[System, ...]:
        return self._known[host][1] if host in self._known else ()


def _read_at(connection: Connection, hosts: Collection[str]) -> Iterator[System]:
    at_hosts = select(EndpointRow.system).where(EndpointRow.host.in_(hosts)).distinct()
    yield from read_systems(connection, set(connection.scalars(at_hosts)))


def _read_all(connection: Connection) -> Iterator[System]:
    """All systems with an endpoint, some at a time."""
    systems = sorted(connection.scalars(select(EndpointRow.system).distinct()))
    for some in range(0, len(systems), READ_AT_ONCE):
        yield from read_systems(connection, set(systems[some : some + READ_AT_ONCE]))


def _marks(connection: Connection, hosts: Collection[str] | None) -> Mapping[str, Mark]:
    asked = (EVERYWHERE, {}) if hosts is None else (AT_HOSTS, {"hosts": list(hosts)})
    marks: dict[str, Mark] = {}
    for row in connection.execute(*asked):
        marks[row[0]] = hash((marks.get(row[0]), repr(row)))
    return marks
