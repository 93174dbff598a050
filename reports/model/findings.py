"""Findings: by severity, by cause, by check, and against a claim."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from checks.facts import BrowserFacts, Client
from checks.model import Frozen, Outcome, Reference, Severity, Text, Verdict
from inventory.model import Code
from reports.clauses import ContradictedClause
from reports.model.waivers import WaivedFor
from scanner.runs.standing.confirmation import Confirmation


class SeverityCounts(Frozen):
    """How many open findings of each severity, and how many more are waived (``waived``, of any severity)."""

    critical: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    info: int = 0
    waived: int = 0

    @classmethod
    def of(cls, verdicts: Iterable[Verdict], waived: int = 0) -> Self:
        """Count the findings among verdicts, none of which is waived."""
        counts = dict.fromkeys(Severity, 0)
        for verdict in verdicts:
            if verdict.is_finding:
                counts[verdict.severity] += 1
        return cls(**{severity.value: count for severity, count in counts.items()}, waived=waived)

    @property
    def total(self) -> int:
        """All open findings."""
        return self.critical + self.high + self.medium + self.low + self.info

    @property
    def serious(self) -> int:
        """Critical and high."""
        return self.critical + self.high


class CauseGroup(Frozen):
    """One finding on one host: mend it once, and every system behind that host is better.

    ``heading``: what the finding is called. ``waivers``: the systems for which it is waived; ``waived``: all
    of them are. ``confirmation``: how old it is, where the worst of its findings was met.
    """

    check: str
    heading: Text
    host: str
    outcome: Outcome
    severity: Severity
    summary: Text
    evidence: str
    systems: tuple[Code, ...]
    waivers: tuple[WaivedFor, ...] = ()
    waived: bool = False
    confirmation: Confirmation | None = None

    @property
    def open_systems(self) -> tuple[Code, ...]:
        """The systems for which nobody has waived it."""
        excused = {waiver.system for waiver in self.waivers}
        return tuple(code for code in self.systems if code not in excused)


class PagePicture(Frozen):
    """A page as a browser showed it: a JPEG in base64, ``width`` by ``height`` pixels. ``taken_at``: UTC."""

    host: str
    url: str
    jpeg: str
    width: int
    height: int
    taken_at: datetime
    client: Client = Client.BROWSER

    @classmethod
    def of(cls, host: str, browser: BrowserFacts) -> Self:
        """The picture that a browser brought."""
        return cls(
            host=host,
            url=browser.shown_url or browser.url,
            jpeg=browser.picture,
            width=browser.width,
            height=browser.height,
            taken_at=browser.taken_at,
            client=browser.client,
        )


class SharedHost(Frozen):
    """A host that serves several systems and has findings."""

    host: str
    findings: SeverityCounts
    systems: tuple[Code, ...]


class ProblemLine(Frozen):
    """One check over the whole estate: where it is an open finding, and at its worst severity.

    ``heading``: what it is called at its worst. ``waived``: endpoints where it is a finding that is waived
    for every system there.
    """

    check: str
    heading: Text
    severity: Severity
    endpoints: int
    systems: int
    waived: int = 0


class FamilyLine(Frozen):
    """The findings of one family of checks."""

    family: str
    findings: SeverityCounts


class Contradiction(Frozen):
    """Evidence against a claim of compliance: a verdict, where, and the clauses that it speaks to.

    ``waiver``: the number of the waiver because of which it does not count against the claim for now.
    """

    clauses: tuple[ContradictedClause, ...]  # one a standard at most
    host: str
    verdict: Verdict
    waiver: int | None = None


class ContradictedSystem(Frozen):
    """A system said to be compliant which needs review ("cần rà soát")."""

    system: Code
    counted: bool  # whether it is in the numerator of the compliance indicator
    evidence: tuple[Contradiction, ...]


class CheckView(Frozen):
    """What the report says once about a check, however many systems it touches.

    ``title``: of the good state. ``finding``, ``warning``: of the bad one, as ``checks.check.heading`` reads.
    """

    id: str
    title: Text
    finding: Text
    warning: Text | None = None
    rationale: Text | None = None
    remediation: Text | None = None
    references: tuple[Reference, ...] = ()
