"""Whether an outcome is true to what is so."""

from enum import StrEnum

from benchmarks.accuracy.host import Truth
from checks.model import Outcome

ALL_RIGHT = {Outcome.PASS, Outcome.INFO, Outcome.NOT_APPLICABLE}
FINDINGS = {Outcome.WARN, Outcome.FAIL}


class Answer(StrEnum):
    """An outcome beside the truth."""

    RIGHT = "right"
    NOT_TOLD = "not told"  # honest where it could have been told
    FALSE_PASS = "false pass"  # noqa: S105 - no password
    FALSE_FAIL = "false fail"


def answer(truth: Truth, outcome: str | None) -> Answer:
    """What an outcome is worth; None: nothing was said.

    "info" and "not applicable" say that nothing is wrong, and count as a pass where something is. Where
    nobody can tell, whatever claims to be told is false.
    """
    if outcome in {None, Outcome.NOT_TESTED}:
        return Answer.RIGHT if truth is Truth.UNSEEN else Answer.NOT_TOLD
    if truth is (Truth.GOOD if outcome in ALL_RIGHT else Truth.BAD):
        return Answer.RIGHT
    return Answer.FALSE_PASS if outcome in ALL_RIGHT else Answer.FALSE_FAIL
