"""Which findings are waived, and when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Outcome, Reason, Severity, Verdict
from scanner.planning.plan import EndpointKey
from scanner.waivers.matching import Waived, covers, in_date
from scanner.waivers.model import Revocation
from tests.scanner.waivers.estate import CHECK, KEY_A, KEY_B, NOW, TODAY, accepted_at, verdict, waiver

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
    assert not Waived().by_system(KEY_A, FOUND)
    assert not Waived().concern(KEY_A, FOUND)


def test_each_system_has_its_own_waiver() -> None:
    """Of those that share a host: who accepted the finding is named, with its waiver, and nobody else."""
    low = verdict(severity=Severity.LOW)
    ours, theirs = waiver(FOUND), waiver(FOUND, number=2, system="KHAC")
    milder = waiver(low, number=3, system="NHE")
    other = waiver(verdict(evidence={"accepted": "TLS 1.1"}), number=4, system="MOI")
    waived = Waived([ours, theirs, milder, other])
    assert waived.by_system(KEY_A, FOUND) == {"HT": ours, "KHAC": theirs}
    assert waived.by_system(KEY_A, low) == {"HT": ours, "KHAC": theirs, "NHE": milder}
    assert waived.by_system(KEY_A, verdict(severity=Severity.CRITICAL)) == {}
    assert waived.by_system(KEY_B, FOUND) == {}
    assert waived.by_system(KEY_A, verdict(check="tls.ciphers")) == {}


@pytest.mark.parametrize(
    ("key", "found", "concerned"),
    [
        (KEY_A, FOUND, True),
        (KEY_A, verdict(severity=Severity.CRITICAL), True),  # a closer look tells that it is not covered
        (KEY_B, FOUND, False),
        (KEY_A, verdict(check="tls.ciphers"), False),
        (KEY_A, verdict(Outcome.PASS), False),
        (KEY_A, verdict(Outcome.NOT_TESTED, reason=Reason.TIMEOUT), False),
    ],
)
def test_a_first_question(key: EndpointKey, found: Verdict, *, concerned: bool) -> None:
    """Only findings of a check that some waiver is about, at its endpoint, need a closer look."""
    assert Waived([waiver(FOUND)]).concern(key, found) is concerned


def test_one_waiver_of_several_findings_covers_each() -> None:
    """Both are accepted; a third is not."""
    second = verdict(evidence={"accepted": "TLS 1.1"})
    both = waiver(FOUND, second)
    waived = Waived([both])
    assert (waived.of("HT", KEY_A, FOUND), waived.of("HT", KEY_A, second)) == (both, both)
    assert waived.of("HT", KEY_A, verdict(evidence={"accepted": "SSL 3.0"})) is None


@pytest.mark.parametrize(
    ("accepted", "covered"), [(Severity.CRITICAL, True), (Severity.HIGH, True), (Severity.MEDIUM, False)]
)
def test_what_covers_a_finding(accepted: Severity, *, covered: bool) -> None:
    """The same severity or a worse one was accepted, with the same evidence."""
    told = accepted_at(KEY_A, verdict(severity=accepted))
    assert covers(told, FOUND) is covered
    assert not covers(told, verdict(evidence={"accepted": "none"}))


def test_of_two_that_end_together_the_first_given_is_named() -> None:
    """A tie is settled by the number, whichever was told first."""
    first, second = waiver(FOUND), waiver(FOUND, number=2)
    assert in_date([second, first], TODAY) == (first, second)


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
