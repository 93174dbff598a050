"""What must hold between the rows of a file: codes are unique and the codes named exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inventory.files.layout.sheets import BY_PART, Part
from inventory.files.reading.assemble import Built
from inventory.files.reading.raw import Draft, FileContent
from inventory.files.reading.result import CellError
from inventory.model import Endpoint, Inventory, Organization, System
from inventory.safe_text import quoted
from inventory.words import suggestion

TO_ORGANIZATIONS = {
    Part.ORGANIZATIONS: ("parent", "predecessors", "merged_into"),
    Part.SYSTEMS: ("owner", "operator", "specialised_unit"),
}
TOLD_APART_BY = {
    Part.ORGANIZATIONS: ("parent", "valid_from", "valid_to"),
    Part.SYSTEMS: ("owner", "decommissioned"),
}


@dataclass
class Codes:
    """The codes of one part that may be named. Only so many errors get a suggestion: finding one is slow."""

    part: Part
    codes: frozenset[str]
    hints_left: int = 100

    def error(self, code: str) -> str:
        """What is wrong with a code that is not among them."""
        sheet = BY_PART[self.part]
        self.hints_left -= 1
        hint = suggestion(code, sorted(self.codes)) if self.hints_left >= 0 else ""
        hint = hint or f"; add it to {sheet.vi} ({sheet.en}) or correct the code"
        return f"{quoted(code)} is not a code of {sheet.vi} ({sheet.en}), in this file or before{hint}"


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
        keyed = [(draft.text("code"), draft) for draft in content.drafts[part]]
        yield from _repeated("code", "the code", keyed)
        yield from _repeated("name", "the same name", [(_name_key(item), item.draft) for item in built[part]])
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
            value = quoted(draft.fields.get(field))
            text = f"{value}: {repeated} is also in {first[key].place.label}: keep one of the two"
            yield draft.place.error(field, text)


def _name_key(item: Built) -> object:
    """Two bodies may share a name (communes of two districts, a body before and after a merger)."""
    name = item.value("name")
    if not isinstance(name, str):
        return None
    same = " ".join(name.casefold().split())  # diacritics tell real names apart
    return (same, *(item.value(field) for field in TOLD_APART_BY[item.draft.place.sheet.part]))


def _endpoint_key(item: Built) -> object:
    return (item.system, item.model.key) if isinstance(item.model, Endpoint) else None
