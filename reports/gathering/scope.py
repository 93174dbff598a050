"""Of which systems a report tells, and by which bodies it groups them."""

from dataclasses import dataclass
from datetime import date

from inventory.acting import Acting, part_of
from inventory.model import Code, Inventory, Organization
from inventory.naming.matching import ItemKind, candidates_in, meant
from reports.errors import ReportError


@dataclass(frozen=True)
class Scope:
    """``acting`` None: as usual for the estate. ``organization`` None: all systems.

    ``since``: the day with which it is compared; None: a month before.
    """

    acting: Acting | None = None
    organization: Code | None = None
    since: date | None = None

    def of(self, inventory: Inventory, day: date) -> Inventory:
        """The part of an inventory.

        Raises:
            ReportError: the organization has no system.
            InventoryError: as of ``named``.

        """
        organization = self.named(inventory)
        if organization is None:
            return inventory
        part = part_of(inventory, organization.code, day)
        if not part.systems:
            raise ReportError(
                "--organization {code}: neither it nor a body below it has a system", code=organization.code
            )
        return part

    def named(self, inventory: Inventory) -> Organization | None:
        """The organization, which may be told by its name.

        Raises:
            InventoryError: it is not in the inventory, or several have that name.

        """
        if self.organization is None:
            return None
        bodies = {body.code: body for body in inventory.organizations}
        if self.organization in bodies:
            return bodies[self.organization]
        named = candidates_in(inventory, ItemKind.BODY)
        return bodies[meant(self.organization, named, ItemKind.BODY, "--organization").code]


WHOLE = Scope()
