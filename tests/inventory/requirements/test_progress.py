"""Progress of a system, and what it says of its claim."""

import pytest

from inventory.model import Text
from inventory.requirements.model import Catalogue, Requirement, RequirementState
from inventory.requirements.progress import ClaimSupport, SystemProgress
from tests.inventory.requirements.saying import DAY, said

MET, PARTLY, PLANNED, NOT_MET, NONE = RequirementState
CATALOGUE = Catalogue(
    code="own",
    title=Text(vi="Của đơn vị", en="Own"),
    version="1",
    valid_from=DAY,
    requirements=(
        Requirement(code="A", title="Nhóm"),
        Requirement(code="A.1", title="Một", parent="A"),
        Requirement(code="A.2", title="Hai", parent="A"),
        Requirement(code="B", title="Ba", levels=(3, 4)),
    ),
)


def progress(level: int = 3, **states: RequirementState) -> SystemProgress:
    """With A1, A2 and B as told."""
    codes = {"A1": "A.1", "A2": "A.2", "B": "B"}
    return SystemProgress.of(
        "HTTT", level, CATALOGUE, {codes[name]: said(codes[name], state) for name, state in states.items()}
    )


def test_headings_and_other_levels_are_not_asked() -> None:
    """What is answered are the requirements of the level themselves."""
    assert [[one.code for one in CATALOGUE.at(level)] for level in (2, 3)] == [
        ["A.1", "A.2"],
        ["A.1", "A.2", "B"],
    ]


@pytest.mark.parametrize(
    ("states", "figures", "support"),
    [
        ({"A1": MET, "A2": MET, "B": MET}, (3, 3, 0), ClaimSupport.SUPPORTED),
        ({"A1": MET, "A2": MET, "B": NONE}, (2, 2, 0), ClaimSupport.SUPPORTED),
        ({"A1": MET, "A2": MET}, (2, 3, 1), ClaimSupport.INCOMPLETE),
        ({"A1": MET, "A2": PARTLY, "B": MET}, (2, 3, 0), ClaimSupport.CONTRADICTED),
        ({"A1": PLANNED}, (0, 3, 2), ClaimSupport.CONTRADICTED),
        ({"A1": NOT_MET, "B": NONE}, (0, 2, 1), ClaimSupport.CONTRADICTED),
        ({}, (0, 3, 3), ClaimSupport.INCOMPLETE),
    ],
)
def test_figures_and_what_they_say_of_the_claim(
    states: dict[str, RequirementState], figures: tuple[int, int, int], support: ClaimSupport
) -> None:
    """Numerator, denominator and how many were not answered; one that falls short contradicts."""
    found = progress(3, **states)
    assert (found.met, found.applicable, found.unanswered) == figures
    assert found.support is support


def test_what_falls_short_is_told_worst_first() -> None:
    """Not met, then in part, then by plan."""
    found = progress(A1=PLANNED, A2=NOT_MET, B=PARTLY)
    assert [one.code for one, _ in found.short()] == ["A.2", "B", "A.1"]
