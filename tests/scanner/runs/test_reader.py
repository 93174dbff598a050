"""scanner.runs.reader: an observation is kept whole, and the newest verdict of each check is what counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from checks.facts import Target
from checks.model import Outcome, Reason, Severity, Text, Verdict
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.runs.reader import ScanReader
from scanner.runs.tables import RunRow
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders

pytestmark = pytest.mark.both_databases

KEY = (builders.HOST, 443, 80)
OTHER = ("other.test", 443, 80)
QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)


def verdict(check: str, outcome: Outcome = Outcome.PASS) -> Verdict:
    """A verdict with evidence that must survive."""
    summary = Text(vi="Đạt", en="Met")
    return Verdict(
        check=check, outcome=outcome, severity=Severity.LOW, summary=summary, evidence={"a": ["=1", 2]}
    )


def observation(run: int, *verdicts: Verdict, at: datetime = builders.NOW) -> Observation:
    """What a run saw of the builders' host."""
    facts = builders.facts(target=Target(host=builders.HOST, observed_at=at))
    return Observation(
        run=run,
        target=facts.target,
        facts=facts,
        verdicts=verdicts,
        connections={"tls": 12},
        started_at=at,
        finished_at=at,
    )


def test_a_recorded_observation_comes_back(database: Engine) -> None:
    """Verdicts, evidence, connections and times survive; facts stay in the database."""
    reader, writer = ScanReader(database), ScanWriter(database)
    run = writer.start(RunSettings(), "capdo", [KEY])
    seen = observation(run, verdict("tls.protocols"))
    writer.record(seen)
    (found,) = reader.observations(run)
    assert found == seen.model_copy(update={"facts": None})


def test_facts_are_stored_as_they_were(database: Engine) -> None:
    """The facts can be judged again: they come back equal."""
    reader, writer = ScanReader(database), ScanWriter(database)
    run = writer.start(RunSettings(), "capdo", [KEY])
    writer.record(observation(run))
    ((key, facts),) = reader.facts(run)
    assert key == KEY
    assert facts == builders.facts()


def test_the_newest_picture_of_an_endpoint_is_found(database: Engine) -> None:
    """By the end of a day; of looks that kept none, and of other endpoints, there is none."""
    reader, writer = ScanReader(database), ScanWriter(database)
    for days, picture in enumerate((builders.POINT, builders.POINT, "")):
        at = builders.NOW + timedelta(days=days)
        browser = builders.browser(picture=picture, title=f"{days}")
        seen = observation(writer.start(RunSettings(), "capdo", [KEY]), at=at)
        assert seen.facts is not None
        facts = seen.facts.model_copy(update={"browser": browser})
        writer.record(seen.model_copy(update={"facts": facts}))
    first = builders.NOW.date()
    found = {day: list(reader.pictures([KEY, OTHER], first + timedelta(days=day))) for day in (-1, 0, 1, 5)}
    titles = {day: [(key, shown.title) for key, shown in pictures] for day, pictures in found.items()}
    assert titles == {-1: [], 0: [(KEY, "0")], 1: [(KEY, "1")], 5: [(KEY, "1")]}


def test_pending_shrinks_with_each_record(database: Engine) -> None:
    """What was recorded is not to be looked at again; the rest still is."""
    reader, writer = ScanReader(database), ScanWriter(database)
    run = writer.start(RunSettings(only=("tls",)), "capdo", [KEY, OTHER])
    assert reader.pending(run) == {KEY, OTHER}
    writer.record(observation(run))
    assert reader.pending(run) == {OTHER}
    assert (reader.run(run).done, reader.run(run).endpoints) == (1, 2)
    assert reader.run(run).settings.only == ("tls",)


def test_a_run_of_one_family_hides_nothing_of_the_others(database: Engine) -> None:
    """The newest verdict of each check counts, not the newest run."""
    reader, writer = ScanReader(database), ScanWriter(database)
    first, second = (writer.start(RunSettings(), "capdo", [KEY]) for _ in range(2))
    writer.record(observation(first, verdict("tls.protocols"), verdict("web.hsts", Outcome.FAIL)))
    later = builders.NOW + timedelta(days=1)
    writer.record(observation(second, verdict("tls.protocols", Outcome.FAIL), at=later))
    (found,) = reader.standing(date(2026, 6, 30))
    assert {one.check: one.outcome for one in found.verdicts} == {"tls.protocols": "fail", "web.hsts": "fail"}
    assert found.finished_at == later


@pytest.mark.parametrize("outcome", list(Outcome))
def test_in_brief_only_what_passes_comes_without_words(database: Engine, outcome: Outcome) -> None:
    """Nothing else of a verdict changes, and a verdict read from its row equals the one that was recorded."""
    reader, writer = ScanReader(database), ScanWriter(database)
    made = verdict("tls.protocols", outcome)
    writer.record(observation(writer.start(RunSettings(), "capdo", [KEY]), made))
    (whole,), (brief,) = reader.standing(date(2026, 6, 30)), reader.standing(date(2026, 6, 30), brief=True)
    assert whole.verdicts == (made,)
    quiet = outcome in QUIET
    wordless = made.model_copy(update={"summary": Text(vi="", en=""), "evidence": {}})
    assert brief.verdicts == (wordless if quiet else made,)
    assert brief.model_copy(update={"verdicts": whole.verdicts}) == whole


@pytest.mark.parametrize("check", ["tls.protocols", "cert.expiry"])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_is_no_finding_may_come_without_words(database: Engine, outcome: Outcome, check: str) -> None:
    """Where one check's evidence is all that is asked for, findings keep their words; no more changes."""
    reader, writer = ScanReader(database), ScanWriter(database)
    why = {"reason": Reason.TIMEOUT if outcome is Outcome.NOT_TESTED else None}
    made, asked = (verdict(told, outcome).model_copy(update=why) for told in (check, "ipv6.operational"))
    for days in range(2):
        run = writer.start(RunSettings(), "capdo", [KEY])
        writer.record(observation(run, made, asked, at=builders.NOW + timedelta(days=days)))
    whole = reader.standing(date(2026, 6, 30))[0]
    (counted,) = reader.standing(date(2026, 6, 30), evidence_of={asked.check})
    nothing = {"summary": Text(vi="", en=""), "evidence": {}}
    expected = {
        made.check: made.model_copy(update={"evidence": {}} if made.is_finding else nothing),
        asked.check: asked.model_copy(update=nothing if outcome in QUIET else {}),
    }
    assert {one.check: one for one in counted.verdicts} == expected
    assert counted.model_copy(update={"verdicts": whole.verdicts}) == whole


def test_as_of_leaves_out_what_came_later(database: Engine) -> None:
    """A report of a day knows nothing of the next."""
    reader, writer = ScanReader(database), ScanWriter(database)
    run = writer.start(RunSettings(), "capdo", [KEY])
    writer.record(observation(run, verdict("tls.protocols")))
    day = builders.NOW.date()
    assert reader.standing(day - timedelta(days=1)) == ()
    assert len(reader.standing(day)) == 1


def test_an_unknown_run_is_one_clear_error(database: Engine) -> None:
    """A number that no run has is told apart from a run that saw nothing."""
    with pytest.raises(ScannerError, match="no run 7"):
        ScanReader(database).run(7)


def test_one_run_is_read_without_the_others(database: Engine) -> None:
    """What another run's row holds does not matter, nor how many there are."""
    writer = ScanWriter(database)
    broken, asked = (writer.start(RunSettings(), "capdo", [KEY, OTHER]) for _ in range(2))
    with database.begin() as connection:
        connection.execute(update(RunRow).where(RunRow.id == broken).values({RunRow.settings: "no JSON"}))
    found = ScanReader(database).run(asked)
    assert (found.id, found.done, found.endpoints) == (asked, 0, 2)


def test_a_day_ends_at_midnight_in_viet_nam(database: Engine) -> None:
    """What was seen after 17:00 UTC belongs to the next day there, as every other date of a report."""
    reader, writer = ScanReader(database), ScanWriter(database)
    run = writer.start(RunSettings(), "capdo", [KEY])
    evening = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
    writer.record(observation(run, verdict("tls.protocols"), at=evening))
    assert reader.standing(date(2026, 6, 1)) == ()
    assert len(reader.standing(date(2026, 6, 2))) == 1
