"""What scans told of a check, by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from checks.model import Outcome, Severity
from scanner.runs.reader import ScanReader
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.inventory.conftest import database, empty_file, new_database
from tests.reports import sample

pytestmark = pytest.mark.both_databases

__all__ = ["database", "empty_file", "new_database"]
EVENING = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)  # half past midnight of 2 June in Viet Nam


def scanned(engine: Engine, moment: datetime, outcome: Outcome) -> None:
    """One run that looked at one host: an IPv6 verdict, a failing one, and one that passes."""
    writer = ScanWriter(engine)
    seen = sample.observation(
        "a.brvt.test",
        sample.verdict("ipv6.operational", outcome),
        sample.verdict("tls.protocols", Outcome.FAIL),
        sample.verdict("cert.expiry"),
        started_at=moment,
        finished_at=moment,
        facts=builders.facts(),
    )
    run = writer.start(RunSettings(), "test", [seen.key])
    writer.record(seen.model_copy(update={"run": run}))


def test_days_are_those_of_viet_nam(database: Engine) -> None:
    """What a check told stands from its day on; the first day; nothing before it."""
    assert ScanReader(database).begins() is None
    scanned(database, EVENING, Outcome.FAIL)
    scanned(database, EVENING + timedelta(days=90), Outcome.PASS)
    reader = ScanReader(database)
    told = {
        day: [one.outcome for seen in reader.telling(day, "ipv6.operational") for one in seen.verdicts]
        for day in (date(2026, 6, 1), date(2026, 6, 2), date(2026, 8, 30), date(2026, 8, 31))
    }
    assert list(told.values()) == [[], [Outcome.FAIL], [Outcome.FAIL], [Outcome.PASS]]
    assert ScanReader(database).begins() == date(2026, 6, 2)
    assert ScanReader(database).telling(date(2026, 6, 1), "ipv6.operational", list(Severity)) == ()


def test_only_what_tells_is_read(database: Engine) -> None:
    """Of the newest verdicts those that fail and those of the check, as the whole observation has them."""
    scanned(database, EVENING, Outcome.FAIL)
    scanned(database, EVENING + timedelta(days=90), Outcome.PASS)
    for day in (date(2026, 6, 30), date(2026, 9, 30)):
        (whole,) = ScanReader(database).standing(day)
        severe = {one.severity for one in whole.verdicts if one.outcome is Outcome.FAIL}
        (told,) = ScanReader(database).telling(day, "ipv6.operational", severe)
        assert told.key == whole.key
        assert [one.check for one in told.verdicts] == ["ipv6.operational", "tls.protocols"]
        (mild,) = ScanReader(database).telling(day, "ipv6.operational", set(Severity) - severe)
        assert [one.check for one in mild.verdicts] == ["ipv6.operational"]
