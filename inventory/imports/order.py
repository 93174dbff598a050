"""What must hold in time and rank: nothing happened in the future, nothing ends before it begins."""

from collections.abc import Iterator
from datetime import date

from inventory.imports.assemble import Built
from inventory.imports.result import CellError
from inventory.layout.sheets import Part
from inventory.layout.words import shown
from inventory.model import Inventory, Organization, ScanPermission

# What a file says has happened. Ends and validity may lie ahead: a merger or a shutdown is planned.
HAPPENED = {
    Part.ORGANIZATIONS: ("web_page_since",),
    Part.SYSTEMS: ("in_operation_since",),
    Part.EVENTS: ("on",),
}
IN_ORDER = {
    Part.ORGANIZATIONS: ("valid_from", "valid_to"),
    Part.SYSTEMS: ("in_operation_since", "decommissioned"),
    Part.PERMISSIONS: ("valid_from", "valid_to"),
    Part.EVENTS: ("on", "until"),
}


def wrong_dates(built: dict[Part, list[Built]], today: date) -> Iterator[CellError]:
    """Dates after today of things that happened, and ends before their beginnings."""
    for part, fields in HAPPENED.items():
        for item in built[part]:
            for field in fields:
                day = getattr(item.model, field)
                if day is not None and day > today:
                    text = (
                        f"{day:%d/%m/%Y} is in the future: correct the date, or enter it once it has happened"
                    )
                    yield item.draft.place.error(field, text)
    for part, (first, last) in IN_ORDER.items():
        for item in built[part]:
            start, end = getattr(item.model, first), getattr(item.model, last)
            if start is not None and end is not None and end < start:
                text = f"{end:%d/%m/%Y} is before {start:%d/%m/%Y}, where it begins: correct one of the two"
                yield item.draft.place.error(last, text)


def half_hours(permissions: list[Built]) -> Iterator[CellError]:
    """Permissions with only one of the two hours."""
    for item in permissions:
        permission = item.model
        if isinstance(permission, ScanPermission):
            missing = [name for name in ("hours_from", "hours_to") if getattr(permission, name) is None]
            if len(missing) == 1:
                yield item.draft.place.error(missing[0], "is blank: give both hours or neither")


def circles(organizations: list[Built], known: Inventory) -> Iterator[CellError]:
    """Organizations that stand above themselves."""
    parents = {organization.code: organization.parent for organization in known.organizations}
    models = [(item, item.model) for item in organizations if isinstance(item.model, Organization)]
    parents.update({organization.code: organization.parent for _, organization in models})
    clear: set[str | None] = {None}
    for item, organization in models:
        path: list[str] = []
        above: str | None = organization.code
        while above not in clear and above not in path:
            path.append(str(above))
            above = parents.get(str(above))
        if above in path:
            text = f"{shown(organization.parent)} stands below this organization itself: name another parent"
            yield item.draft.place.error("parent", text)
        clear.update(path)
