"""Who answers for a system on a day, with names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from inventory.acting import Acting, ActingBodies
from inventory.model import Code, Inventory, System
from reports.model import NamedRef
from reports.text.names import organization_names


@dataclass(frozen=True)
class Named:
    """``owners``, ``agencies``: who owns, and who must act."""

    names: Mapping[Code, str]
    owners: ActingBodies
    agencies: ActingBodies
    day: date
    _named: dict[Code, NamedRef] = field(default_factory=dict)  # so far: few bodies have many systems

    @classmethod
    def on(cls, inventory: Inventory, day: date, acting: Acting) -> Self:
        """The bodies of an inventory."""
        bodies = inventory.organizations
        return cls(
            organization_names(inventory),
            ActingBodies(bodies, Acting.OWNER),
            ActingBodies(bodies, acting),
            day,
        )

    def owner(self, system: System) -> NamedRef:
        """Its owner, or the body that took over from it."""
        return self._body(self.owners.of(system, self.day))

    def agency(self, system: System) -> NamedRef:
        """Who must act for it."""
        return self._body(self.agencies.of(system, self.day))

    def _body(self, code: Code) -> NamedRef:
        if code not in self._named:
            self._named[code] = NamedRef(code=code, name=self.names.get(code, code))
        return self._named[code]
