"""Part 2 of the form: the owners and their specialised units, five lines each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inventory.model import Code, Inventory, Organization
from inventory.settings.letterhead import BLANK
from reports.official.mau08.rows import ListedSystem, Mau08Form
from reports.official.mau08.wording import words


@dataclass(frozen=True)
class NamedBodies:
    """``without_unit``: the systems of which nobody recorded the specialised unit."""

    owners: tuple[Organization, ...]
    units: tuple[Organization, ...]
    without_unit: tuple[ListedSystem, ...]


def bodies_of(form: Mau08Form, inventory: Inventory) -> NamedBodies:
    """Each body once, in the order in which the table first names it."""
    bodies = {body.code: body for body in inventory.organizations}
    systems = [listed.system for listed in form.listed]
    return NamedBodies(
        owners=_once((system.owner for system in systems), bodies),
        units=_once((system.specialised_unit for system in systems), bodies),
        without_unit=tuple(one for one in form.listed if one.system.specialised_unit is None),
    )


def body_lines(named: NamedBodies) -> Iterator[str]:
    """The items in their order; a body that is not known has its five lines, blank."""
    lines = words().bodies
    yield lines.owner
    for owner in named.owners or (None,):
        yield from _five(lines.owner_name, owner, no_functions="")
    yield lines.unit
    for unit in named.units or (None,):
        yield from _five(lines.unit_name, unit, no_functions=BLANK)


def unknown_of(body: Organization, *, is_owner: bool) -> tuple[str, ...]:
    """The lines that nobody recorded, by their labels; an owner may have no document of functions."""
    lines = words().bodies
    asked = {
        lines.functions: is_owner or body.functions_document,
        lines.head: body.head_name and body.head_title,
        lines.address: body.address,
        lines.contact: body.phone and body.email,
    }
    return tuple(label for label, told in asked.items() if not told)


def _five(label: str, body: Organization | None, no_functions: str) -> Iterator[str]:
    lines = words().bodies
    told = dict(body) if body else {}

    def value(name: str) -> str:
        return told.get(name) or BLANK

    functions = told.get("functions_document") or no_functions
    yield f"(1) {label}: {value('name')}"
    yield f"(2) {lines.functions}: {functions}".rstrip()
    yield f"(3) {lines.head}: {value('head_name')}, {value('head_title')}"
    yield f"(4) {lines.address}: {value('address')}"
    yield f"(5) {lines.contact}: Điện thoại: {value('phone')}; thư điện tử: {value('email')}"


def _once(codes: Iterable[Code | None], bodies: Mapping[Code, Organization]) -> tuple[Organization, ...]:
    return tuple(bodies[code] for code in dict.fromkeys(codes) if code is not None)
