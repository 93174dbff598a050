"""``capdo report oscal``: documents that NIST's models take, in which nothing untested is a failure."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from trestle.oscal.assessment_results import Model as ResultsModel
from trestle.oscal.poam import Model as PoamModel
from typer.testing import CliRunner

from checks.model import Outcome, Reason, Severity, Verdict
from inventory.clock import Clock
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, System
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import RequirementState, SelfAssessment
from inventory.requirements.shipped import shipped
from reports.commands import report_app
from reports.errors import ReportError
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.inventory.requirements.saying import said
from tests.reports import hostile, sample

TLS, LOGIN, POLICY = "7.2.3.4", "7.2.3.1", "7.1.1.1"
HOST = "a.brvt.test"
MET, PARTLY, PLANNED, NOT_MET, NONE = RequirementState
OLD = sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH)
UNSEEN = sample.not_tested("tls.protocols", Reason.TIMEOUT)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    """One empty database."""
    engine = open_database(f"sqlite:///{tmp_path / 'capdo.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def estate(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Systems of level 3 with an endpoint, of level 2 without one, and of no known level."""
    systems = (
        System(code="HTTT", name="Cổng", owner="UBND", proposed_level=3, endpoints=(Endpoint(host=HOST),)),
        System(code="HAI", name="Hai", owner="SO", proposed_level=2),
        System(code="KHONG", name="Không rõ", owner="SO"),
    )
    bodies = (Organization(code="UBND", name="Ủy ban"), Organization(code="SO", name="Sở"))
    InventoryStore(database).apply(Inventory(organizations=bodies, systems=systems))
    monkeypatch.setenv("CAPDO_DATABASE_URL", database.url.render_as_string())
    return database


def look(engine: Engine, *verdicts: Verdict) -> None:
    """One run over the endpoint."""
    writer = ScanWriter(engine)
    run = writer.start(RunSettings(), "capdo test", [(HOST, 443, 80)])
    seen = sample.observation(HOST, *verdicts)
    writer.record(seen.model_copy(update={"run": run, "facts": builders.facts(target=seen.target)}))


def tell(engine: Engine, *told: SelfAssessment) -> None:
    """Record answers."""
    SelfAssessmentLog(engine, actor="an").append_all(told)


def written(folder: Path, *options: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Both documents, each taken by the models of compliance-trestle."""
    files = folder / "ar.json", folder / "poam.json"
    asked = ["oscal", "--output", str(files[0]), "--poam", str(files[1]), *options]
    result = CliRunner().invoke(report_app, asked, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    results = json.loads(files[0].read_text())
    ResultsModel.model_validate(results)
    if not files[1].exists():
        return results["assessment-results"], None
    plan = json.loads(files[1].read_text())
    PoamModel.model_validate(plan)
    return results["assessment-results"], plan["plan-of-action-and-milestones"]


def findings(results: dict[str, Any], system: str = "HTTT") -> dict[str, str]:
    """The status of each requirement of a system by its code."""
    (result,) = [one for one in results["results"] if one["title"].startswith(f"{system} – ")]
    return {
        one["target"]["target-id"].removeprefix("tcvn-11930_"): one["target"]["status"]["state"]
        for one in result.get("findings", ())
    }


def of(told: dict[str, Any], name: str) -> str | None:
    """A property's value."""
    return next((one["value"] for one in told.get("props", ()) if one["name"] == name), None)


def uuids(content: object) -> Iterator[str]:
    """What is given an identifier, in a whole document."""
    if isinstance(content, dict):
        if "uuid" in content:
            yield content["uuid"]
        content = list(content.values())
    if isinstance(content, list):
        for one in content:
            yield from uuids(one)


def referred(content: object) -> Iterator[str]:
    """What is referred to by an identifier."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name.endswith("-uuid") and isinstance(value, str):
                yield value
            elif name == "party-uuids":
                yield from value
            elif name == "href" and str(value).startswith("#"):
                yield value.removeprefix("#")
        content = list(content.values())
    if isinstance(content, list):
        for one in content:
            yield from referred(one)


@pytest.mark.parametrize(
    ("verdict", "state", "expected"),
    [
        (None, MET, "satisfied"),
        (sample.verdict("tls.protocols"), MET, "satisfied"),
        (UNSEEN, MET, "satisfied"),
        (OLD, MET, "not-satisfied"),
        (OLD, None, "not-satisfied"),
        (OLD, NOT_MET, "not-satisfied"),
        (OLD.model_copy(update={"severity": Severity.LOW}), MET, "satisfied"),
        (sample.verdict("tls.protocols"), PARTLY, "not-satisfied"),
        (None, PLANNED, "not-satisfied"),
        (sample.verdict("tls.protocols"), None, None),
        (UNSEEN, None, None),
        (None, None, None),
        (OLD, NONE, None),
    ],
)
def test_what_makes_a_finding(
    estate: Engine,
    tmp_path: Path,
    verdict: Verdict | None,
    state: RequirementState | None,
    expected: str | None,
) -> None:
    """A unit's word, or a scan against it; a pass proves nothing, and what was not tested fails nothing."""
    if verdict is not None:
        look(estate, verdict)
    if state is not None:
        tell(estate, said(TLS, state, plan="Thay thiết bị", reason="không có kết nối"))
    results, _ = written(tmp_path)
    assert findings(results).get(TLS) == expected


def test_what_was_not_tested_is_an_observation_that_says_why(estate: Engine, tmp_path: Path) -> None:
    """And no finding, no risk and no item names it."""
    look(estate, UNSEEN)
    results, plan = written(tmp_path)
    (observed,) = results["results"][1]["observations"]
    assert (of(observed, "outcome"), of(observed, "reason")) == ("not_tested", "timeout")
    assert observed["remarks"]
    assert plan is None


def test_what_does_not_apply_is_told_and_left_out_of_what_is_reviewed(estate: Engine, tmp_path: Path) -> None:
    """With its reason; it is neither satisfied nor not."""
    tell(estate, said(TLS, NONE, reason="không kết nối mạng"))
    results, _ = written(tmp_path)
    result = results["results"][1]
    (selection,) = result["reviewed-controls"]["control-selections"]
    assert selection["exclude-controls"] == [{"control-id": "tcvn-11930_7.2.3.4"}]
    (observed,) = result["observations"]
    assert "không kết nối mạng" in observed["description"]
    assert findings(results) == {}


def test_evidence_is_referred_to_with_its_hash(estate: Engine, tmp_path: Path) -> None:
    """And the person who answers is a party."""
    tell(estate, said(TLS, MET, file="bằng chứng/a b.pdf", file_sha256="0" * 64, person="Nguyễn Văn An"))
    results, _ = written(tmp_path)
    (file,) = [one for one in results["back-matter"]["resources"] if "rlinks" in one]
    assert file["rlinks"] == [
        {
            "href": "b%E1%BA%B1ng%20ch%E1%BB%A9ng/a%20b.pdf",
            "hashes": [{"algorithm": "SHA-256", "value": "0" * 64}],
        }
    ]
    assert "Nguyễn Văn An" in [party["name"] for party in results["metadata"]["parties"]]


def test_the_plan_has_deadlines_and_persons(estate: Engine, tmp_path: Path) -> None:
    """Of requirements not met yet, by whom and when; of open findings that fail."""
    look(estate, OLD, sample.verdict("web.csp", Outcome.WARN))
    due = date(2027, 6, 30)
    tell(
        estate, said(POLICY, PLANNED, due=due, person="Trần Thị Bình"), said(LOGIN, NOT_MET), said("7.1.1.2")
    )
    _, plan = written(tmp_path)
    assert plan is not None
    titles = {one["title"].split(" – ")[0]: one for one in plan["poam-items"]}
    assert [title.split(":")[1].split()[0] for title in titles] == [POLICY, LOGIN, "tls.protocols"]
    risks = {one["title"].split(" – ")[0]: one for one in plan["risks"]}
    planned = next(risk for title, risk in risks.items() if POLICY in title)
    assert (planned["status"], planned["deadline"][:10]) == ("remediating", "2027-06-30")
    ((task,),) = [one["tasks"] for one in planned["remediations"]]
    assert task["timing"]["on-date"]["date"][:10] == "2027-06-30"
    (named,) = [one["uuid"] for one in plan["metadata"]["parties"] if one["name"] == "Trần Thị Bình"]
    assert task["responsible-roles"] == [{"role-id": "responsible", "party-uuids": [named]}]


def test_nothing_open_needs_no_plan(estate: Engine, tmp_path: Path) -> None:
    """OSCAL knows no plan without an item; the command says so."""
    tell(estate, said())
    result = CliRunner().invoke(report_app, ["oscal", "--poam", str(tmp_path / "p.json")])
    assert (result.exit_code, (tmp_path / "p.json").exists()) == (0, False)
    assert "không ghi" in result.stderr


def test_identifiers_are_unique_stay_the_same_and_lead_somewhere(
    estate: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same database on the same day gives the same documents; every reference is answered within one."""
    look(estate, OLD, UNSEEN.model_copy(update={"check": "cert.key"}))
    tell(
        estate, said(TLS, MET, file="a.pdf"), said(LOGIN, PARTLY, person="An"), said("6.1.1.1", system="HAI")
    )
    first, plan = written(tmp_path)
    assert plan is not None
    for told in (first, plan):
        given = list(uuids(told))
        assert len(set(given)) == len(given)
        assert set(referred(told)) <= set(given)
    later = sample.NOW + timedelta(days=3650)
    clock: Clock = lambda: later  # noqa: E731 - a clock
    monkeypatch.setattr("reports.oscal.commands.now", clock)
    day = first["metadata"]["version"]
    second, again = written(tmp_path, "--as-of", day)
    assert again is not None
    assert list(uuids(second)) == list(uuids(first))
    assert list(uuids(again)) == list(uuids(plan))


def test_it_is_as_of_a_day(estate: Engine, tmp_path: Path) -> None:
    """What was said or seen later is not told."""
    tell(estate, said(TLS, NOT_MET, on=date(2026, 2, 1)), said(TLS, MET, on=date(2026, 3, 1)))
    results, _ = written(tmp_path, "--as-of", "2026-02-15")
    assert findings(results) == {TLS: "not-satisfied"}
    assert findings(written(tmp_path)[0]) == {TLS: "satisfied"}


@pytest.mark.usefixtures("estate")
def test_one_body_has_its_own_systems(tmp_path: Path) -> None:
    """And of a system without a level it is told that nothing was assessed."""
    results, _ = written(tmp_path, "--organization", "SO", "--lang", "en")
    assert [one["title"] for one in results["results"]] == ["HAI – Hai"]
    assert "level is not known: KHONG" in results["metadata"]["remarks"]


def test_hostile_text_is_taken_as_text(estate: Engine, tmp_path: Path) -> None:
    """Line breaks, markup and directions in what servers and people say break no document."""
    look(estate, OLD.model_copy(update={"evidence": {"banner": list(map(str, hostile.PAYLOADS))}}))
    typed = [payload.replace("\x00", "") for payload in map(str, hostile.PAYLOADS)]
    codes = [requirement.code for requirement in shipped().at(3)]
    tell(
        estate, *(said(code, NOT_MET, plan=text, note=text) for code, text in zip(codes, typed, strict=False))
    )
    written(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a file"),
        (("--output", "x.json", "--as-of", "2999-01-01"), "is in the future"),
        (("--output", "x.json", "--organization", "X"), "there is no organization 'X'"),
        (("--output", "."), ""),
    ],
)
@pytest.mark.usefixtures("estate")
def test_wrong_input_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    result = CliRunner().invoke(report_app, ["oscal", *arguments])
    assert isinstance(result.exception, ReportError | InventoryError), result.output
    assert message in str(result.exception)
    assert set(tmp_path.iterdir()) == before


def test_without_any_level_there_is_nothing_to_assess(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OSCAL knows no results without one."""
    monkeypatch.setenv("CAPDO_DATABASE_URL", database.url.render_as_string())
    result = CliRunner().invoke(report_app, ["oscal", "--output", "/dev/null"])
    assert "no system has a level" in str(result.exception)


@pytest.mark.usefixtures("estate")
def test_older_tools_are_told_their_version(tmp_path: Path) -> None:
    """The content is the same; trestle takes only the newest number."""
    file = tmp_path / "x.json"
    CliRunner().invoke(report_app, ["oscal", "--output", str(file), "--oscal-version", "1.1.3"])
    told = json.loads(file.read_text())
    assert told["assessment-results"]["metadata"]["oscal-version"] == "1.1.3"
    told["assessment-results"]["metadata"]["oscal-version"] = "1.2.1"
    ResultsModel.model_validate(told)
