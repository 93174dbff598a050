"""What of a self-assessment is refused, all of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from inventory.errors import InventoryError
from inventory.requirements.model import Catalogue, RequirementState, SelfAssessment
from inventory.safe_text import quoted
from inventory.words import suggestion

Problem = tuple[str, str]  # the field, and what is wrong with it


class SelfAssessmentRefusedError(InventoryError):
    """Nothing was recorded; ``problems``: of each that is refused, by its place, what is wrong."""

    def __init__(self, problems: Sequence[tuple[int, SelfAssessment, Problem]]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """One problem a line."""
        lines = [f"{said.system} {said.requirement}: {text}" for _, said, (_, text) in self.problems]
        return "\n  ".join(lines) if len(lines) == 1 else "\n  ".join(["nothing was recorded:", *lines])


def problems(said: SelfAssessment, catalogue: Catalogue | None, today: date) -> Iterator[Problem]:
    """What is wrong with one. ``catalogue``: the one that it names; None: there is none of that code."""
    if catalogue is None:
        yield "catalogue", f"no catalogue of requirements has the code {quoted(said.catalogue)}"
    elif catalogue.named(said.requirement) is None:
        codes = [requirement.code for requirement in catalogue.requirements]
        hint = suggestion(said.requirement, codes) or "; see capdo assessment requirements"
        yield "requirement", f"{catalogue.code} has no requirement {quoted(said.requirement)}{hint}"
    if said.on > today:
        yield "on", f"{said.on:%d/%m/%Y} is in the future: give the day as of which it is so"
    if not said.withdraws:
        yield from _of_state(said)
    elif said.corrects is None:
        yield "withdraws", "what is taken back? name its number with --corrects"


def _of_state(said: SelfAssessment) -> Iterator[Problem]:
    if said.state is RequirementState.NOT_APPLICABLE and not said.reason:
        yield "reason", "it does not apply: say why (--reason)"
    if said.state is RequirementState.PLANNED and not (said.plan or said.due):
        yield "plan", "it is planned: say what (--plan) or by which day (--due)"


def wrong_correction(said: SelfAssessment, recorded: Mapping[int, SelfAssessment]) -> Problem | None:
    """What is wrong with what it corrects. ``recorded``: by number, of its system."""
    if said.corrects is None:
        return None
    earlier = recorded.get(said.corrects)
    if earlier is None or (earlier.catalogue, earlier.requirement) != (said.catalogue, said.requirement):
        return "corrects", f"it has no self-assessment {said.corrects}: see capdo assessment history"
    if any(one.corrects == said.corrects for one in recorded.values()):
        return "corrects", f"{said.corrects} was corrected already: correct the newest one"
    if said.on < earlier.on:
        return "on", f"a correction counts from its own day, which can't be before {earlier.on:%d/%m/%Y}"
    return None
