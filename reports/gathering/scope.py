"""Of which systems a report tells, and by which bodies it groups them."""

from dataclasses import dataclass
from datetime import date

from inventory.acting import Acting, part_of
from inventory.model import Code, Inventory, Organization
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase
from inventory.words import suggestion
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
            ReportError: the organization is not in it, or has no system.

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
        """The organization.

        Raises:
            ReportError: it is not in the inventory.

        """
        if self.organization is None:
            return None
        bodies = {body.code: body for body in inventory.organizations}
        if self.organization not in bodies:
            hint = suggestion(self.organization, bodies) or Phrase(
                "; see capdo inventory list --organizations"
            )
            raise ReportError(
                "--organization: no body has the code {organization}{hint}",
                organization=quoted(self.organization),
                hint=hint,
            )
        return bodies[self.organization]


WHOLE = Scope()
