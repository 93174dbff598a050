"""Systems that are stored, found by what a list says of them; others get a code and a name of their own."""

from collections import defaultdict

from inventory.files.cells.codes import NewCodes
from inventory.files.cells.names import name_key
from inventory.files.lists.fields import CODE, NAME
from inventory.files.lists.list_row import ListRow
from inventory.files.lists.owning import UNKNOWN_OWNER
from inventory.files.lists.subject import Subject
from inventory.model import Code, Inventory, System


class KnownSystems:
    """The stored systems, and the codes and names that a list adds."""

    def __init__(self, stored: Inventory) -> None:
        self._codes = NewCodes(system.code for system in stored.systems)
        self._by_code = {system.code.casefold(): system for system in stored.systems}
        self._by_host: dict[str, dict[Code, System]] = defaultdict(dict)
        self._named: dict[object, list[System]] = defaultdict(list)
        self._names: set[object] = set()
        for system, endpoint in stored.endpoints():
            self._by_host[endpoint.host][system.code] = system
        for system in stored.systems:
            self._named[name_key(system.name), system.owner].append(system)

    def find(self, row: ListRow, subject: Subject) -> System | None:
        """The stored system that a row is about: by its code, its addresses, or its name."""
        if code := row.text(CODE):
            return self._by_code.get(code.casefold())
        of_hosts: dict[Code, System] = {}
        for endpoint in subject.endpoints:
            of_hosts |= self._by_host.get(endpoint.host, {})
        same = list(of_hosts.values())
        if row.text(NAME):
            same = [system for system in same if name_key(system.name) == name_key(subject.name)]
        if not subject.endpoints or not row.text(NAME):
            same = same or self._named.get((name_key(subject.name), subject.owner.code), [])
        return same[0] if len(same) == 1 else None

    def identity(self, row: ListRow, subject: Subject) -> dict[str, object]:
        """The code, the name and the bodies of a system that is not stored."""
        name, operator = subject.name, subject.operator.code if subject.operator else None
        key = (name_key(name), subject.owner.code, operator)
        if key in self._names and subject.endpoints:
            name = f"{name} ({subject.endpoints[0].host})"
        self._names.add(key)
        code = self._code(row, subject, name)
        return {"code": code, "name": name, "owner": subject.owner.code, "operator": operator}

    def _code(self, row: ListRow, subject: Subject, name: str) -> Code:
        if code := row.text(CODE):
            self._codes.add(code)
            return code
        if not row.text(NAME):
            return self._codes.of_host(subject.endpoints[0].host)
        body = subject.operator or subject.owner
        return self._codes.of_name(name, "" if body.name == UNKNOWN_OWNER else body.code, body.name)
