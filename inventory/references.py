"""Whether the codes of an inventory are unique and refer to something."""

from collections import Counter
from collections.abc import Iterable, Iterator

from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Organization, System


def refuse_wrong_references(inventory: Inventory, stored_inventory: Inventory) -> None:
    """Check an inventory that is about to be added to a known one.

    Raises:
        InventoryError: every code that comes twice or refers to no organization, one a line.

    """
    codes = {
        organization.code for organization in (*stored_inventory.organizations, *inventory.organizations)
    }
    problems = [
        *_repeated("organization", inventory.organizations),
        *_repeated("system", inventory.systems),
        *_unknown(inventory, codes),
    ]
    if problems:
        raise InventoryError("\n".join(problems))


def _repeated(kind: str, members: Iterable[Organization | System]) -> Iterator[str]:
    counted = Counter(member.code for member in members)
    return (f"{kind} {code} is given {times} times" for code, times in counted.items() if times > 1)


def _unknown(inventory: Inventory, codes: set[Code]) -> Iterator[str]:
    for subject, role, code in _references(inventory):
        if code is not None and code not in codes:
            yield f"{subject}: its {role} {code} is not among the organizations"


def _references(inventory: Inventory) -> Iterator[tuple[str, str, Code | None]]:
    for organization in inventory.organizations:
        subject = f"organization {organization.code}"
        yield subject, "parent", organization.parent
        yield subject, "successor", organization.merged_into
        yield from ((subject, "predecessor", code) for code in organization.predecessors)
    for system in inventory.systems:
        subject = f"system {system.code}"
        yield subject, "owner", system.owner
        yield subject, "operator", system.operator
        yield subject, "specialised unit", system.specialised_unit
