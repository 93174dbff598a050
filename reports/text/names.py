"""What codes are called. An organization and a system may have the same code."""

from collections.abc import Mapping

from inventory.model import Code, Inventory
from inventory.targets.indicator import Counted
from inventory.targets.registry import indicator


def organization_names(inventory: Inventory) -> Mapping[Code, str]:
    """The names of the organizations by code."""
    return {organization.code: organization.name for organization in inventory.organizations}


def system_names(inventory: Inventory) -> Mapping[Code, str]:
    """The names of the systems by code."""
    return {system.code: system.name for system in inventory.systems}


def names_counted_by(key: str, inventory: Inventory) -> Mapping[Code, str]:
    """The names of what an indicator counts."""
    return organization_names(inventory) if _counts_bodies(key) else system_names(inventory)


def more_of(key: str) -> str:
    """The locale's key for so many more of what an indicator counts."""
    return "count.more_units" if _counts_bodies(key) else "count.more_systems"


def _counts_bodies(key: str) -> bool:
    return indicator(key).counted is Counted.ORGANIZATIONS
