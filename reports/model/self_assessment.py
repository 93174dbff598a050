"""Self-assessments: each requirement with what its unit says and what scans saw; the progress of all."""

from datetime import date
from enum import StrEnum

from checks.model import Frozen, Severity, Text
from inventory.model import Code
from inventory.requirements.model import RequirementState
from inventory.requirements.progress import ClaimSupport
from reports.model.estate import NamedRef


class ScanWord(StrEnum):
    """What scans say of a requirement. They can contradict what a unit says; they never prove it."""

    CONTRADICTED = "contradicted"  # a finding against it stands
    FINDINGS = "findings"  # lesser ones, which contradict nothing by themselves
    NOTHING_AGAINST = "nothing_against"  # all that a scan can see of it was seen, and is as it should be
    NOT_SEEN = "not_seen"  # some of it, or all, could not be told


class ScanEvidence(Frozen):
    """One finding against a requirement, as it stands."""

    host: str
    check: str
    severity: Severity
    summary: Text
    seen_on: date


class ScanSays(Frozen):
    """What scans say of one requirement; the evidence worst first."""

    word: ScanWord
    evidence: tuple[ScanEvidence, ...] = ()


class RequirementAnswer(Frozen):
    """One requirement of a system's level. ``state`` None: not answered; ``scans``: no check speaks of it."""

    code: str
    name: Text
    heading: Text | None = None
    state: RequirementState | None = None
    on: date | None = None
    reason: str | None = None
    plan: str | None = None
    person: str | None = None
    due: date | None = None
    overdue: bool = False
    evidence: str | None = None
    scans: ScanSays | None = None

    @property
    def contradicted(self) -> bool:
        """Whether a scan saw otherwise than the unit says."""
        says_met = self.state is RequirementState.MET
        return says_met and self.scans is not None and self.scans.word is ScanWord.CONTRADICTED


class AnswerCounts(Frozen):
    """Requirements met, of how many that apply, and how many of these were not answered."""

    met: int
    applicable: int
    unanswered: int


class SystemAnswers(Frozen):
    """What the unit of one system says. ``claims``: its plan is said to be fully implemented."""

    system: Code
    level: int
    claims: bool
    support: ClaimSupport
    counts: AnswerCounts
    not_applicable: int
    requirements: tuple[RequirementAnswer, ...]

    @property
    def short(self) -> tuple[RequirementAnswer, ...]:
        """What is said not to be met, or only in part or by plan."""
        settled = (RequirementState.MET, RequirementState.NOT_APPLICABLE, None)
        return tuple(one for one in self.requirements if one.state not in settled)

    @property
    def contradicted(self) -> tuple[RequirementAnswer, ...]:
        """What is said to be met, and scans saw otherwise."""
        return tuple(one for one in self.requirements if one.contradicted)


class AgencyAnswers(Frozen):
    """One agency: its systems in operation, how many of them answered, and their requirements together."""

    agency: NamedRef
    systems: int
    answered: int
    counts: AnswerCounts


class SelfAssessments(Frozen):
    """The catalogue in force, and what is said by it. Figures are of systems in operation."""

    catalogue: Code
    title: Text
    version: str
    source: Text | None
    verified: bool
    remark: Text | None
    in_operation: int
    answered: int
    counts: AnswerCounts
    systems: tuple[SystemAnswers, ...]  # by code; those that are not yet in operation too
    agencies: tuple[AgencyAnswers, ...]

    @property
    def against_claims(self) -> tuple[SystemAnswers, ...]:
        """The systems whose claim of a full plan their own self-assessment contradicts."""
        return tuple(one for one in self.systems if one.claims and one.support is ClaimSupport.CONTRADICTED)
