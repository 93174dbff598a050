"""scanner.runs.second_look, merging: a passing cause passes, a lasting one says so, nothing is lost."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from time import monotonic as time_passed
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine as Database

from checks.facts import BrowserFacts, Facts, NotTested, Part, ProtocolVersion, Unseen
from checks.facts.bundle import FIELDS, NO_BROWSER
from checks.judging import judge, refuse
from checks.model import Outcome, Reason, Verdict
from checks.profile import load
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, ScanPermission, System
from scanner.engine import Engine
from scanner.lab.model import Lab
from scanner.limits import Budget
from scanner.observation import Observation
from scanner.planning.permission import Permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import Memory, ProbeSettings
from scanner.probes.workers.pool import WorkerPool
from scanner.runs import running
from scanner.runs.merging import merged
from scanner.runs.reader import ScanReader
from scanner.runs.second_look import look_again, unsettled
from tests.checks import builders
from tests.scanner.runs.test_running import SILENT, estate, settings

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
CHECKS = select_checks(load(), ("tls", "web", "cert"))
SILENCE = NotTested(reason=Reason.TIMEOUT, detail="no answer")
CUT = Unseen(part=Part.TLS_SUITES, reason=Reason.BLOCKED, detail="3 suites, then cut")
OTHER = "192.0.2.11"
OLD = builders.tls(protocols=(builders.protocol(ProtocolVersion.TLS_1_0, "TLS_RSA_WITH_RC4_128_SHA"),))
PLANNED = PlannedEndpoint(host=builders.HOST, permit=Permit(families=None, port_scan=False))


@dataclass(frozen=True, kw_only=True)
class ScriptedEngine(Engine):
    """Instead of looking, gives these facts."""

    second: Facts = field(default_factory=builders.facts)
    tried: list[list[str]] = field(default_factory=list)

    async def look(self, planned: PlannedEndpoint) -> Observation:  # noqa: ARG002 - as its base has it
        """What the second look met, two minutes after the first."""
        self.tried.append([check.id for check in self.checks])
        return observation(self.second, NOW + timedelta(minutes=2), connections={"tls": 2})


def engine(second: Facts, now: datetime = NOW) -> ScriptedEngine:
    """An engine whose every look gives these facts."""
    return ScriptedEngine(
        settings=ProbeSettings(),
        checks=CHECKS,
        profile=load(),
        budget=Budget(),
        workers=WorkerPool(1),
        memory=Memory(),
        clock=lambda: now,
        second=second,
    )


def observation(facts: Facts, at: datetime = NOW, **changes: Any) -> Observation:
    """What one look gave."""
    verdicts = judge(facts, CHECKS, load())
    given = {
        "target": facts.target,
        "facts": facts,
        "verdicts": verdicts,
        "connections": {"tls": 3, "dns": 1},
    }
    return Observation.model_validate({**given, "started_at": at, "finished_at": at, **changes})


def again(first: Facts, second: Facts) -> tuple[dict[str, Verdict], Observation | None, list[list[str]]]:
    """The verdicts after both looks, what was recorded, and which checks were tried again."""
    looker, found = engine(second), list[Observation]()
    seen = observation(first)
    asyncio.run(look_again(looker, [(PLANNED, lambda: seen)], 0.0, found.append))
    last = found[0] if found else None
    return {one.check: one for one in (last or seen).verdicts}, last, looker.tried


def test_what_was_settled_is_left_alone() -> None:
    """An endpoint that could be told whole costs no second look."""
    verdicts, last, tried = again(builders.facts(), builders.facts())
    assert (last, tried) == (None, [])
    assert verdicts["tls.protocols"].outcome is Outcome.PASS


def test_a_picture_of_the_first_look_is_kept() -> None:
    """The second has no reason to keep one: only what could not be told is tried again."""
    shown = builders.browser(accessibility=NotTested(reason=Reason.TIMEOUT), title="Đã bị thay đổi")
    later = builders.browser().without_picture()
    facts = merged(builders.facts(browser=shown), builders.facts(browser=later)).browser
    assert isinstance(facts, BrowserFacts)
    assert (facts.picture, facts.title) == (shown.picture, shown.title)
    assert facts.accessibility == later.accessibility
    assert merged(builders.facts(browser=later), builders.facts(browser=shown)).browser == shown
    assert merged(builders.facts(browser=shown), builders.facts(browser=NO_BROWSER)).browser == shown


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.BLOCKED, Reason.RATE_LIMITED, Reason.UNREACHABLE])
def test_a_passing_cause_passes(reason: Reason) -> None:
    """The second look's verdict takes the place of the first's; only the kind concerned is looked at."""
    first = builders.facts(tls=NotTested(reason=reason))
    verdicts, last, (tried,) = again(first, builders.facts(http=SILENCE))
    assert verdicts["tls.protocols"].outcome is Outcome.PASS
    assert verdicts["web.hsts"].outcome is Outcome.PASS
    assert "tls.protocols" in tried
    assert "web.csp" not in tried
    assert last is not None
    assert last.connections == {"tls": 5, "dns": 1}
    assert last.finished_at - last.started_at == timedelta(minutes=2)


def test_a_lasting_cause_says_so() -> None:
    """What two looks could not tell is not tested, twice, so many minutes apart; regrading says the same."""
    first = builders.facts(tls=SILENCE, http=SILENCE)
    verdicts, last, _ = again(first, first)
    assert verdicts["web.hsts"].reason is Reason.TIMEOUT
    assert verdicts["web.hsts"].evidence["looked"] == "twice, 2 min apart"
    assert last is not None
    assert last.facts is not None
    assert judge(last.facts, CHECKS, load()) == last.verdicts


@pytest.mark.parametrize(
    ("lost", "looked"),
    [
        (CUT, True),
        (Unseen(part=Part.TLS_GROUPS, reason=Reason.TOOL_MISSING), False),
        (Unseen(part=Part.ADDRESSES, reason=Reason.NOT_REQUESTED), False),
    ],
)
def test_what_cannot_pass_is_not_asked_again(lost: Unseen, *, looked: bool) -> None:
    """A list that was cut may be whole next time; a group that cannot be computed never is."""
    if lost.part is Part.ADDRESSES:
        facts = builders.facts(unseen=(lost,))
    else:
        facts = builders.facts(tls=builders.tls(unseen=(lost,)))
    assert bool(unsettled(observation(facts), CHECKS)) is looked


def test_a_finding_is_never_given_up() -> None:
    """The first look met RC4 before it was cut; a second look that does not meet it takes nothing back."""
    cut = OLD.model_copy(update={"unseen": (CUT,), "groups": None})
    first = builders.facts(tls=cut, http=SILENCE)
    verdicts, _, _ = again(first, builders.facts())
    assert verdicts["tls.ciphers"].outcome is Outcome.FAIL
    assert verdicts["tls.protocols"].outcome is Outcome.FAIL


def test_without_permission_there_is_no_second_look() -> None:
    """The hours ended in between."""
    system = System(
        code="A",
        name="A",
        owner="O",
        endpoints=(Endpoint(host=builders.HOST),),
        permission=ScanPermission(families=("tls",), hours_from=time(1), hours_to=time(2)),
    )
    planned = replace(PLANNED, systems=(system,))
    looker = engine(builders.facts())
    seen = observation(builders.facts(tls=SILENCE))
    asyncio.run(look_again(looker, [(planned, lambda: seen)], 0.0, _unexpected))
    assert looker.tried == []


@pytest.mark.parametrize("closing", [30, -30])
def test_nobody_waits_for_what_will_not_be_permitted(closing: int) -> None:
    """Neither where the hours have ended, nor where they end before the second look would be due."""
    permitted = replace(PLANNED, permit=Permit(families=None, port_scan=False))
    refused = replace(PLANNED, permit=Permit(families=frozenset(), port_scan=False))
    end = NOW + timedelta(seconds=closing)
    looker = replace(engine(builders.facts()), asking=lambda _, at: permitted if at < end else refused)
    seen = observation(builders.facts(tls=SILENCE))
    begun = time_passed()
    asyncio.run(look_again(looker, [(PLANNED, lambda: seen)], 600.0, _unexpected))
    assert time_passed() - begun < 300
    assert looker.tried == []


def test_a_permission_is_asked_for_before_the_second_look() -> None:
    """One that was withdrawn during the wait holds."""
    permits = iter([Permit(families=None, port_scan=False), Permit(families=frozenset(), port_scan=False)])
    looker = replace(
        engine(builders.facts()), asking=lambda planned, _: replace(planned, permit=next(permits))
    )
    asyncio.run(
        look_again(looker, [(PLANNED, lambda: observation(builders.facts(tls=SILENCE)))], 0.0, _unexpected)
    )
    assert looker.tried == []


def test_what_was_refused_at_the_first_look_stays_refused() -> None:
    """A permission that covers more by now says nothing of what the first look was not to see."""
    first = observation(builders.facts(tls=SILENCE))
    refused = NotTested(reason=Reason.NOT_PERMITTED, detail="then")
    web = refuse([check for check in CHECKS if check.family == "web"], refused, load())
    kept = [one for one in first.verdicts if not one.check.startswith("web.")]
    seen, found = first.model_copy(update={"verdicts": (*kept, *web)}), list[Observation]()
    asyncio.run(look_again(engine(builders.facts()), [(PLANNED, lambda: seen)], 0.0, found.append))
    (last,) = found
    assert all(one in last.verdicts for one in web)
    assert sorted(one.check for one in last.verdicts) == sorted(check.id for check in CHECKS)


def _unexpected(_observation: Observation) -> None:
    raise AssertionError("nothing was to be looked at")


def _some(kind: str, unseen: int) -> Facts:
    value = getattr(builders.facts(), kind)
    return value.model_copy(update={"unseen": (CUT,) * unseen})  # type: ignore[no-any-return]


def test_files_and_udp_are_asked_once_a_run() -> None:
    """They ask more of a host than its visitors do: what could not be told there is left as it is."""
    checks = select_checks(load(), ("exposure",))
    facts = builders.facts(files=SILENCE, udp=SILENCE, ports=SILENCE)
    seen = observation(facts).model_copy(update={"verdicts": judge(facts, checks, load())})
    again = {check.id for check in unsettled(seen, checks)}
    assert "exposure.ports" in again
    assert not [check.id for check in checks if check.needs_permission and check.id in again]


GOOD = builders.facts()  # what was seen of each kind that has parts


@given(
    kind=st.sampled_from([name for name in FIELDS.values() if hasattr(getattr(GOOD, name), "unseen")]),
    before=st.sampled_from([0, 1, 2, "lost"]),
    after=st.sampled_from([0, 1, 2, "lost", "left"]),
)
def test_the_fuller_facts_are_kept(kind: str, before: int | str, after: int | str) -> None:
    """Seen beats not seen, whole beats cut, and what was not looked at again stays as it was."""
    values: dict[int | str, Any] = {
        "lost": SILENCE,
        "left": NotTested(reason=Reason.NOT_REQUESTED),
        **{number: _some(kind, number) for number in (0, 1, 2)},
    }
    both = merged(builders.facts(**{kind: values[before]}), builders.facts(**{kind: values[after]}))
    if after == "left" or (after == "lost" and before != "lost"):
        assert getattr(both, kind) == values[before]
    elif before != "lost" and isinstance(after, int) and isinstance(before, int):
        assert getattr(both, kind) == values[min(before, after)]
    else:
        assert getattr(both, kind) == values[after]


def test_addresses_are_put_together_one_by_one() -> None:
    """Each keeps the fuller of its two looks; of one that came to life later is told what was not seen."""

    def at(address: str, **changes: Any) -> Any:
        whole = {"tls": builders.tls(address=address), "http": builders.http()}
        return {"address": address, **whole, **changes}

    first = builders.facts(others=(at(OTHER, tls=SILENCE),))
    second = builders.facts(
        others=(at(OTHER, http=SILENCE), at("192.0.2.12", http=NotTested(reason=Reason.NOT_REQUESTED)))
    )
    both = merged(Facts.model_validate(first.model_dump()), Facts.model_validate(second.model_dump()))
    (other,) = both.others
    assert (other.tls.kind, other.http.kind) == ("tls", "http")
    assert [("192.0.2.12" in unseen.detail, unseen.part) for unseen in both.unseen] == [
        (True, Part.ADDRESSES)
    ]


@pytest.mark.usefixtures("short_visits")
def test_a_run_looks_twice_at_what_is_silent(lab: Lab, database: Database) -> None:
    """One observation an endpoint, of both looks, and the run is finished."""
    InventoryStore(database).apply(estate(lab, "tot", SILENT, families=("web",)))
    wanted = settings(lab, "web.csp", "web.hsts").model_copy(update={"second_look": 0.1})
    run, told = running.start(database, wanted), list[Observation]()
    running.carry_out(database, run, told.append)
    reader = ScanReader(database)
    assert len(told) == 2  # endpoints, each told of once
    seen = {one.target.host: one for one in reader.observations(run.number)}
    assert len(seen) == 2
    silent = seen[lab.hosts[f"{SILENT}.brvt.test"].host].verdicts
    assert {one.reason for one in silent} == {Reason.TIMEOUT}
    assert all(str(one.evidence["looked"]).startswith("twice, ") for one in silent)
    assert not any("looked" in one.evidence for one in seen[lab.hosts["tot.brvt.test"].host].verdicts)
    assert reader.run(run.number).finished_at is not None
