"""Whose the things of a list are: as a row says, as somebody said, or as far as it is known."""

from dataclasses import dataclass

from inventory.files.cells.names import name_key
from inventory.files.lists.bodies import ListBodies
from inventory.files.lists.fields import OPERATOR, OWNER, QUALIFIER
from inventory.files.lists.list_row import ListRow
from inventory.model import Inventory, Organization

UNKNOWN_OWNER = "Chưa rõ chủ quản"  # proposed where nobody is named


@dataclass(frozen=True)
class Owning:
    """``told``: the owner of what names none, by code or name."""

    stored: Inventory
    bodies: ListBodies
    told: str | None

    def look_ahead(self, row: ListRow) -> None:
        """Note the place of the body that the row names: a name with several places is of several bodies."""
        owner, operator = row.text(OWNER), row.text(OPERATOR)
        name = operator if not owner else "" if row.one.of(OPERATOR) else owner
        if name:
            self.bodies.note(name, row.all(QUALIFIER))

    def owner(self, row: ListRow) -> Organization:
        """Who owns what a row is about.

        Raises:
            WrongValueError: several bodies may be meant.

        """
        if name := row.text(OWNER):
            return self.bodies.find(name, "" if row.one.of(OPERATOR) else row.all(QUALIFIER))
        if self.told:
            return self.bodies.find(self.told)
        if name := row.text(OPERATOR):
            return self.bodies.find(name, row.all(QUALIFIER))
        return self._only_owner() or self.bodies.find(UNKNOWN_OWNER)

    def operator(self, row: ListRow, owner: Organization) -> Organization | None:
        """Who runs it; None where that is not told, or the owner itself does.

        Raises:
            WrongValueError: several bodies may be meant.

        """
        name = row.text(OPERATOR)
        if not name or name_key(name) == name_key(owner.name):
            return None
        if row.text(OWNER):
            return self.bodies.find(name, parent=owner.code)
        return self.bodies.find(name) if self.told else None

    def _only_owner(self) -> Organization | None:
        """The one body of which everything that is stored is, or the only one there is."""
        owners = {system.owner for system in self.stored.systems}
        organizations = self.stored.organizations
        codes = owners or {body.code for body in organizations}
        return next((body for body in organizations if {body.code} == codes), None)
