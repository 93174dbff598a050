"""Systems by the names that a form gives them: known ones are found, new ones get a code."""

from collections.abc import Iterable
from datetime import date

from inventory.layout.words import WrongValueError, shown
from inventory.mau08.names import code_from, name_key
from inventory.model import Code, Organization, System


class Systems:
    """Known systems, and the codes that the form adds. ``on``: the day on which they run."""

    def __init__(self, known: Iterable[System], on: date) -> None:
        self.known = {system.code: system for system in known}
        self.on = on
        self._codes: set[Code] = set(self.known)

    def find(self, name: str, owner: Organization, operator: Organization | None) -> System | None:
        """The known system of a name, an owner (or the body that it followed) and an operator.

        Raises:
            WrongValueError: several may be meant.

        """
        owners = {owner.code, *owner.predecessors}
        named = [one for one in self.known.values() if name_key(one.name) == name_key(name)]
        found = [one for one in named if one.owner in owners]
        if operator is not None:
            operators = {operator.code, *operator.predecessors, None}
            found = [one for one in found if one.operator in operators]
        running = [
            one for one in found if one.decommissioned is None or self.on < one.decommissioned
        ] or found
        if len(running) > 1:
            codes = ", ".join(system.code for system in running)
            raise WrongValueError(
                f"{shown(name)} may be any of {codes}: add a column “Mã HTTT” with its code"
            )
        return running[0] if running else None

    def new_code(self, name: str, body: Organization) -> Code:
        """A code for a new system: that of the body that runs it, a dot, and the name."""
        code = code_from(name, frozenset(self._codes), prefix=f"{body.code.lower()[:24]}.")
        self._codes.add(code)
        return code
