"""What must hold in time and rank: nothing happened in the future, nothing ends before it begins."""

from collections.abc import Iterator, Mapping
from datetime import date

from inventory.faults import FaultKind
from inventory.files.assembling.assemble import Built
from inventory.files.layout.sheets import Part
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
    "parent": FaultKind(
        vi="{code} lại trực thuộc chính tổ chức này: ghi cấp trên khác",
        en="{code} stands below this organization itself: name another parent",
    ),
    "merged_into": FaultKind(
        vi="{code} lại sáp nhập vào chính tổ chức này: ghi tổ chức kế thừa khác",
        en="{code} was merged into this organization itself: name another successor",
    ),
}
FUTURE = FaultKind(
    vi="{day} ở tương lai: sửa ngày, hoặc nhập sau khi đã diễn ra",
    en="{day} is in the future: correct the date, or enter it once it has happened",
)
BEFORE = FaultKind(
    vi="{end} trước {start} là ngày bắt đầu: sửa một trong hai",
    en="{end} is before {start}, where it begins: correct one of the two",
)
HALF = FaultKind(
    vi="để trống: ghi cả hai giờ hoặc để trống cả hai", en="is blank: give both hours or neither"
)
NO_FAMILIES = FaultKind(
    vi="không nêu nhóm nào: ghi nhóm, hoặc bỏ dòng này", en="names no family: name some, or leave the row out"
)
NO_LENGTH = FaultKind(
    vi="{time} cũng là giờ bắt đầu: ghi giờ kết thúc, hoặc để trống cả hai nếu được quét cả ngày",
    en="{time} is also where it begins: give an end, or leave both hours blank for all day",
)


def wrong_dates(built: dict[Part, list[Built]], today: date) -> Iterator[CellError]:
    """Dates after today of things that happened, and ends before their beginnings."""
    for part, fields in HAPPENED.items():
        for item in built[part]:
            for field in fields:
                day = item.value(field)
                if day is not None and day > today:
                    yield item.draft.place.error(field, FUTURE(day=f"{day:%d/%m/%Y}"))
    for part, (first, last) in IN_ORDER.items():
        for item in built[part]:
            start, end = item.value(first), item.value(last)
            if start is not None and end is not None and end < start:
                text = BEFORE(end=f"{end:%d/%m/%Y}", start=f"{start:%d/%m/%Y}")
                yield item.draft.place.error(last, text)


def half_hours(permissions: list[Built]) -> Iterator[CellError]:
    """Permissions with only one of the two hours."""
    for item in permissions:
        missing = [name for name in ("hours_from", "hours_to") if item.value(name) is None]
        if len(missing) == 1 and not item.draft.broken.intersection(missing):
            yield item.draft.place.error(missing[0], HALF())


def empty_permissions(permissions: list[Built]) -> Iterator[CellError]:
    """Permissions that permit nothing, though somebody wrote them: no family, or hours without length."""
    for item in permissions:
        if item.value("families") == () and "families" not in item.draft.broken:
            yield item.draft.place.error("families", NO_FAMILIES())
        first, last = item.value("hours_from"), item.value("hours_to")
        if first is not None and first == last:
            yield item.draft.place.error("hours_to", NO_LENGTH(time=f"{last:%H:%M}"))


def circles(organizations: list[Built], stored_inventory: Inventory) -> Iterator[CellError]:
    """Organizations that stand above themselves, or take over from themselves."""
    for field, kind in CIRCLES.items():
        following = {
            organization.code: getattr(organization, field) for organization in stored_inventory.organizations
        }
        following.update({item.value("code"): item.value(field) for item in organizations})
        circular = _circular(following)
        for item in organizations:
            if item.value("code") in circular:
                yield item.draft.place.error(field, kind(code=quoted(item.value(field))))


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
