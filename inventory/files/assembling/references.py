"""What must hold between the rows of a file: codes are unique and the codes named exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inventory.faults import CellFault, FaultKind
from inventory.files.assembling.assemble import Built
from inventory.files.assembling.naming import TO_ORGANIZATIONS
from inventory.files.layout.sheets import BY_PART, Part
from inventory.files.reading.raw import Draft, FileContent
from inventory.files.reading.result import CellError
from inventory.model import Endpoint, Inventory, Organization, System
from inventory.safe_text import quoted
from inventory.words import closest

TOLD_APART_BY = ("owner", "operator", "decommissioned")
UNKNOWN = FaultKind(
    vi="{code} không phải mã của {sheet}, trong tệp này hay trước đó; thêm vào {sheet} hoặc sửa mã",
    en="{code} is not a code of {sheet}, in this file or before; add it to {sheet} or correct the code",
)
NEAR = FaultKind(
    vi="{code} không phải mã của {sheet}, trong tệp này hay trước đó; có phải là {meant}?",
    en="{code} is not a code of {sheet}, in this file or before; did you mean {meant}?",
)
REPEATED = {
    what: FaultKind(
        vi=f"{{value}}: {vi} cũng có ở {{place}}: chỉ giữ một",
        en=f"{{value}}: {what} is also in {{place}}: keep one of the two",
    )
    for what, vi in (
        ("the code", "mã này"),
        ("the same name", "tên này"),
        ("the setting", "thiết lập này"),
        ("a permission for the same system", "quyền rà quét của cùng hệ thống"),
        ("the same endpoint of the same system", "cùng điểm truy cập của cùng hệ thống"),
    )
}


@dataclass
class Codes:
    """The codes of one part that may be named. Only so many errors get a suggestion: finding one is slow."""

    part: Part
    codes: frozenset[str]
    hints_left: int = 100

    def error(self, code: str) -> CellFault:
        """What is wrong with a code that is not among them."""
        sheet = BY_PART[self.part]
        self.hints_left -= 1
        meant = closest(code, sorted(self.codes)) if self.hints_left >= 0 else None
        label = f"{sheet.vi} ({sheet.en})"
        if meant is None:
            return UNKNOWN(code=quoted(code), sheet=label)
        return NEAR(code=quoted(code), sheet=label, meant=quoted(meant))


def missing_references(content: FileContent, stored_inventory: Inventory) -> Iterator[CellError]:
    """Every code that is named and is neither in the file nor known."""
    organizations = _codes(content, Part.ORGANIZATIONS, stored_inventory.organizations)
    systems = _codes(content, Part.SYSTEMS, stored_inventory.systems)
    for part, fields in TO_ORGANIZATIONS.items():
        for draft in content.drafts[part]:
            for field in fields:
                yield from _unknown(draft, field, organizations)
    for part in (Part.ENDPOINTS, Part.PERMISSIONS, Part.EVENTS, Part.SELF_ASSESSMENTS):
        for draft in content.drafts[part]:
            yield from _unknown(draft, "system", systems)


def _codes(content: FileContent, part: Part, stored: Iterable[Organization | System]) -> Codes:
    of_file = (code for draft in content.drafts[part] if (code := draft.text("code")))
    return Codes(part, frozenset(of_file) | {item.code for item in stored})


def _unknown(draft: Draft, field: str, codes: Codes) -> Iterator[CellError]:
    value = draft.fields.get(field)
    named = value if isinstance(value, tuple) else (value,)
    for code in named:
        if isinstance(code, str) and code not in codes.codes:
            yield draft.place.error(field, codes.error(code))


def duplicates(content: FileContent, built: dict[Part, list[Built]]) -> Iterator[CellError]:
    """Every row that repeats an earlier one's code, name, endpoint or permission; both rows are named."""
    for part in (Part.ORGANIZATIONS, Part.SYSTEMS):
        yield from _repeated(
            "code", "the code", [(draft.text("code"), draft) for draft in content.drafts[part]]
        )
    named = [(_name_key(item), item.draft) for item in built[Part.SYSTEMS]]
    yield from _repeated("name", "the same name", named)
    settings = [(draft.fields.get("key"), draft) for draft in content.drafts[Part.SETTINGS]]
    yield from _repeated("key", "the setting", settings)
    permissions = [(draft.text("system"), draft) for draft in content.drafts[Part.PERMISSIONS]]
    yield from _repeated("system", "a permission for the same system", permissions)
    endpoints = [(_endpoint_key(item), item.draft) for item in built[Part.ENDPOINTS]]
    yield from _repeated("host", "the same endpoint of the same system", endpoints)


def _repeated(field: str, repeated: str, keyed: Iterable[tuple[object, Draft]]) -> Iterator[CellError]:
    first: dict[object, Draft] = {}
    for key, draft in keyed:
        if key is not None and first.setdefault(key, draft) is not draft:
            value, place = quoted(draft.fields.get(field)), first[key].place.label
            yield draft.place.error(field, REPEATED[repeated](value=value, place=place))


def _name_key(item: Built) -> object:
    """Systems of two owners, or of two units, may share a name; bodies may anyway (towns of two states)."""
    name = item.value("name")
    if not isinstance(name, str):
        return None
    same = " ".join(name.casefold().split())  # diacritics tell real names apart
    return (same, *(item.value(field) for field in TOLD_APART_BY))


def _endpoint_key(item: Built) -> object:
    return (item.system, item.model.key) if isinstance(item.model, Endpoint) else None
