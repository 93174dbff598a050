"""Stored facts are judged with the report's day as the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from checks.check import Check
from checks.facts import Facts, Target
from checks.judging import judge
from checks.model import Outcome, Severity, Verdict
from checks.profile import Profile, load
from checks.registry import get
from inventory.clock import day_of, end_of
from inventory.database.transactions import reading, writing
from scanner.observation import Observation
from scanner.runs.reader import ScanReader
from scanner.runs.regrading import regrade
from scanner.runs.standing import dating
from scanner.runs.standing.dating import NEVER, days_of, moment_on
from scanner.runs.standing.staleness import oldest_fresh
from scanner.runs.tables import VerdictRow
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders

pytestmark = pytest.mark.both_databases

CHECKS = ("cert.expiry", "tls.protocols")
SEEN = day_of(builders.NOW)  # 1 June: the certificate ends on 31 July


def scanned(engine: Engine, facts: Facts) -> Observation:
    """One run that looked at one endpoint and judged it by two checks."""
    writer = ScanWriter(engine)
    seen = Observation(
        target=facts.target,
        facts=facts,
        verdicts=judge(facts, [get(check) for check in CHECKS], load()),
        connections={},
        started_at=facts.target.observed_at,
        finished_at=facts.target.observed_at,
    )
    seen = seen.model_copy(update={"run": writer.start(RunSettings(), "capdo", [seen.key])})
    writer.record(seen)
    return seen


@pytest.mark.parametrize(
    ("days", "outcome", "says"),
    [
        (0, Outcome.PASS, "31/07/2026"),
        (29, Outcome.PASS, "31/07/2026"),
        (31, Outcome.WARN, "còn 29 ngày"),
        (51, Outcome.WARN, "còn 9 ngày"),
        (61, Outcome.FAIL, "đã hết hạn ngày 31/07/2026"),
        (500, Outcome.FAIL, "đã hết hạn ngày 31/07/2026"),
    ],
)
def test_a_certificate_ends_by_the_reports_day(
    database: Engine, days: int, outcome: Outcome, says: str
) -> None:
    """Nobody scanned since; the report says both days where they make a difference."""
    scanned(database, builders.facts())
    day = SEEN + timedelta(days=days)
    (found,) = ScanReader(database).standing(day, brief=True)
    expiry, protocols = found.verdicts
    assert (expiry.outcome, says in expiry.summary.vi) == (outcome, True), expiry.summary.vi
    age = found.confirmations["cert.expiry"]
    assert age.confirmed_at == builders.NOW
    assert age.judged_on == (day if outcome is not Outcome.PASS else None)
    assert protocols.outcome is Outcome.PASS
    failing = ScanReader(database).telling(day, "ipv6.operational", list(Severity))
    assert bool(failing) == (outcome is Outcome.FAIL)


def test_what_does_not_change_needs_no_facts() -> None:
    """An undated check never does; nor does a verdict that these facts would not give."""
    facts = builders.facts()
    expiry, protocols = judge(facts, [get(check) for check in CHECKS], load())
    assert days_of(facts, protocols, "default") == NEVER
    assert days_of(facts, expiry.model_copy(update={"outcome": Outcome.FAIL}), "default") == NEVER
    days = days_of(facts, expiry, "default")
    assert days.changes_on == days.reworded_on == date(2026, 7, 2)
    assert days_of(facts, expiry, "no such profile") == NEVER


@pytest.mark.parametrize("days", range(0, 70, 7))
def test_the_day_that_is_stored_is_the_first_that_differs(days: int) -> None:
    """By trying every day: for certificates that end on any."""
    leaf = builders.certificate(not_after=builders.NOW + timedelta(days=days, hours=5))
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(leaf),)))
    (now,) = judge(facts, [get("cert.expiry")], load())
    found = days_of(facts, now, "default")
    for name in ("changes_on", "reworded_on"):
        day = getattr(found, name)
        before, after = (_told(facts, on, name) for on in (day - timedelta(days=1), day))
        assert before == _told(facts, SEEN, name)
        assert after != before or day == SEEN + timedelta(days=401)


def _told(facts: Facts, day: date, name: str) -> object:
    from scanner.runs.standing.dating import judged_on  # noqa: PLC0415 - the one thing under test here

    verdict = judged_on(facts, "cert.expiry", "default", day)
    assert verdict is not None
    weight = (verdict.outcome, verdict.severity)
    return weight if name == "changes_on" else (weight, verdict.summary)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (30, False), (31, True)])
def test_what_is_not_confirmed_for_long_is_stale(database: Engine, days: int, stale: bool) -> None:  # noqa: FBT001 - pytest's
    """After thirty days, or twice the schedule's interval; it is shown all the same."""
    scanned(database, builders.facts())
    (found,) = ScanReader(database).standing(SEEN + timedelta(days=days))
    assert {found.is_stale(check) for check in CHECKS} == {stale}
    assert len(found.verdicts) == len(CHECKS)
    weeks = timedelta(weeks=4)
    (scheduled,) = ScanReader(database).standing(SEEN + timedelta(days=days), interval=weeks)
    assert not scheduled.is_stale("tls.protocols")
    assert oldest_fresh(SEEN, weeks) == SEEN - 2 * weeks


def test_regrading_judges_what_is_stored(database: Engine) -> None:
    """Verdicts of an older rule are replaced, what stands follows, and nothing else changes."""
    seen = scanned(database, builders.facts())
    with writing(database) as connection:
        old = update(VerdictRow).where(VerdictRow.check_id == "tls.protocols")
        connection.execute(old.values(outcome="fail", severity="critical"))
    before = list(rows(database))
    (changed,) = regrade(database)
    assert changed["tls.protocols"] == 1
    (found,) = ScanReader(database).standing(SEEN)
    told = {verdict.check: verdict for verdict in found.verdicts}
    assert told["tls.protocols"] == seen.verdicts[1]
    assert told["cert.expiry"] == seen.verdicts[0]
    assert set(before) <= set(rows(database))  # row numbers are kept
    assert [sum(counts.values()) for counts in regrade(database, seen.run)] == [0]
    assert list(regrade(database, as_of=SEEN - timedelta(days=1))) == []


def rows(engine: Engine) -> list[tuple[int, str]]:
    """The numbers of the verdicts' rows."""
    with reading(engine) as connection:
        return [(row, check) for row, check in connection.execute(select(VerdictRow.id, VerdictRow.check_id))]


def test_another_day_of_the_look_itself_changes_nothing(database: Engine) -> None:
    """The clock of its own day is the look, not the day's first moment."""
    late = builders.NOW.replace(hour=16)
    scanned(database, builders.facts(target=Target(host=builders.HOST, observed_at=late)))
    (found,) = ScanReader(database).standing(SEEN)
    assert found.confirmations["cert.expiry"].judged_on is None


@pytest.mark.parametrize(
    "ends",
    [
        end_of(SEEN + timedelta(days=60)),  # midnight, to which no day's first moment is later
        builders.NOW + timedelta(days=500),
        datetime.max.replace(microsecond=0, tzinfo=UTC),  # RFC 5280, 4.1.2.5: without an end
    ],
)
def test_ends_at_the_edge_of_a_day_and_far_away(ends: datetime) -> None:
    """What a verdict names is a hint where to look: a wrong one changes nothing."""
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(builders.certificate(not_after=ends)),)))
    (now,) = judge(facts, [get("cert.expiry")], load())
    far = SEEN + timedelta(days=401)
    day = day_of(min(ends - timedelta(days=30), moment_on(far, builders.NOW)))
    assert days_of(facts, now, "default") == (day, day)


def test_few_days_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those about what the verdict names, rather than the days of a year by halves."""
    facts = builders.facts()
    (now,) = judge(facts, [get("cert.expiry")], load())
    judged: list[datetime] = []

    def counted(facts: Facts, checks: list[Check], profile: Profile, at: datetime) -> tuple[Verdict, ...]:
        judged.append(at)
        return judge(facts, checks, profile, at)

    monkeypatch.setattr(dating, "judge", counted)
    assert days_of(facts, now, "default").changes_on == date(2026, 7, 2)
    assert len(judged) <= 3


@pytest.mark.parametrize("lasts", [90, 500])
def test_what_is_not_valid_yet_changes_on_its_first_day(lasts: int) -> None:
    """Though it fails again once it has ended."""
    start = builders.NOW + timedelta(days=3)
    leaf = builders.certificate(not_before=start, not_after=start + timedelta(days=lasts))
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(leaf),)))
    (now,) = judge(facts, [get("cert.expiry")], load())
    assert now.outcome is Outcome.FAIL
    day = SEEN + timedelta(days=4)
    assert days_of(facts, now, "default") == (day, day)
