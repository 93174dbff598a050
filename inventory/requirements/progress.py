"""How far a system meets what its level asks, as its unit says; and what that says of its claim. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from inventory.model import Code
from inventory.requirements.model import (
    FALLING_SHORT,
    Catalogue,
    Requirement,
    RequirementState,
    SelfAssessment,
)
from inventory.requirements.standing import Answers

Answer = tuple[Requirement, SelfAssessment | None]


class ClaimSupport(StrEnum):
    """What a self-assessment says of the claim that the protection plan is fully implemented."""

    SUPPORTED = "supported"  # each requirement that applies is met
    CONTRADICTED = "contradicted"  # at least one is not, or only in part
    INCOMPLETE = "incomplete"  # none falls short, and some were not answered


@dataclass(frozen=True)
class SystemProgress:
    """One system's requirements at its level, each with the last word; in the order of the catalogue."""

    system: Code
    level: int
    answers: tuple[Answer, ...]

    @classmethod
    def of(cls, system: Code, level: int, catalogue: Catalogue, said: Answers) -> "SystemProgress":
        """Join a level's requirements with what was said of them."""
        asked = catalogue.at(level)
        return cls(system, level, tuple((one, said.get(one.code)) for one in asked))

    @cached_property
    def counts(self) -> dict[RequirementState | None, int]:
        """How many requirements are in each state; None: not answered."""
        states = [said.state if said else None for _, said in self.answers]
        return {state: states.count(state) for state in (*RequirementState, None)}

    @property
    def met(self) -> int:
        """The numerator."""
        return self.counts[RequirementState.MET]

    @property
    def applicable(self) -> int:
        """The denominator: those that are not said not to apply, unanswered ones too."""
        return len(self.answers) - self.counts[RequirementState.NOT_APPLICABLE]

    @property
    def unanswered(self) -> int:
        """Of which nothing was said."""
        return self.counts[None]

    @property
    def begun(self) -> bool:
        """Whether anything was said."""
        return self.unanswered < len(self.answers)

    def short(self) -> Iterator[tuple[Requirement, SelfAssessment]]:
        """Those that are not met, or only in part or by plan; the worst first."""
        for state in FALLING_SHORT:
            yield from ((one, said) for one, said in self.answers if said and said.state is state)

    @property
    def support(self) -> ClaimSupport:
        """What it says of a claim that the plan is fully implemented."""
        if any(True for _ in self.short()):
            return ClaimSupport.CONTRADICTED
        return ClaimSupport.INCOMPLETE if self.unanswered or not self.answers else ClaimSupport.SUPPORTED
