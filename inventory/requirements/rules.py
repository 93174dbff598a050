"""What of a self-assessment is refused, all of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from inventory.errors import InventoryError
from inventory.requirements.model import Catalogue, RequirementState, SelfAssessment
from inventory.safe_text import quoted
from inventory.wording.phrases import Joined, Phrase
from inventory.words import suggestion

Problem = tuple[str, Phrase]  # the field, and what is wrong with it


class SelfAssessmentRefusedError(InventoryError):
    """Nothing was recorded; ``problems``: of each that is refused, by its place, what is wrong."""

    def __init__(self, problems: Sequence[tuple[int, SelfAssessment, Problem]]) -> None:
        self.problems = tuple(problems)
        super().__init__(_all_of(self.problems))


def _all_of(problems: Sequence[tuple[int, SelfAssessment, Problem]]) -> Phrase:
    """One problem a line."""
    lines = [Joined((f"{said.system} {said.requirement}", text), ": ") for _, said, (_, text) in problems]
    first = [] if len(lines) == 1 else [Phrase("nothing was recorded:")]
    return Joined((*first, *lines), "\n  ")


def problems(said: SelfAssessment, catalogue: Catalogue | None, today: date) -> Iterator[Problem]:
    """What is wrong with one. ``catalogue``: the one that it names; None: there is none of that code."""
    if catalogue is None:
        yield (
            "catalogue",
            Phrase("no catalogue of requirements has the code {code}", code=quoted(said.catalogue)),
        )
    elif catalogue.named(said.requirement) is None:
        codes = [requirement.code for requirement in catalogue.requirements]
        hint = suggestion(said.requirement, codes) or Phrase("; see capdo assessment requirements")
        yield (
            "requirement",
            Phrase(
                "{catalogue} has no requirement {requirement}{hint}",
                catalogue=catalogue.code,
                requirement=quoted(said.requirement),
                hint=hint,
            ),
        )
    if said.on > today:
        yield "on", Phrase("{day} is in the future: give the day as of which it is so", day=said.on)
    if not said.withdraws:
        yield from _of_state(said)
    elif said.corrects is None:
        yield "withdraws", Phrase("what is taken back? name its number with --corrects")


def _of_state(said: SelfAssessment) -> Iterator[Problem]:
    if said.state is RequirementState.NOT_APPLICABLE and not said.reason:
        yield "reason", Phrase("it does not apply: say why (--reason)")
    if said.state is RequirementState.PLANNED and not (said.plan or said.due):
        yield "plan", Phrase("it is planned: say what (--plan) or by which day (--due)")


def wrong_correction(said: SelfAssessment, recorded: Mapping[int, SelfAssessment]) -> Problem | None:
    """What is wrong with what it corrects. ``recorded``: by number, of its system."""
    if said.corrects is None:
        return None
    earlier = recorded.get(said.corrects)
    if earlier is None or (earlier.catalogue, earlier.requirement) != (said.catalogue, said.requirement):
        return "corrects", Phrase(
            "it has no self-assessment {number}: see capdo assessment history", number=said.corrects
        )
    if any(one.corrects == said.corrects for one in recorded.values()):
        return "corrects", Phrase(
            "{number} was corrected already: correct the newest one", number=said.corrects
        )
    if said.on < earlier.on:
        return "on", Phrase(
            "a correction counts from its own day, which can't be before {day}", day=earlier.on
        )
    return None
