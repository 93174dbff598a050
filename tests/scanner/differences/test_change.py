"""Of which kind a change is, by what stood before and what stands after."""

from datetime import UTC, datetime

import pytest

from checks.model import Outcome, Reason, Severity, Text, Verdict
from scanner.differences.change import Kind, Stand, kind_of
from scanner.runs.standing.confirmation import Attempt, Confirmation

FIRST, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
FAIL, WARN, PASS, UNTOLD = Outcome.FAIL, Outcome.WARN, Outcome.PASS, Outcome.NOT_TESTED
LOW, HIGH = Severity.LOW, Severity.HIGH


def stand(
    outcome: Outcome,
    severity: Severity = HIGH,
    seen: str = "",
    *,
    at: datetime = FIRST,
    attempt: Reason | None = None,
    stale: bool = False,
) -> Stand:
    """What stood, confirmed at a moment; ``attempt``: why a later look could not tell."""
    verdict = Verdict(
        check="web.hsts",
        outcome=outcome,
        severity=severity,
        reason=attempt if outcome is UNTOLD else None,
        summary=Text(vi=seen, en=seen),
        evidence={"header": seen, "met": f"{at}"},
    )
    later = Attempt(at=LATER, reason=attempt) if attempt else None
    age = Confirmation(confirmed_at=at, first_seen=at, since=at, not_confirmed=later, stale=stale)
    return Stand(verdict=verdict, age=None if outcome is UNTOLD else age, begun=FIRST, opened=FIRST)


UNSEEN, UNASKED = stand(UNTOLD, attempt=Reason.TIMEOUT), stand(UNTOLD, attempt=Reason.NOT_REQUESTED)
CASES: tuple[tuple[Stand | None, Stand, Kind | None], ...] = (
    (None, stand(FAIL), Kind.NEW),
    (None, stand(PASS), None),
    (None, UNSEEN, None),
    (stand(PASS), stand(WARN), Kind.NEW),
    (UNSEEN, stand(FAIL), Kind.NEW),
    (stand(FAIL), stand(PASS, at=LATER), Kind.FIXED),
    (stand(WARN), stand(Outcome.INFO, at=LATER), Kind.FIXED),
    (stand(FAIL), stand(Outcome.NOT_APPLICABLE, at=LATER), Kind.FIXED),
    (stand(FAIL), UNSEEN, Kind.UNTESTED),
    (stand(FAIL, LOW), stand(FAIL, HIGH), Kind.WORSE),
    (stand(WARN, HIGH), stand(FAIL, HIGH), Kind.WORSE),
    (stand(FAIL, HIGH), stand(FAIL, LOW), Kind.BETTER),
    (stand(FAIL, HIGH), stand(WARN, HIGH), Kind.BETTER),
    (stand(FAIL, HIGH), stand(WARN, LOW), Kind.BETTER),
    (stand(FAIL, LOW), stand(WARN, HIGH), Kind.WORSE),
    (stand(FAIL, seen="a"), stand(FAIL, seen="b"), Kind.CHANGED),
    (stand(FAIL), stand(FAIL, at=LATER), None),  # confirmed; only what varies by itself is another
    (stand(PASS, seen="a"), stand(PASS, seen="b"), None),
    (stand(PASS), stand(Outcome.INFO), None),
    (stand(PASS), stand(PASS, attempt=Reason.UNREACHABLE), Kind.UNTESTED),
    (stand(FAIL), stand(FAIL, attempt=Reason.NOT_PERMITTED), Kind.UNTESTED),
    (stand(FAIL), stand(FAIL, attempt=Reason.NOT_REQUESTED), None),
    (stand(PASS), stand(PASS, stale=True), None),
    (stand(PASS), UNASKED, None),
    (UNASKED, stand(PASS), None),
    (stand(FAIL, attempt=Reason.TIMEOUT), stand(FAIL, attempt=Reason.BLOCKED), None),
    (stand(FAIL, attempt=Reason.TIMEOUT), stand(FAIL, at=LATER), Kind.RETESTED),
    (stand(PASS, stale=True), stand(PASS, at=LATER), None),
    (UNSEEN, stand(PASS, at=LATER), Kind.RETESTED),
    (stand(FAIL, attempt=Reason.TIMEOUT), stand(FAIL, attempt=Reason.NOT_REQUESTED), None),
    (stand(FAIL, attempt=Reason.TIMEOUT), stand(PASS, at=LATER), Kind.FIXED),
    (stand(FAIL, LOW), stand(FAIL, HIGH, attempt=Reason.TIMEOUT), Kind.WORSE),
)


@pytest.mark.parametrize(("before", "after", "kind"), CASES)
def test_each_kind(before: Stand | None, after: Stand, kind: Kind | None) -> None:
    """New, fixed, worse, better, changed, untested, retested, or nothing at all."""
    assert kind_of(before, after) is kind
