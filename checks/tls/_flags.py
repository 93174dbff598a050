"""Checks that hang on one yes or no."""

from checks.facts import Absent, NotTested, tested
from checks.model import Judgement, Outcome, Text


def judge_flag(
    name: str, *, value: bool | Absent | NotTested, wanted: bool, texts: dict[bool, Text]
) -> Judgement:
    """Pass when the fact is as wanted, else fail; ``texts`` says what each answer means.

    Raises:
        FactsMissingError: the probe could not tell.
        FactsAbsentError: the question does not arise with the server's versions.

    """
    found = tested(value)
    outcome = Outcome.PASS if found is wanted else Outcome.FAIL
    return Judgement(outcome=outcome, summary=texts[found], evidence={name: found})
