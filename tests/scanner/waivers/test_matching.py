"""Which findings are waived, and when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Outcome, Reason, Severity, Verdict
from scanner.waivers.matching import Waived, in_date
from scanner.waivers.model import Revocation
from tests.scanner.waivers.estate import CHECK, KEY_A, KEY_B, NOW, TODAY, verdict, waiver

FOUND = verdict()
DAYS = st.integers(-40, 400).map(lambda days: TODAY + timedelta(days=days))


def revoked(day: date) -> Revocation:
    """A revocation on a day."""
    return Revocation(on=day, reason="Đã khắc phục", actor="can-bo", recorded_at=NOW)


@pytest.mark.parametrize(
    ("found", "is_waived"),
    [
        (FOUND, True),
        (verdict(severity=Severity.LOW), True),
        (verdict(severity=Severity.CRITICAL), False),
        (verdict(evidence={"accepted": "TLS 1.1"}), False),
        (verdict(Outcome.WARN), False),
        (verdict(Outcome.PASS), False),
        (verdict(Outcome.INFO), False),
        (verdict(Outcome.NOT_TESTED, reason=Reason.TIMEOUT), False),
        (verdict(check="tls.ciphers"), False),
    ],
)
def test_only_the_accepted_finding_is_waived(found: Verdict, *, is_waived: bool) -> None:
    """The same evidence, no worse; what passed or was not tested needs no waiver, and gets none."""
    assert (Waived([waiver(FOUND)]).of("HT", KEY_A, found) is not None) is is_waived


def test_a_waiver_is_one_systems_at_one_endpoint() -> None:
    """Who shares the host has not accepted anything; another endpoint is another finding."""
    waived = Waived([waiver(FOUND)])
    assert waived.of("KHAC", KEY_A, FOUND) is None
    assert waived.of("HT", KEY_B, FOUND) is None


def test_without_waivers_nothing_is_waived() -> None:
    """The usual case."""
    assert Waived().of("HT", KEY_A, FOUND) is None


@given(DAYS)
def test_a_waiver_holds_from_its_day_through_its_last(day: date) -> None:
    """Not a day before, not a day after."""
    one = waiver(FOUND)
    assert (in_date([one], day) == (one,)) == (TODAY <= day <= one.until)


@given(DAYS, DAYS)
def test_a_revocation_counts_from_its_own_day(day: date, on: date) -> None:
    """Reports of the days before stay as they were."""
    before, after = waiver(FOUND), waiver(FOUND, revocation=revoked(on))
    assert after.in_date(day) == (before.in_date(day) and day < on)


def test_of_two_waivers_the_longer_is_named() -> None:
    """What a reader wants to know is until when."""
    longer = waiver(FOUND, number=2, until=TODAY + timedelta(days=60))
    waived = Waived(in_date([waiver(FOUND), longer], TODAY))
    assert waived.of("HT", KEY_A, FOUND) == longer
    assert longer.check == CHECK
