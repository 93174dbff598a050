"""What a change is: of which kind, at which endpoint of which system. Pure; the only statement of the rule.

- A finding is a check that fails or warns. It is new where none stood before, and fixed by a look that told
  of the check and found it in order: one that could not look fixes nothing.
- It is worse or better by its severity, then by failing or warning; changed, where it is as grave and rests
  on other evidence, whatever evidence varies by itself left out (``scanner.waivers.fingerprint``).
- A check is no longer tested when the newest look could not tell it, and tested again when a look told it
  after that. Not having been asked for is neither, nor is that nobody looked: what stood grows old then.
- One check of one endpoint changes in one way: what it found goes before whether it was tested.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checks.model import Outcome, Reason, Severity, Text, Verdict
from inventory.model import Code
from scanner.runs.standing.confirmation import Confirmation
from scanner.waivers.fingerprint import fingerprint


class Kind(StrEnum):
    """How something changed, in the order in which it is told."""

    NEW = "new"
    FIXED = "fixed"
    WORSE = "worse"
    BETTER = "better"
    CHANGED = "changed"
    UNTESTED = "untested"
    RETESTED = "retested"


@dataclass(frozen=True, kw_only=True)
class Stand:
    """What stood of one check at one endpoint at a moment.

    ``age``: None: no look had told anything. ``begun``: since when it stood so, word for word. ``opened``: of
    a finding, the first of the looks in a row that found it, however grave; of anything else, ``begun``.
    """

    verdict: Verdict
    age: Confirmation | None
    begun: datetime
    opened: datetime

    @property
    def is_tested(self) -> bool | None:
        """Whether the newest look told it; None: no look that was asked for it did."""
        if self.age is None or self.verdict.outcome is Outcome.NOT_TESTED:
            return None if self.verdict.reason is Reason.NOT_REQUESTED else False
        attempt = self.age.not_confirmed
        return attempt is None or attempt.reason is Reason.NOT_REQUESTED


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change, as one system has it: a shared endpoint's are told once for each of its systems.

    ``severity``: of what stands now; of what was fixed, as it was. ``summary``: what stands now; of what was
    fixed, the finding; of what is no longer tested, why. ``since``: the first of the looks in a row that
    found it, or, where there is no finding, that told the same. ``at``: when the change was observed.
    ``confirmed``: when a look last told what ``summary`` says; None: none ever told anything. UTC.
    ``before``, ``after``: the verdicts that were compared; ``before`` None: there was none.
    """

    kind: Kind
    system: Code
    host: str
    port: int  # of https
    check: str
    severity: Severity
    summary: Text
    since: datetime
    at: datetime
    confirmed: datetime | None = None
    http_port: int = 80
    before: Verdict | None = None
    after: Verdict | None = None


def kind_of(before: Stand | None, after: Stand) -> Kind | None:
    """How a check changed; ``before`` None: nothing was known of it. None: it did not."""
    was, now = before is not None and before.verdict.is_finding, after.verdict.is_finding
    if before is None or not (was or now):
        return Kind.NEW if now else _testing(before, after)
    if not was:
        return Kind.NEW
    if not now:
        return Kind.UNTESTED if after.verdict.outcome is Outcome.NOT_TESTED else Kind.FIXED
    return _graver(before.verdict, after.verdict) or _testing(before, after)


def counted(changes: Iterable[Change]) -> Mapping[Kind, int]:
    """How many of each kind there are, those of an endpoint that systems share once; 0 of one that is not."""
    places = {(change.kind, change.host, change.port, change.http_port, change.check) for change in changes}
    return Counter(kind for kind, *_ in places)


def _graver(before: Verdict, after: Verdict) -> Kind | None:
    grave = [(verdict.severity.rank, verdict.outcome is Outcome.FAIL) for verdict in (before, after)]
    if grave[0] != grave[1]:
        return Kind.WORSE if grave[1] > grave[0] else Kind.BETTER
    return Kind.CHANGED if fingerprint(before) != fingerprint(after) else None


def _testing(before: Stand | None, after: Stand) -> Kind | None:
    if before is None or before.is_tested is None or after.is_tested is None:
        return None
    if before.is_tested and not after.is_tested:
        return Kind.UNTESTED
    return Kind.RETESTED if _told_later(before, after) else None


def _told_later(before: Stand, after: Stand) -> bool:
    """Whether a look told it that was not told before, and still is."""
    if before.is_tested or not after.is_tested or after.age is None:
        return False
    return before.age is None or after.age.confirmed_at > before.age.confirmed_at
