"""Whose letter each form is, and to whom it goes, at every level."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inventory.model import Organization
from reports.errors import ReportError
from reports.papers.form import NUMBERS, load_form
from reports.papers.parties import parties_of
from reports.papers.writing import refuse_unfit
from tests.reports.papers.province import CENTRE, NAMES, OWNER, UNIT, body, case_of, paper, system, text

MINISTRY = "Bộ Công an"
LETTERS = {  # form and level: whose it is, to whom
    ("01", 1): (NAMES[CENTRE], NAMES[UNIT]),
    ("01", 2): (NAMES[CENTRE], NAMES[UNIT]),
    ("02", 3): (NAMES[CENTRE], NAMES[UNIT]),
    ("02", 4): (NAMES[OWNER], MINISTRY),
    ("02", 5): (NAMES[OWNER], MINISTRY),
    ("03", 4): (NAMES[CENTRE], NAMES[UNIT]),
    ("03", 5): (NAMES[CENTRE], NAMES[UNIT]),
    ("04", 1): (NAMES[UNIT], NAMES[CENTRE]),
    ("04", 2): (NAMES[UNIT], NAMES[CENTRE]),
    ("04", 3): (NAMES[UNIT], NAMES[CENTRE]),
    ("04", 4): (MINISTRY, NAMES[OWNER]),
    ("04", 5): (MINISTRY, NAMES[OWNER]),
    ("05", 3): (NAMES[CENTRE], NAMES[OWNER]),
    ("05", 4): (NAMES[CENTRE], NAMES[OWNER]),
    ("06", 3): (NAMES[OWNER], None),
    ("06", 4): (NAMES[OWNER], None),
    ("07", 5): (NAMES[OWNER], None),
}
INSTEAD = {  # the form to take where one is not for the level
    ("01", 3): "02", ("01", 4): "02", ("01", 5): "02", ("02", 1): "01", ("02", 2): "01", ("03", 1): "01",
    ("03", 2): "01", ("03", 3): "02", ("05", 1): "01", ("05", 2): "01", ("05", 5): "07", ("06", 1): "01",
    ("06", 2): "01", ("06", 5): "07", ("07", 1): "01", ("07", 2): "01", ("07", 3): "06", ("07", 4): "06",
}  # fmt: skip


@pytest.mark.parametrize(("number", "level"), LETTERS)
def test_whose_letter_it_is(number: str, level: int) -> None:
    """By the form and the level, with the bodies of the register and the ministry of the rule set."""
    found = parties_of(case_of(system(level)), load_form(number))
    addressee = found.addressee.name if found.addressee else None
    assert (found.issuer.name, addressee) == LETTERS[number, level]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("level", range(1, 6))
def test_a_form_fits_its_levels_alone(number: str, level: int) -> None:
    """Another one is refused, with the right one named."""
    case, form = case_of(system(level)), load_form(number)
    if (number, level) in LETTERS:
        refuse_unfit(case, form)
    else:
        told = f"level {level}: take form {INSTEAD[number, level]}, or write it with --anyway"
        with pytest.raises(ReportError, match=told):
            refuse_unfit(case, form)


@pytest.mark.parametrize(("number", "level", "right"), [("06", 3, "07"), ("06", 4, "07"), ("01", 3, "02")])
def test_the_list_changes_the_right_form(number: str, level: int, right: str) -> None:
    """Systems of levels 3 and 4 on the national list go the way of level 5; one of level 2 does not."""
    listed = case_of(system(level), is_listed=True)
    with pytest.raises(ReportError, match=f"national security: take form {right}"):
        refuse_unfit(listed, load_form(number))
    refuse_unfit(listed, load_form("07"))
    refuse_unfit(listed, load_form("03"))
    refuse_unfit(case_of(system(2), is_listed=True), load_form("01"))


def test_another_addressee_can_be_told() -> None:
    """It stands at "Kính gửi" and in the request; a decision has none."""
    told = text(paper("02", case_of(system(3)), to="Hội đồng thẩm định").content)
    assert "Kính gửi: Hội đồng thẩm định." in told
    assert "đề nghị Hội đồng thẩm định cho ý kiến" in told
    assert parties_of(case_of(system(3)), load_form("06"), "Ai đó").addressee is None


@pytest.mark.parametrize(("number", "level"), [("01", 2), ("02", 3), ("04", 3)])
def test_nobody_appraises_the_own_system(number: str, level: int) -> None:
    """Article 18.4: where the specialised unit operates the system, another unit or a council does."""
    own = case_of(system(level, operator=UNIT))
    written = paper(number, own)
    assert any("hội đồng độc lập" in note.vi for note in written.notes)
    assert any(blank.name.en.startswith("the unit or independent council") for blank in written.blanks)
    assert not parties_of(case_of(system(4, operator=UNIT)), load_form("02")).notes


def test_the_owner_s_unit_stands_in() -> None:
    """For a system that names none; not where the owner's systems name several."""
    mine = system(2, specialised_unit=None)
    others = (system(3, "A"), system(3, "B"))
    found = parties_of(case_of(mine, others=others), load_form("01"))
    assert found.specialised_unit.name == NAMES[UNIT]
    several = (system(3, "A"), system(3, "B", specialised_unit=CENTRE))
    assert parties_of(case_of(mine, others=several), load_form("01")).specialised_unit.body is None


def test_a_body_that_ended_is_followed() -> None:
    """Papers print the bodies of their own day."""
    ended = body(CENTRE, valid_to=date(2026, 7, 1), merged_into="MOI")
    new = Organization(code="MOI", name="Trung tâm mới")
    case = case_of(system(2), bodies=(ended, new))
    assert parties_of(case, load_form("01")).operator.name == "Trung tâm mới"
    before = replace(case, day=date(2026, 6, 30))
    assert parties_of(before, load_form("01")).operator.name == NAMES[CENTRE]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"owner": CENTRE}, "the system's owner differs: HT-2: UBND; B: TTCDS"),
        ({"operator": UNIT}, "the operating unit differs: HT-2: TTCDS; B: SKHCN"),
        ({"specialised_unit": CENTRE}, "the specialised unit differs: HT-2: SKHCN; B: TTCDS"),
    ],
)
def test_systems_of_different_bodies_have_no_one_paper(changes: dict[str, Any], what: str) -> None:
    """They are named, with what differs."""
    with pytest.raises(ReportError, match=what):
        parties_of(case_of(system(2), system(2, "B", **changes)), load_form("01"))


def test_levels_of_different_ways_have_no_one_paper() -> None:
    """Level 3 is asked for by the operating unit, level 4 by the owner; 06 is the owner's for both."""
    case = case_of(system(3), system(4))
    with pytest.raises(ReportError, match="procedure differs: HT-3: levels 3-3; HT-4: levels 4-5"):
        parties_of(case, load_form("02"))
    assert "cấp độ 3 và cấp độ 4" in text(paper("06", case).content)
