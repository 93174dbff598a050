"""Codes in other letters and names in place of codes: whoever is meant beyond doubt is found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from inventory.faults import FaultKind
from inventory.files.cells.names import name_key
from inventory.files.layout.sheets import Part
from inventory.files.reading.raw import Draft, FileContent
from inventory.model import Inventory, Organization, System
from inventory.safe_text import quoted

TO_ORGANIZATIONS = {
    Part.ORGANIZATIONS: ("parent", "predecessors", "merged_into"),
    Part.SYSTEMS: ("owner", "operator", "specialised_unit"),
}
OF_SYSTEMS = (Part.ENDPOINTS, Part.PERMISSIONS, Part.EVENTS, Part.SELF_ASSESSMENTS)
SEVERAL = FaultKind(
    vi="{value} có thể là {codes}: ghi mã của tổ chức hoặc hệ thống được nói tới",
    en="{value} may be any of {codes}: write the code of the one that is meant",
)


@dataclass(frozen=True)
class Named:
    """Everything of one kind that may be meant: exact codes, codes in lower case, and names."""

    codes: frozenset[str]
    folded: Mapping[str, tuple[str, ...]]
    names: Mapping[tuple[str, ...], tuple[str, ...]]

    def find(self, typed: str) -> tuple[str, ...]:
        """The codes that may be meant; none when nothing is like it."""
        if typed in self.codes:
            return (typed,)
        return self.folded.get(typed.casefold(), ()) or self.names.get(name_key(typed), ())


def by_their_codes(content: FileContent, stored: Inventory) -> None:
    """Put codes in place of other ways to name an organization or a system; where several fit, tell."""
    for part, items in ((Part.ORGANIZATIONS, stored.organizations), (Part.SYSTEMS, stored.systems)):
        known = _named((), items)
        content.drafts[part] = [_as_stored(draft, known) for draft in content.drafts[part]]
    organizations = _named(content.drafts[Part.ORGANIZATIONS], stored.organizations)
    for part, fields in TO_ORGANIZATIONS.items():
        content.drafts[part] = [
            _found(draft, fields, organizations, content) for draft in content.drafts[part]
        ]
    systems = _named(content.drafts[Part.SYSTEMS], stored.systems)
    for part in OF_SYSTEMS:
        content.drafts[part] = [
            _found(draft, ("system",), systems, content) for draft in content.drafts[part]
        ]


def _named(drafts: Iterable[Draft], stored: Iterable[Organization | System]) -> Named:
    pairs = {item.code: item.name for item in stored}
    pairs.update({code: draft.text("name") or "" for draft in drafts if (code := draft.text("code"))})
    folded: dict[str, list[str]] = defaultdict(list)
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, name in pairs.items():
        folded[code.casefold()].append(code)
        if name:
            names[name_key(name)].append(code)
    return Named(
        frozenset(pairs),
        {key: tuple(codes) for key, codes in folded.items()},
        {key: tuple(codes) for key, codes in names.items()},
    )


def _as_stored(draft: Draft, stored: Named) -> Draft:
    """A row of what is stored, whose code is written in other letters."""
    code = draft.text("code")
    same = stored.folded.get(code.casefold(), ()) if code else ()
    if code in stored.codes or len(same) != 1 or draft.place.table.unit == "item":
        return draft
    return replace(draft, fields={**draft.fields, "code": same[0]})


def _found(draft: Draft, fields: Iterable[str], named: Named, content: FileContent) -> Draft:
    changed: dict[str, object] = {}
    broken = set()
    if draft.place.table.unit == "item":
        return draft
    for field in fields:
        value = draft.fields.get(field)
        for typed in value if isinstance(value, tuple) else (value,):
            found = named.find(typed) if isinstance(typed, str) else ()
            if len(found) > 1:
                codes = ", ".join(found)
                content.errors.append(draft.place.error(field, SEVERAL(value=quoted(typed), codes=codes)))
                broken.add(field)
            elif found and found[0] != typed:
                was = changed.get(field, value)
                swapped = (
                    tuple(found[0] if one == typed else one for one in was)
                    if isinstance(was, tuple)
                    else found[0]
                )
                changed[field] = swapped
    if not changed and not broken:
        return draft
    kept = {**draft.fields, **changed, **dict.fromkeys(broken)}
    return Draft(kept, draft.broken | broken, draft.place)
