"""What an import adds, changes, empties and does not name, item by item and field by field."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inventory.errors import InventoryError
from inventory.files.comparing.similar_names import Listed, Similar, similar_names
from inventory.files.layout.sheets import BY_PART, Part
from inventory.model import Code, Endpoint, Inventory, Strict, System
from inventory.safe_text import visible
from inventory.wording.phrases import Joined, Phrase

EMPTY: tuple[object, ...] = (None, "", ())
TO_DO = Phrase("fill in what is to stay, or add --allow-clearing; nothing was imported")


@dataclass(frozen=True)
class FieldChange:
    """One field of one item; ``old`` and ``new`` as a cell would show them, None for nothing.

    ``clears``: something is stored, and the file says nothing in its stead.
    """

    part: Part
    code: Code
    field: str  # by its column's names, with the endpoint it is of
    old: object
    new: object
    clears: bool


@dataclass(frozen=True)
class FileComparison:
    """``absent``: stored, not in a file that lists others of their kind; they stay as they are."""

    added: tuple[tuple[Part, Listed], ...] = ()
    changed: tuple[FieldChange, ...] = ()
    absent: tuple[tuple[Part, Listed], ...] = ()
    similar: tuple[Similar, ...] = ()

    @property
    def clearing(self) -> tuple[FieldChange, ...]:
        """What would be emptied."""
        return tuple(change for change in self.changed if change.clears)


class ClearingRefusedError(InventoryError):
    """An import would empty what is stored, and nobody said that it may; nothing was imported."""

    def __init__(self, changes: Sequence[FieldChange]) -> None:
        self.changes = tuple(changes)
        super().__init__(_all_of(self.changes))


def _all_of(changes: Sequence[FieldChange]) -> Phrase:
    """A line for each field: of what, which, and what it holds."""
    lines = [
        Phrase("{code}: {field}, stored: {old}", code=change.code, field=change.field, old=shown(change.old))
        for change in changes
    ]
    if len(lines) == 1:
        return Phrase("the file would empty a stored field: {field}: {todo}", field=lines[0], todo=TO_DO)
    first = Phrase("the file would empty {count} stored fields: {todo}", count=len(lines), todo=TO_DO)
    return Joined((first, *lines), "\n  ")


def shown(value: object) -> str:
    """A value in a message; a dash for nothing."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "–" if value in EMPTY else visible(str(value))


def compare(before: Inventory, file: Inventory, *, similar: bool = True) -> FileComparison:
    """What a file changes of what is stored; what it does not name is told and stays.

    ``similar``: and which new names are close to others, which takes its time.
    """
    added: list[tuple[Part, Listed]] = []
    changed: list[FieldChange] = []
    absent: list[tuple[Part, Listed]] = []
    for part, stored, named in (
        (Part.ORGANIZATIONS, before.organizations, file.organizations),
        (Part.SYSTEMS, before.systems, file.systems),
    ):
        by_code: dict[Code, Listed] = {item.code: item for item in stored}
        names: dict[Code, Listed] = {item.code: item for item in named}
        added += [(part, item) for code, item in names.items() if code not in by_code]
        for code, item in names.items():
            if code in by_code and by_code[code] != item:
                changed += _changes(part, by_code[code], item)
        absent += [(part, item) for code, item in by_code.items() if names and code not in names]
    return FileComparison(
        tuple(added), tuple(changed), tuple(absent), similar_names(before, file) if similar else ()
    )


def _changes(part: Part, old: Listed, new: Listed) -> Iterator[FieldChange]:
    yield from _fields(part, old.code, part, old, new)
    if isinstance(old, System) and isinstance(new, System):
        yield from _endpoints(old, new)
        if old.permission and new.permission:
            yield from _fields(part, old.code, Part.PERMISSIONS, old.permission, new.permission)
        elif old.permission != new.permission:
            label = f"{BY_PART[Part.PERMISSIONS].vi} ({BY_PART[Part.PERMISSIONS].en})"
            was, now = (_families(one) for one in (old, new))
            yield FieldChange(part, old.code, label, was, now, clears=new.permission is None)


def _families(system: System) -> str | None:
    return "; ".join(system.permission.families) if system.permission else None


def _fields(
    part: Part, code: Code, sheet: Part, old: Strict, new: Strict, of: str = ""
) -> Iterator[FieldChange]:
    """The columns of a sheet in which two models differ. ``of``: the endpoint."""
    for column in BY_PART[sheet].columns:
        name = column.field
        if name not in type(old).model_fields:
            continue
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            silent = now == type(new).model_fields[name].default and name not in new.model_fields_set
            cells = [None if value in EMPTY else column.format.write(value) for value in (was, now)]
            clears = was not in EMPTY and (now in EMPTY or silent)
            yield FieldChange(part, code, f"{of}{column.vi} ({column.en})", cells[0], cells[1], clears=clears)


def _endpoints(old: System, new: System) -> Iterator[FieldChange]:
    before, after = _by_host(old), _by_host(new)
    sheet = BY_PART[Part.ENDPOINTS]
    label = f"{sheet.vi} ({sheet.en})"
    fewer = len(after) < len(before)
    for place, endpoint in before.items():
        if place in after:
            of = f"{endpoint.host}: "
            yield from _fields(Part.SYSTEMS, old.code, Part.ENDPOINTS, endpoint, after[place], of)
        else:
            yield FieldChange(Part.SYSTEMS, old.code, label, _address(endpoint), None, clears=fewer)
    for place in after.keys() - before.keys():
        yield FieldChange(Part.SYSTEMS, old.code, label, None, _address(after[place]), clears=False)


def _by_host(system: System) -> dict[tuple[str, int], Endpoint]:
    """Each endpoint by its host and which of the same host it is."""
    seen: Counter[str] = Counter()
    found = {}
    for endpoint in system.endpoints:
        found[endpoint.host, seen[endpoint.host]] = endpoint
        seen[endpoint.host] += 1
    return found


def _address(endpoint: Endpoint) -> str:
    return f"{endpoint.host}:{endpoint.https_port}"
