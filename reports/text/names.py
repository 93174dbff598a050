"""What codes are called. An organization and a system may have the same code."""

from collections.abc import Mapping

from inventory.model import Code, Inventory

COMMUNE_PAGES = "commune-pages"  # the indicator that counts organizations; the others count systems


def organization_names(inventory: Inventory) -> Mapping[Code, str]:
    """The names of the organizations by code."""
    return {organization.code: organization.name for organization in inventory.organizations}


def system_names(inventory: Inventory) -> Mapping[Code, str]:
    """The names of the systems by code."""
    return {system.code: system.name for system in inventory.systems}


def names_counted_by(key: str, inventory: Inventory) -> Mapping[Code, str]:
    """The names of what an indicator counts."""
    return organization_names(inventory) if key == COMMUNE_PAGES else system_names(inventory)
