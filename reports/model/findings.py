"""Findings: by severity, by cause, by check, and against a claim."""

from collections.abc import Iterable
from typing import Self

from checks.model import Frozen, Outcome, Reference, Severity, Text, Verdict
from inventory.model import Code
from reports.clauses import Strength


class SeverityCounts(Frozen):
    """How many findings of each severity."""

    critical: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    info: int = 0

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Self:
        """Count the findings among verdicts."""
        counts = dict.fromkeys(Severity, 0)
        for verdict in verdicts:
            if verdict.is_finding:
                counts[verdict.severity] += 1
        return cls(**{severity.value: count for severity, count in counts.items()})

    @property
    def total(self) -> int:
        """All findings."""
        return self.critical + self.high + self.medium + self.low + self.info

    @property
    def serious(self) -> int:
        """Critical and high."""
        return self.critical + self.high


class CauseGroup(Frozen):
    """One finding on one host: mend it once, and every system behind that host is better."""

    check: str
    host: str
    outcome: Outcome
    severity: Severity
    summary: Text
    evidence: str
    systems: tuple[Code, ...]


class SharedHost(Frozen):
    """A host that serves several systems and has findings."""

    host: str
    findings: SeverityCounts
    systems: tuple[Code, ...]


class ProblemLine(Frozen):
    """One check over the whole estate: where it is a finding, and at its worst severity."""

    check: str
    severity: Severity
    endpoints: int
    systems: int


class FamilyLine(Frozen):
    """The findings of one family of checks."""

    family: str
    findings: SeverityCounts


class Contradiction(Frozen):
    """Evidence against a claim of compliance: a verdict, where, and the clause that it speaks to."""

    clause: str
    clause_name: Text
    strength: Strength
    host: str
    verdict: Verdict


class ContradictedSystem(Frozen):
    """A system said to be compliant which needs review ("cần rà soát")."""

    system: Code
    counted: bool  # whether it is in the numerator of the compliance indicator
    evidence: tuple[Contradiction, ...]


class CheckView(Frozen):
    """What the report says once about a check, however many systems it touches."""

    id: str
    title: Text
    rationale: Text | None = None
    remediation: Text | None = None
    references: tuple[Reference, ...] = ()
