"""What is said of each requirement on a day: the last word, corrections included. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from inventory.requirements.model import SelfAssessment

Answers = Mapping[str, SelfAssessment]  # by the requirement's code


def answers_on(said: Iterable[SelfAssessment], catalogue: str, day: date) -> Answers:
    """The last word of each requirement of a catalogue at the end of a day.

    ``said``: all of one system. A correction counts from its own day; from then on it stands in the place of
    what it corrects, so that what was said later still holds.
    """
    told = [one for one in said if one.on <= day and one.catalogue == catalogue]
    numbered = {one.sequence: one for one in told}
    corrected = {one.corrects for one in told}
    standing = [one for one in told if one.sequence not in corrected and not one.withdraws]
    ordered = sorted(standing, key=lambda one: (_place(one, numbered), one.sequence or 0))
    return {one.requirement: one for one in ordered}


def _place(said: SelfAssessment, numbered: Mapping[int | None, SelfAssessment]) -> date:
    """The day from which it holds: of a correction, that of what was said first."""
    while said.corrects in numbered and said.corrects is not None:
        said = numbered[said.corrects]
    return said.on
