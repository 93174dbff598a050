"""The last clean look: found in the record of looks, and held beside the next walk through a real server."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue
from sqlalchemy import Engine

from checks.facts import Absent, EarlierFacts, Facts, NotTested, SiteFacts
from checks.model import Outcome, Reason, Verdict
from checks.profile import load
from checks.registry import all_checks
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from inventory.settings.vantage import INTERNET
from scanner.engine import ready_engine
from scanner.keeping.thinning import thin
from scanner.observation import Observation
from scanner.planning.known_host import earlier_looks
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import ProbeSettings
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.runs.regrading import regrade
from scanner.runs.writer import ScanWriter
from scanner.scans.last_clean_look import NEVER, LastCleanLook
from scanner.settings import RunSettings
from tests.checks import builders
from tests.checks.content.sites import START, on_day, start
from tests.scanner.probes.listening import closed_port
from tests.scanner.probes.nginx import nginx
from tests.scanner.runs.standing.looking import WAN, verdict

KEY = ("xa.example.test", 443, 80)
FAMILY = [check.id for check in all_checks().values() if check.family == "content"]
PASS, INFO, FAIL, WARN, LOST = Outcome.PASS, Outcome.INFO, Outcome.FAIL, Outcome.WARN, Outcome.NOT_TESTED


def look(
    database: Engine,
    day: int,
    told: Mapping[str, Outcome] = {},
    *,
    vantage: str = INTERNET,
    facts: Facts | None = None,
) -> int:
    """Record a look of a run of its own, at which the content was told so; the run."""
    seen = facts or on_day(day, start(f'<a href="https://ngay{day}.test/">Ngày {day}</a>'))
    outcomes = {**dict.fromkeys(FAMILY, PASS), **{f"content.{name}": told[name] for name in told}}
    writer, at = ScanWriter(database), seen.target.observed_at
    run = writer.start(RunSettings(vantage=vantage), "capdo", [KEY])
    verdicts = tuple(verdict(check, outcome) for check, outcome in outcomes.items())
    writer.record(
        Observation(
            run=run,
            target=seen.target,
            facts=seen,
            verdicts=verdicts,
            connections={},
            started_at=at,
            finished_at=at,
        )
    )
    return run


def day_of(earlier: EarlierFacts | Absent | NotTested) -> int:
    """On which day the look was that is compared with."""
    assert isinstance(earlier, EarlierFacts)
    return (earlier.observed_at - builders.NOW).days


@pytest.mark.parametrize(
    ("told", "is_clean"),
    [
        ({}, True),
        ({"spam_links": INFO, "defacement": INFO}, True),
        ({"cloaking": LOST}, True),
        ({"spam_links": FAIL}, False),
        ({"defacement": WARN}, False),
        ({"cloaking": FAIL}, False),
        ({"redirect_hijack": FAIL}, False),
        ({"spam_links": LOST}, False),
        ({"defacement": LOST}, False),
    ],
)
def test_clean_is_a_look_that_could_compare_and_found_nothing(
    database: Engine, told: dict[str, Outcome], *, is_clean: bool
) -> None:
    """Of the whole family; that the crawler was refused costs nothing."""
    look(database, 0)
    look(database, 1, told)
    assert day_of(LastCleanLook(database, INTERNET)(KEY)) == int(is_clean)


def test_each_endpoint_vantage_and_run_has_its_own(database: Engine) -> None:
    """What nobody looked at, what another vantage saw, what the same run saw a moment ago."""
    assert LastCleanLook(database, INTERNET)(KEY) == NEVER
    look(database, 0, vantage=WAN)
    run = look(database, 1)
    assert day_of(LastCleanLook(database, WAN)(KEY)) == 0
    assert day_of(LastCleanLook(database, INTERNET)(KEY)) == 1
    assert LastCleanLook(database, INTERNET, run)(KEY) == NEVER
    assert LastCleanLook(database, INTERNET)(("xa.example.test", 8443, 80)) == NEVER


def test_where_facts_were_thinned_a_later_look_tells_what_it_was_told(database: Engine) -> None:
    """A site that was tampered with for a year: the clean look's facts are gone, its memory is not."""
    clean = on_day(0, start('<a href="https://cu.test/">Cũ</a>'))
    look(database, 0, facts=clean)
    look(database, 1)
    beside = LastCleanLook(database, INTERNET)(KEY)
    for day in (2, 40, 80, 400):
        tampered = on_day(day, start()).model_copy(update={"earlier": beside})
        look(database, day, {"spam_links": FAIL}, facts=tampered)
    assert sum(one.looks for one in thin(database, 1, lambda: builders.NOW + timedelta(days=401)))
    assert LastCleanLook(database, INTERNET)(KEY) == beside
    assert day_of(beside) == 1


def test_a_database_that_cannot_be_read_costs_the_comparison_alone(database: Engine) -> None:
    """The walk is judged without."""
    with database.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE observations RENAME TO gone")
    told = LastCleanLook(database, INTERNET)(KEY)
    assert isinstance(told, NotTested)
    assert told.reason is Reason.UNREADABLE


SOLD = '<p style="position:absolute;left:-9999px"><a href="https://vuonlan.test/88.html">xem thêm</a></p>'
PARTNER = '<a href="https://doitac.test/">Đối tác</a>'
SETTINGS = RunSettings(only=("content",), second_look=None)


@dataclass
class Portal:
    """A site on nginx, whose start page changes. ``key``: its endpoint."""

    page: Path
    http_port: int
    https_port: int
    database: Engine

    @property
    def key(self) -> tuple[str, int, int]:
        """The endpoint."""
        return ("127.0.0.1", self.https_port, self.http_port)

    def scanned(self, more: str) -> tuple[dict[str, Verdict], Facts]:
        """What a run tells of the page with something more in it."""
        self.page.write_text(f'<meta charset="utf-8">{START}{more}', encoding="utf-8")
        run = running.start(self.database, SETTINGS)
        seen: list[Observation] = []
        assert running.carry_out(self.database, run, seen.append) is None
        ((_, facts),) = ScanReader(self.database).facts(run.number)
        return {one.check: one for one in seen[0].verdicts}, facts


@pytest.fixture
def portal(tmp_path: Path, database: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """The server, and a database that permits to look at it, which is not the default one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAPDO_DATABASE_URL", raising=False)
    (root := tmp_path / "root").mkdir()
    directive = f"location ~ ^/ {{ root {root}; index index.html; }}"
    with closed_port() as closed, nginx(tmp_path, protocol=directive) as port:
        system = System(
            code="X",
            name="Cổng",
            owner="O",
            in_operation_since=date(2020, 1, 1),
            endpoints=(Endpoint(host="127.0.0.1", https_port=closed, http_port=port),),
            permission=ScanPermission(families=("content",)),
        )
        owner = Organization(code="O", name="O")
        InventoryStore(database).apply(Inventory(organizations=(owner,), systems=(system,)))
        yield Portal(root / "index.html", port, closed, database)


def shown(told: Verdict, key: str) -> list[dict[str, JsonValue]]:
    """A list of the evidence."""
    found = told.evidence[key]
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, dict)]


def test_injected_links_are_told_apart_until_they_are_gone(portal: Portal) -> None:
    """Clean, tampered with twice, clean: each look is held beside the last clean one, no tampered one."""
    first, facts = portal.scanned("")
    assert {one.outcome for one in first.values()} == {PASS}
    assert facts.earlier == NEVER
    clean_at = facts.target.observed_at.isoformat()
    for more in (SOLD, SOLD + PARTNER):
        told, facts = portal.scanned(more)
        spam = told["content.spam_links"]
        assert spam.outcome is FAIL
        assert shown(spam, "found")[0]["earlier"] == {"first_seen_after": clean_at}
        assert spam.evidence["earlier"] == {"compared_with": clean_at}
    requests = facts.site.requests if isinstance(facts.site, SiteFacts) else 0
    cleaned, facts = portal.scanned(PARTNER)
    assert cleaned["content.spam_links"].outcome is INFO
    assert shown(cleaned["content.spam_links"], "new_domains")[0]["link"] == "https://doitac.test/"
    assert isinstance(facts.site, SiteFacts)
    assert facts.site.requests == requests  # to remember costs no request
    assert not any(sum(changed.values()) for changed in regrade(portal.database))
    assert audited(portal, portal.database.url.render_as_string(hide_password=False)) == INFO
    assert audited(portal, None) == PASS


def audited(portal: Portal, database: str | None) -> Outcome:
    """What an audit says of the links, with a record of looks at hand or without."""
    host, https_port, http_port = portal.key
    planned = PlannedEndpoint(
        host=host, https_port=https_port, http_port=http_port, permit=audit_permit(authorized=False)
    )

    async def looking() -> Observation:
        checks = select_checks(load(), ("content",))
        async with ready_engine(ProbeSettings(), checks, load()) as engine:
            return await replace(engine, recall=recall).look(planned)

    with earlier_looks(database) as recall:
        seen = asyncio.run(looking())
    (told,) = (one for one in seen.verdicts if one.check == "content.spam_links")
    assert ("not compared" in told.summary.en) == (database is None)
    return told.outcome
