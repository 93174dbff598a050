"""What must hold in time and rank: nothing happened in the future, nothing ends before it begins."""

from collections.abc import Iterator, Mapping
from datetime import date

from inventory.files.layout.sheets import Part
from inventory.files.reading.assemble import Built
from inventory.files.reading.result import CellError
from inventory.model import Inventory
from inventory.safe_text import quoted

# What a file says has happened. Ends and validity may lie ahead: a merger or a shutdown is planned.
HAPPENED = {
    Part.ORGANIZATIONS: ("web_page_since",),
    Part.SYSTEMS: ("in_operation_since",),
    Part.EVENTS: ("on",),
    Part.SELF_ASSESSMENTS: ("on",),
}
IN_ORDER = {
    Part.ORGANIZATIONS: ("valid_from", "valid_to"),
    Part.SYSTEMS: ("in_operation_since", "decommissioned"),
    Part.PERMISSIONS: ("valid_from", "valid_to"),
    Part.EVENTS: ("on", "until"),
}

CIRCLES = {
    "parent": "stands below this organization itself: name another parent",
    "merged_into": "was merged into this organization itself: name another successor",
}


def wrong_dates(built: dict[Part, list[Built]], today: date) -> Iterator[CellError]:
    """Dates after today of things that happened, and ends before their beginnings."""
    for part, fields in HAPPENED.items():
        for item in built[part]:
            for field in fields:
                day = item.value(field)
                if day is not None and day > today:
                    text = (
                        f"{day:%d/%m/%Y} is in the future: correct the date, or enter it once it has happened"
                    )
                    yield item.draft.place.error(field, text)
    for part, (first, last) in IN_ORDER.items():
        for item in built[part]:
            start, end = item.value(first), item.value(last)
            if start is not None and end is not None and end < start:
                text = f"{end:%d/%m/%Y} is before {start:%d/%m/%Y}, where it begins: correct one of the two"
                yield item.draft.place.error(last, text)


def half_hours(permissions: list[Built]) -> Iterator[CellError]:
    """Permissions with only one of the two hours."""
    for item in permissions:
        missing = [name for name in ("hours_from", "hours_to") if item.value(name) is None]
        if len(missing) == 1 and not item.draft.broken.intersection(missing):
            yield item.draft.place.error(missing[0], "is blank: give both hours or neither")


def empty_permissions(permissions: list[Built]) -> Iterator[CellError]:
    """Permissions that permit nothing, though somebody wrote them: no family, or hours without length."""
    for item in permissions:
        if item.value("families") == () and "families" not in item.draft.broken:
            yield item.draft.place.error("families", "names no family: name some, or leave the row out")
        first, last = item.value("hours_from"), item.value("hours_to")
        if first is not None and first == last:
            text = f"{last:%H:%M} is also where it begins: give an end, or leave both hours blank for all day"
            yield item.draft.place.error("hours_to", text)


def circles(organizations: list[Built], stored_inventory: Inventory) -> Iterator[CellError]:
    """Organizations that stand above themselves, or take over from themselves."""
    for field, text in CIRCLES.items():
        following = {
            organization.code: getattr(organization, field) for organization in stored_inventory.organizations
        }
        following.update({item.value("code"): item.value(field) for item in organizations})
        circular = _circular(following)
        for item in organizations:
            if item.value("code") in circular:
                yield item.draft.place.error(field, f"{quoted(item.value(field))} {text}")


def _circular(parents: Mapping[str, str | None]) -> set[str]:
    """The codes on circles. Each code is walked over once."""
    done: set[str] = set()
    circular: set[str] = set()
    for code in parents:
        path: dict[str, None] = {}
        above: str | None = code
        while above is not None and above not in done and above not in path:
            path[above] = None
            above = parents.get(above)
        if above in path:
            walked = list(path)
            circular.update(walked[walked.index(above) :])
        done.update(path)
    return circular
