"""What stands of each requirement on a day."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inventory.requirements.model import RequirementState, SelfAssessment
from inventory.requirements.standing import answers_on
from tests.inventory.requirements.saying import CLAUSE, DAY, said

MET, PARTLY, NOT_MET = RequirementState.MET, RequirementState.PARTLY, RequirementState.NOT_MET
LATER = DAY + timedelta(days=10)
LAST = DAY + timedelta(days=20)


def told(number: int, state: RequirementState = MET, **changes: Any) -> SelfAssessment:
    """One of a numbered record."""
    return said(state=state, catalogue="tcvn-11930", sequence=number, **changes)


def state_on(day: date, *records: SelfAssessment) -> RequirementState | None:
    """What stands of the one requirement."""
    answer = answers_on(records, "tcvn-11930", day).get(CLAUSE)
    return answer.state if answer else None


def test_the_last_word_stands_from_its_day_on() -> None:
    """Before it the earlier one, before that none; the order of recording decides within a day."""
    records = (told(1, NOT_MET), told(2, PARTLY, on=LATER), told(3, MET, on=LATER))
    assert [state_on(day, *records) for day in (DAY - timedelta(days=1), DAY, LATER)] == [None, NOT_MET, MET]


def test_what_is_told_late_of_an_earlier_day_does_not_stand_before_what_came_later() -> None:
    """The day counts, not the recording."""
    assert state_on(LAST, told(1, MET, on=LATER), told(2, NOT_MET)) is MET


def test_a_correction_counts_from_its_own_day_in_the_place_of_what_it_corrects() -> None:
    """What was said between the two still holds afterwards; reports of days before it stay."""
    records = (told(1, NOT_MET), told(2, PARTLY, on=LATER), told(3, MET, on=LAST, corrects=1))
    assert state_on(DAY, *records) is NOT_MET
    assert state_on(LAST, *records) is PARTLY
    assert state_on(LAST, told(1, NOT_MET), told(2, MET, on=LAST, corrects=1)) is MET


def test_a_withdrawal_lets_the_earlier_word_stand_again() -> None:
    """As if it had not been said, from the day of the withdrawal on."""
    records = (told(1, NOT_MET), told(2, MET, on=LATER), told(3, on=LAST, corrects=2, withdraws=True))
    assert state_on(LATER, *records) is MET
    assert state_on(LAST, *records) is NOT_MET
    assert state_on(LAST, told(1), told(2, on=LAST, corrects=1, withdraws=True)) is None


def test_another_catalogue_says_nothing_of_this_one() -> None:
    """Codes are alike in several standards."""
    assert answers_on([told(1)], "other", LAST) == {}


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(list(RequirementState))), max_size=8))
def test_it_is_what_the_latest_day_says(days: list[tuple[int, RequirementState]]) -> None:
    """Whatever the order of telling, without corrections."""
    records = [
        told(number, state, on=DAY + timedelta(days=later))
        for number, (later, state) in enumerate(days, start=1)
    ]
    expected = max(records, key=lambda one: (one.on, one.sequence or 0), default=None)
    assert state_on(LAST, *records) == (expected.state if expected else None)
