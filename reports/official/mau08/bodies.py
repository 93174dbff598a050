"""Part 2 of the form: the owners and their specialised units, five lines each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inventory.model import Code, Inventory, Organization, Text
from inventory.settings.letterhead import BLANK
from reports.official.listed import ListedSystem
from reports.official.mau08.rows import Mau08Form
from reports.official.mau08.wording import words


@dataclass(frozen=True)
class NamedBodies:
    """``without_unit``: systems whose specialised unit is not recorded, nor the one of their owner."""

    owners: tuple[Organization, ...]
    units: tuple[Organization, ...]
    without_unit: tuple[ListedSystem, ...]


def bodies_of(form: Mau08Form, inventory: Inventory) -> NamedBodies:
    """Each body once, in the order in which the table first names it."""
    bodies = {body.code: body for body in inventory.organizations}
    systems = [listed.system for listed in form.listed]
    units_of = defaultdict[Code, set[Code]](set)
    for system in systems:
        units_of[system.owner].update({system.specialised_unit or ""} - {""})
    return NamedBodies(
        owners=_once((system.owner for system in systems), bodies),
        units=_once((system.specialised_unit for system in systems), bodies),
        without_unit=tuple(
            one
            for one in form.listed
            if one.system.specialised_unit is None and len(units_of[one.system.owner]) != 1
        ),
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


def unknown_of(body: Organization, *, is_owner: bool) -> tuple[Text, ...]:
    """What nobody recorded of the five lines; an owner may have no document of functions."""
    asked = {
        Text(vi="văn bản quy định chức năng, nhiệm vụ", en="document of functions"): body.functions_document,
        Text(vi="người đại diện", en="head"): body.head_name,
        Text(vi="chức vụ người đại diện", en="title of the head"): body.head_title,
        Text(vi="địa chỉ", en="address"): body.address,
        Text(vi="điện thoại", en="phone"): body.phone,
        Text(vi="thư điện tử", en="e-mail"): body.email,
    }
    unknown = tuple(label for label, told in asked.items() if not told)
    return unknown[1:] if is_owner and not body.functions_document else unknown


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
