"""What changed between two days, or two moments, as it is shown."""

from datetime import date, datetime

from checks.model import Frozen, Severity, Text, Verdict
from inventory.model import Code
from reports.model.estate import NamedRef
from scanner.differences.change import Kind


class ChangeLine(Frozen):
    """One change at one endpoint, told once for all of its systems.

    ``checks``: one; of what is no longer tested, or tested again, all for the same reason, and ``heading`` is
    of the first. ``since``: when the finding was first seen; ``at``: when it changed; ``confirmed``: when it
    was last seen. ``before``, ``after``: the verdicts, where a finding stands and stood, and is another now.
    """

    kind: Kind
    checks: tuple[str, ...]
    heading: Text
    severity: Severity
    host: str
    port: int
    systems: tuple[Code, ...]
    summary: Text
    since: datetime
    at: datetime
    confirmed: datetime | None = None
    before: Verdict | None = None
    after: Verdict | None = None


class ChangeCount(Frozen):
    """How many checks of endpoints changed so, each once however many systems share the endpoint."""

    kind: Kind
    count: int


class ChangedSince(Frozen):
    """What stands by the end of ``until`` against the end of ``since``; the same as ``scan diff`` of both.

    ``counts``: of every kind, in the order in which they are told. ``is_first``: nobody had looked before
    ``since``, the day of the first look.
    """

    since: date
    until: date
    is_first: bool = False
    counts: tuple[ChangeCount, ...]
    lines: tuple[ChangeLine, ...]


class OpenAge(Frozen):
    """How long some open findings have been open, in days: in the middle, and the longest."""

    findings: int
    median: float
    longest: int


class SeverityAge(Frozen):
    """The open findings of one severity."""

    severity: Severity
    age: OpenAge


class AgencyAge(Frozen):
    """The open findings of one agency, each once however many of its systems have it."""

    agency: NamedRef
    age: OpenAge


class FindingAges(Frozen):
    """How long findings have been open on a day: by severity, gravest first; by agency, the slowest first."""

    by_severity: tuple[SeverityAge, ...] = ()
    by_agency: tuple[AgencyAge, ...] = ()
