"""Who is told about a system: its own contact, that of the unit that must act for it, or capdo's operator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inventory.acting import Acting, ActingBodies
from inventory.model import Code, Inventory, Organization, System


@dataclass(frozen=True)
class Recipient:
    """An address and whose it is. ``stands_in``: the operator, for a unit that has no address."""

    address: str
    name: str = ""
    stands_in: bool = False


class Recipients:
    """The contacts of an inventory on a day. ``operator``: who gets what has no contact; None: nobody."""

    def __init__(self, inventory: Inventory, day: date, operator: str | None) -> None:
        self._operator = operator
        self._bodies = {body.code: body for body in inventory.organizations}
        acting = ActingBodies(inventory.organizations, Acting.OPERATOR)
        self._units = {system.code: acting.of(system, day) for system in inventory.systems}
        self._systems = {system.code: system for system in inventory.systems}

    def unit_of(self, system: Code) -> Code:
        """The unit that operates it, or its owner."""
        return self._units[system]

    def name_of(self, unit: Code) -> str:
        """What a unit is called."""
        body = self._bodies.get(unit)
        return body.name if body else unit

    def system(self, code: Code) -> System:
        """A system."""
        return self._systems[code]

    def of_unit(self, unit: Code) -> Recipient | None:
        """Who gets a unit's digest: its contact, else the first contact that one of its systems has."""
        own = _contact(self._bodies.get(unit))
        return own or next(self._contacts_of_systems(unit), None) or self.operator()

    def of_system(self, code: Code) -> Recipient | None:
        """Who is told of one system at once."""
        return _contact(self._systems[code]) or self.of_unit(self._units[code])

    def operator(self, *, stands_in: bool = True) -> Recipient | None:
        """Who runs capdo. ``stands_in``: for a unit that has no contact."""
        return Recipient(self._operator, stands_in=stands_in) if self._operator else None

    def _contacts_of_systems(self, unit: Code) -> Iterator[Recipient]:
        for code, acting in sorted(self._units.items()):
            contact = _contact(self._systems[code]) if acting == unit else None
            if contact is not None:
                yield contact


def _contact(item: Organization | System | None) -> Recipient | None:
    if item is None or item.contact_email is None:
        return None
    return Recipient(item.contact_email, item.contact_name or "")
