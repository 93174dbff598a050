"""Systems by the names that a form gives them: known ones are found, new ones get a code."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from inventory.faults import FaultKind
from inventory.files.cells.codes import NewCodes
from inventory.files.cells.names import name_key
from inventory.files.mau08.matching.row_values import RowValues
from inventory.files.reading.explain import explain
from inventory.model import Code, Endpoint, Organization, System
from inventory.safe_text import quoted
from inventory.words import WrongValueError

SEVERAL = FaultKind(
    vi="{value} có thể là {codes}: thêm cột “Mã HTTT” ghi mã của hệ thống",
    en="{value} may be any of {codes}: add a column “Mã HTTT” with its code",
)


@dataclass(frozen=True)
class Bodies:
    """The organizations that a row names."""

    owner: Organization
    operator: Organization | None


class Systems:
    """Known systems, and the codes that the form adds. ``on``: the day on which they run."""

    def __init__(self, systems: Iterable[System], on: date) -> None:
        self.stored = {system.code: system for system in systems}
        self.on = on
        self._codes = NewCodes(self.stored)
        self._named: dict[tuple[str, ...], list[System]] = defaultdict(list)
        for system in self.stored.values():
            self._named[name_key(system.name)].append(system)

    def find(self, name: str, owner: Organization, operator: Organization | None) -> System | None:
        """The known system of a name, an owner (or the body that it followed) and an operator.

        Raises:
            WrongValueError: several may be meant.

        """
        owners = {owner.code, *owner.predecessors}
        alike = [system for system in self._named.get(name_key(name), ()) if system.owner in owners]
        if operator is not None:
            operators = {operator.code, *operator.predecessors, None}
            alike = [system for system in alike if system.operator in operators]
        running = [system for system in alike if system.ended is None or self.on < system.ended] or alike
        if len(running) > 1:
            codes = ", ".join(system.code for system in running)
            raise WrongValueError(SEVERAL(value=quoted(name), codes=codes))
        return running[0] if running else None

    def new_code(self, name: str, body: Organization) -> Code:
        """A code for a new system: that of the body that runs it, and the name's initials."""
        return self._codes.of_name(name, body.code, body.name)


def system_of(
    values: RowValues, bodies: Bodies, stored: System | None, code: Code, operating_since: date | None
) -> System | None:
    """The system as known, with what a row tells of it; None, with a doubt, where a value can't be."""
    stored_fields: dict[str, Any] = {"name": values.name} if stored is None else dict(stored)
    row_fields = {
        "code": code,
        "owner": bodies.owner.code,
        "operator": bodies.operator.code if bodies.operator else None,
        "proposed_level": values.level,
        "approval_expected": values.approval_expected,
        "plan_expected": values.plan_expected,
        "in_operation_since": values.in_operation_since
        or stored_fields.get("in_operation_since")
        or operating_since,
        "endpoints": _joined(stored_fields.get("endpoints", ()), values.endpoints) or None,
    }
    try:
        return System.model_validate(
            {**stored_fields, **{name: value for name, value in row_fields.items() if value is not None}}
        )
    except ValidationError as error:
        for wrong in error.errors():
            values.doubt(None, f"{wrong['loc'][0]} {explain(wrong)}")
        return None


def _joined(stored: tuple[Endpoint, ...], listed: tuple[Endpoint, ...]) -> tuple[Endpoint, ...]:
    """The known endpoints, which may say more, and those that the form adds."""
    keys = {endpoint.key for endpoint in stored}
    return (*stored, *(endpoint for endpoint in listed if endpoint.key not in keys))
