"""Who must act for a system, by whom an estate is told, and what one body has to do with."""

from datetime import date

import pytest

from inventory.acting import Acting, ActingBodies, part_of, usual
from inventory.model import Inventory, Organization, System

DAY = date(2026, 11, 26)
BODIES = (
    Organization(code="UBND", name="UBND tỉnh"),
    Organization(code="SYT", name="Sở Y tế", parent="UBND"),
    Organization(code="BV", name="Bệnh viện tỉnh", parent="SYT"),
    Organization(code="SNV", name="Sở Nội vụ", parent="UBND"),
    Organization(code="STTTT", name="Sở cũ", valid_to=date(2025, 3, 1), merged_into="SNV"),
    Organization(code="X", name="Doanh nghiệp"),
)


def system(code: str, owner: str, operator: str | None = None, since: date | None = DAY) -> System:
    """A system in operation from a day on."""
    return System(code=code, name=code, owner=owner, operator=operator, in_operation_since=since)


def inventory(*systems: System) -> Inventory:
    """These systems of these bodies."""
    return Inventory(organizations=BODIES, systems=systems)


@pytest.mark.parametrize(
    ("acting", "expected"),
    [(Acting.OWNER, ["UBND", "UBND", "X"]), (Acting.OPERATOR, ["SYT", "SNV", "X"])],
)
def test_the_owner_or_the_unit_that_operates_it(acting: Acting, expected: list[str]) -> None:
    """An ended unit's successor stands in for it; without a unit the owner must act in any case."""
    systems = [system("a", "UBND", "SYT"), system("b", "UBND", "STTTT"), system("c", "X")]
    bodies = ActingBodies(BODIES, acting)
    assert [bodies.of(one, DAY) for one in systems] == expected


@pytest.mark.parametrize(
    ("of_ubnd", "of_others", "expected"),
    [
        (0, 0, Acting.OWNER),
        (8, 2, Acting.OPERATOR),
        (79, 21, Acting.OWNER),
        (80, 20, Acting.OPERATOR),
        (3, 3, Acting.OWNER),
    ],
)
def test_units_where_one_owner_has_nearly_all(of_ubnd: int, of_others: int, expected: Acting) -> None:
    """Four fifths of the systems or more, of those in operation."""
    own = [system(f"u{number}", "UBND", ("SYT", "SNV")[number % 2]) for number in range(of_ubnd)]
    others = [system(f"x{number}", "X") for number in range(of_others)]
    later = [system(f"l{number}", "X", since=None) for number in range(of_ubnd)]
    assert usual(inventory(*own, *others, *(later if own else ())), DAY) is expected


def test_one_unit_is_no_grouping() -> None:
    """Where the one owner, or one unit, operates all, there is nothing to tell apart."""
    assert usual(inventory(system("a", "UBND"), system("b", "UBND")), DAY) is Acting.OWNER
    assert usual(inventory(system("a", "UBND", "SYT"), system("b", "UBND", "SYT")), DAY) is Acting.OWNER


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("UBND", ["a", "b", "c", "d", "e"]),
        ("SYT", ["a", "b", "c"]),
        ("BV", ["b"]),
        ("SNV", ["d"]),
        ("X", ["c", "e"]),
        ("STTTT", []),
    ],
)
def test_what_a_body_and_those_below_it_own_or_operate(code: str, expected: list[str]) -> None:
    """As owner or as unit, its successor's included; a body that ended has nothing left."""
    whole = inventory(
        system("a", "UBND", "SYT"),
        system("b", "SYT", "BV"),
        system("c", "SYT", "X"),
        system("d", "UBND", "STTTT"),
        system("e", "UBND", "X"),
        system("f", "Z"),
    )
    part = part_of(whole, code, DAY)
    assert [one.code for one in part.systems] == expected
    named = {body for one in part.systems for body in (one.owner, one.operator)}
    assert named <= {body.code for body in part.organizations} | {None}
