"""The systems at some hosts, asked for again and again while a scan goes on: read anew where they changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from inventory.database.reading import read_systems
from inventory.database.tables import EndpointRow
from inventory.database.transactions import reading
from inventory.model import Code, Inventory, System

# As the database stores them: nothing of it is read, it is only compared.
STORED = """
    SELECT e.host, e.*, s.*, p.* FROM endpoints e JOIN systems s ON s.code = e.system
    LEFT JOIN permissions p ON p.system = s.code
"""
ORDER = "ORDER BY e.system, e.position"
QUESTION_MARK = "qmark"  # a driver's style of parameters; the other one's are %s
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
            marks = _marks(connection.exec_driver_sql(f"{STORED} {ORDER}"))
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
        if not self._is_as_known(hosts):
            with reading(self.engine) as connection:
                self._know(connection, hosts)
        systems = {system.code: system for host in hosts for system in self._at(host)}
        return Inventory.model_construct(systems=tuple(systems[code] for code in sorted(systems)))

    def _is_as_known(self, hosts: Collection[str]) -> bool:
        """Asked of the driver itself: SQLAlchemy takes five times as long to ask it in a transaction.

        What it cannot tell is read in one, which says why it cannot be.
        """
        try:
            with closing(self.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                cursor.execute(*_asked(self.engine, hosts))
                marks = _marks(cursor.fetchall())
        except (DBAPIError, self.engine.dialect.loaded_dbapi.Error):
            return False
        return all(self._mark(host) == marks.get(host) for host in hosts)

    def _know(self, connection: Connection, hosts: Collection[str]) -> None:
        marks = _marks(connection.exec_driver_sql(*_asked(self.engine, hosts)))
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


def _asked(engine: Engine, hosts: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """What is stored of the systems at hosts, as a driver takes the question."""
    mark = "?" if engine.dialect.paramstyle == QUESTION_MARK else "%s"
    return f"{STORED} WHERE e.host IN ({', '.join(mark for _ in hosts)}) {ORDER}", tuple(hosts)


def _marks(stored: Iterable[Sequence[object]]) -> Mapping[str, Mark]:
    """By the host that each row begins with."""
    marks: dict[str, Mark] = {}
    for row in stored:
        host = str(row[0])
        # As a tuple: a row of SQLAlchemy's leaves out the middle of what is long.
        marks[host] = hash((marks.get(host), repr(tuple(row))))
    return marks
