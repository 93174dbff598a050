"""A database that an earlier capdo made opens and tells what it told then."""

import json
from pathlib import Path

import pytest
from pydantic import JsonValue
from sqlalchemy import Engine, select

from checks.facts import Facts
from inventory.approvals.log import ApprovalLog
from inventory.database.schema import newest
from inventory.database.transactions import reading, writing
from scanner.runs.reader import ScanReader
from scanner.runs.standing.recording import rebuild_all
from scanner.runs.standing.tables import StandingRow
from tests.compatibility.conftest import OnIt
from tests.compatibility.stored import DATA, DAY, HEAD, missing, told

# Of the report: what is counted and found. Its texts and the catalogue of checks may grow.
FIGURES = ("headline", "targets", "work", "agencies", "causes", "problems", "ipv6", "contradicted", "waivers")
LOOKS = ("coverage", "systems", "endpoints", "shared_hosts", "not_tested")
KINDS = {"dns", "reach", "tls", "http", "ports", "absent", "not_tested"}


def test_it_opens_at_the_schema_of_today(database: Engine) -> None:
    """Whatever migrations came since then have run."""
    with reading(database) as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == newest()


def test_the_log_verifies_up_to_the_hash_noted_then(database: Engine) -> None:
    """All 173 events are chained as they were, and the last hash is the one that was told."""
    found = ApprovalLog(database).verify(known_hash=HEAD)
    assert (found.events, found.head, found.fault) == (173, HEAD, None)


def test_it_holds_events_of_every_kind_known_then(database: Engine) -> None:
    """The file is worth its name: corrections and documents are among them."""
    events = ApprovalLog(database).events()
    assert len({event.kind for event in events}) == 15
    assert len([event for event in events if event.corrects]) == 3
    assert {event.file for event in events if event.file} == {"quyet-dinh-12.txt", "mat/ban-tham-dinh.pdf"}


def test_its_documents_are_found(on_it: OnIt) -> None:
    """The one kept beside it is the one recorded; the other is missing, which is no change."""
    ended = on_it("approval", "verify", "--files", str(DATA), "--lang", "en")
    assert ended.status == 0, ended.output
    assert HEAD in ended.output


def test_the_inventory_reads_as_it_was_exported(on_it: OnIt, tmp_path: Path) -> None:
    """Organizations with their mergers, systems, endpoints, permissions and events."""
    file = tmp_path / "now.json"
    assert on_it("inventory", "export", "--output", str(file)).status == 0
    assert missing(told("inventory.json.xz"), json.loads(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("targets", "--plan", "brvt-2023", "--as-of", "2023-05-31"), "targets-2023-05-31.json"),
        (("targets", "--plan", "brvt-2023", "--as-of", DAY), f"targets-{DAY}.json"),
        (("waiver", "list", "--as-of", DAY), "waivers.json"),
        (("approval", "status", "--as-of", DAY), "status.json.xz"),
        (("approval", "history", "DL-MO"), "history-DL-MO.json"),
    ],
)
def test_each_command_tells_what_it_told(on_it: OnIt, command: tuple[str, ...], file: str) -> None:
    """Nothing that was told is told otherwise; it may tell more."""
    ended = on_it(*command, "--format", "json")
    assert ended.status == 0, ended.errors
    assert missing(_figured(told(file)), json.loads(ended.output)) == []


def test_it_names_no_plan_yet(on_it: OnIt, tmp_path: Path) -> None:
    """The plan of one province was everybody's: reports now ask for one, until it is set."""
    for command in (("targets",), ("report", "json", "--output", str(tmp_path / "r.json"))):
        asked = on_it(*command)
        assert asked.is_one_clear_line(), asked
        assert "capdo settings set plan" in asked.errors
    assert on_it("settings", "set", "plan", "brvt-2023").status == 0
    assert on_it("targets", "--as-of", DAY).status == 0


def test_the_report_has_the_same_figures(on_it: OnIt, tmp_path: Path) -> None:
    """Targets, findings, IPv6, contradictions, waivers, and each endpoint's verdicts."""
    file = tmp_path / "report.json"
    assert on_it("report", "json", "--plan", "brvt-2023", "--as-of", DAY, "--output", str(file)).status == 0
    before, now = told("report.json.xz"), json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(before, dict)
    assert missing({key: before[key] for key in FIGURES + LOOKS}, now) == []


def test_a_run_shows_what_it_showed(on_it: OnIt) -> None:
    """One line an endpoint, with the findings and connections of then, however the table is drawn."""
    lines = [line.split() for line in on_it("scan", "show", "1", "--lang", "en").output.splitlines()]
    then = (DATA / "scan-1.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.replace("│", " ").split() for line in then if line.startswith("│")]
    assert len(rows) == 5
    assert [row for row in rows if row not in lines] == []


def test_the_unfinished_run_can_be_resumed(database: Engine) -> None:
    """Its settings read, and four of its five endpoints wait."""
    reader = ScanReader(database)
    assert [(run.id, run.done, run.endpoints) for run in reader.runs()] == [(2, 1, 5), (1, 5, 5)]
    assert reader.run(2).settings.only == ("tls", "cert")
    assert len(reader.pending(2)) == 4


def test_observations_and_their_facts_read(database: Engine) -> None:
    """Those of both runs: 44 verdicts an endpoint, 26 where two families were asked for."""
    reader = ScanReader(database)
    for run, endpoints, verdicts in ((1, 5, 44), (2, 1, 26)):
        assert [len(seen.verdicts) for seen in reader.observations(run)] == [verdicts] * endpoints
        assert [facts.version for _, facts in reader.facts(run)] == [1] * endpoints


def test_stored_facts_of_each_kind_parse() -> None:
    """Whatever was observed then is told as it was; fields that came since have their defaults."""
    documents = told("facts.json.xz")
    assert isinstance(documents, list)
    assert {kind for document in documents for kind in _kinds(document)} == KINDS
    for document in documents:
        assert missing(document, Facts.model_validate(document).model_dump(mode="json")) == []


def _kinds(document: JsonValue) -> set[JsonValue]:
    assert isinstance(document, dict)
    return {part["kind"] for part in document.values() if isinstance(part, dict) and "kind" in part}


def test_what_stands_is_filled_in_from_what_was_observed(database: Engine) -> None:
    """By the migration, just as recording everything now would have it."""
    columns = [column for column in StandingRow.__table__.c if column.key != "id"]
    filled = select(*columns)
    with writing(database) as connection:
        migrated = set(connection.execute(filled).all())
        rebuild_all(connection)
        assert set(connection.execute(filled).all()) == migrated
    assert len(migrated) >= 5 * 44


def _figured(document: JsonValue) -> JsonValue:
    """Rows of targets without the figures of what nobody had tested, of which none are told any more."""
    if not isinstance(document, list):
        return document
    return [_without_figures(row) if isinstance(row, dict) and _is_untested(row) else row for row in document]


def _is_untested(row: dict[str, JsonValue]) -> bool:
    return bool(row.get("not_tested")) and row.get("not_tested") == row.get("denominator")


def _without_figures(row: dict[str, JsonValue]) -> JsonValue:
    return {key: value for key, value in row.items() if key not in {"percent", "missing", "next_up"}}
