"""Whether the codes of an inventory are unique and refer to something."""

from collections import Counter
from collections.abc import Iterable, Iterator

from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Organization, System
from inventory.wording.phrases import Joined, Phrase

ORGANIZATION, SYSTEM = Phrase("organization"), Phrase("system")
PARENT, SUCCESSOR, PREDECESSOR = Phrase("parent"), Phrase("successor"), Phrase("predecessor")
OWNER, OPERATOR, SPECIALISED_UNIT = Phrase("owner"), Phrase("operator"), Phrase("specialised unit")


def refuse_wrong_references(inventory: Inventory, stored_inventory: Inventory) -> None:
    """Check an inventory that is about to be added to a known one.

    Raises:
        InventoryError: every code that comes twice or refers to no organization, one a line.

    """
    codes = {
        organization.code for organization in (*stored_inventory.organizations, *inventory.organizations)
    }
    problems = [
        *_repeated(ORGANIZATION, inventory.organizations),
        *_repeated(SYSTEM, inventory.systems),
        *_unknown(inventory, codes),
    ]
    if problems:
        raise InventoryError(Joined(problems, "\n"))


def _repeated(kind: Phrase, members: Iterable[Organization | System]) -> Iterator[Phrase]:
    counted = Counter(member.code for member in members)
    return (
        Phrase("{kind} {code} is given {times} times", kind=kind, code=code, times=times)
        for code, times in counted.items()
        if times > 1
    )


def _unknown(inventory: Inventory, codes: set[Code]) -> Iterator[Phrase]:
    for kind, subject, role, code in _references(inventory):
        if code is not None and code not in codes:
            yield Phrase(
                "{kind} {subject}: its {role} {code} is not among the organizations",
                kind=kind,
                subject=subject,
                role=role,
                code=code,
            )


def _references(inventory: Inventory) -> Iterator[tuple[Phrase, Code, Phrase, Code | None]]:
    for organization in inventory.organizations:
        yield ORGANIZATION, organization.code, PARENT, organization.parent
        yield ORGANIZATION, organization.code, SUCCESSOR, organization.merged_into
        for code in organization.predecessors:
            yield ORGANIZATION, organization.code, PREDECESSOR, code
    for system in inventory.systems:
        yield SYSTEM, system.code, OWNER, system.owner
        yield SYSTEM, system.code, OPERATOR, system.operator
        yield SYSTEM, system.code, SPECIALISED_UNIT, system.specialised_unit
