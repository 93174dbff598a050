"""Which body must act for a system: its owner (chủ quản), or the unit that operates it (đơn vị vận hành)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from inventory.model import Code, Inventory, Organization, System
from inventory.successors import Successors

# Of the systems, as the share of one owner. In a province the owner is the People's Committee (Decree
# 85/2016, article 5), and a list by owner has one row, of whom nobody can ask anything.
NEARLY_ALL = 0.8


class Acting(StrEnum):
    """By whom systems are grouped."""

    OWNER = "owner"
    OPERATOR = "operator"


class ActingBodies:
    """Who must act for each system; a system without an operating unit is its owner's in any case."""

    def __init__(self, organizations: Iterable[Organization], acting: Acting) -> None:
        self.acting = acting
        self._successors = Successors(organizations)

    def of(self, system: System, day: date) -> Code:
        """The body, or the one that has taken over from it by a day."""
        operator = system.operator if self.acting is Acting.OPERATOR else None
        return self._successors.on(operator or system.owner, day)


def usual(inventory: Inventory, day: date) -> Acting:
    """By operating unit where one owner has nearly all systems, and several units operate them."""
    systems = [system for system in inventory.systems if system.in_operation(day)] or inventory.systems
    owners, operators = (
        Counter(bodies.of(system, day) for system in systems)
        for bodies in (ActingBodies(inventory.organizations, acting) for acting in Acting)
    )
    most = max(owners.values(), default=0)
    many = len(operators) > 1 and most >= NEARLY_ALL * len(systems)
    return Acting.OPERATOR if many else Acting.OWNER


def part_of(inventory: Inventory, code: Code, day: date) -> Inventory:
    """What a body has to do with: the systems that it or a body below it owns or operates on a day.

    Of the organizations, those remain, and whom the systems name.
    """
    below = with_those_below(inventory.organizations, code)
    successors = Successors(inventory.organizations)

    def concerns(system: System) -> bool:
        return any(successors.on(body, day) in below for body in (system.owner, system.operator) if body)

    systems = tuple(system for system in inventory.systems if concerns(system))
    named = {body for system in systems for body in (system.owner, system.operator, system.specialised_unit)}
    kept = below | named
    organizations = (
        body for body in inventory.organizations if body.code in kept or body.merged_into in kept
    )
    return inventory.model_copy(update={"systems": systems, "organizations": tuple(organizations)})


def with_those_below(organizations: Iterable[Organization], code: Code) -> frozenset[Code]:
    """The codes of a body and of all those below it."""
    bodies = tuple(organizations)
    below, added = {code}, {code}
    while added:
        added = {body.code for body in bodies if body.parent in added} - below
        below |= added
    return frozenset(below)
