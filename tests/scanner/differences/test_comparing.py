"""What changed between two moments is what the looks tell, and nothing is overlooked to be quick."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from checks.facts import Target
from checks.judging import judge
from checks.model import Outcome, Severity
from checks.profile import load
from checks.registry import get
from inventory.clock import day_of, end_of
from inventory.database.store import InventoryStore
from scanner.differences.change import Kind, Stand, counted, kind_of
from scanner.differences.standing_at import Place
from scanner.observation import Observation
from scanner.runs.reader import ScanReader
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.scanner.differences.estate import OWN, SHARED, between, settled
from tests.scanner.runs.standing.looking import CHECKS, LOOKS, Seen, recorded, verdict
from tests.scanner.runs.standing.test_table import FEW, emptied

pytestmark = pytest.mark.both_databases

TLS, HSTS = CHECKS
FAIL, WARN, PASS, UNTOLD = Outcome.FAIL, Outcome.WARN, Outcome.PASS, Outcome.NOT_TESTED
Told = tuple[Kind, str, str, str]


def moment(day: int) -> datetime:
    """The end of the day that many days after the first."""
    return end_of(day_of(Seen(OWN, day, ()).at))


def told(engine: Engine, before: int, after: int, *systems: str) -> set[Told]:
    """Each change between the ends of two days: its kind, its system, its host and its check."""
    found = between(engine, moment(before), moment(after), *systems)
    return {(change.kind, change.system, change.host, change.check) for change in found}


def everything(engine: Engine, day: int) -> Mapping[Place, Stand]:
    """All that stood by the end of a day, by the way on which the reports come to it."""
    epoch = Seen(OWN, 0, ()).at
    return {
        (seen.key, one.check): Stand(
            verdict=one, age=seen.confirmations.get(one.check), begun=epoch, opened=epoch
        )
        for seen in ScanReader(engine).standing(moment(day).date() - timedelta(days=1))
        for one in seen.verdicts
    }


@FEW
@given(
    looks=st.lists(LOOKS, max_size=8),
    days=st.lists(st.sampled_from([-1, 0, 1, 2, 3, 40, 2000]), min_size=2, max_size=2, unique=True).map(
        sorted
    ),
)
def test_nothing_is_overlooked(database: Engine, looks: list[Seen], days: list[int]) -> None:
    """What the table is searched for is all that a comparison of everything finds."""
    emptied(database)
    settled(database)
    recorded(database, looks)
    before, after = (everything(database, day) for day in days)
    expected = {
        (kind, host, check)
        for ((host, *_), check), stands in after.items()
        if (kind := kind_of(before.get(((host, 443, 80), check)), stands))
    }
    first, last = days
    assert {(kind, host, check) for kind, _, host, check in told(database, first, last)} == expected


def test_what_no_look_had_ever_told_is_told_of_once_one_does(database: Engine) -> None:
    """Not tested since the beginning, then in order: that is news, though nothing was found."""
    settled(database)
    looks = [Seen(OWN, day, (verdict(TLS, outcome),)) for day, outcome in ((0, UNTOLD), (1, PASS))]
    recorded(database, looks)
    assert told(database, 0, 1) == {(Kind.RETESTED, "A", OWN, TLS)}


def test_a_shared_endpoint_is_told_of_each_system_and_counted_once(database: Engine) -> None:
    """So that each unit hears of it, and no figure grows by sharing."""
    settled(database)
    recorded(database, [Seen(SHARED, 1, (verdict(TLS, FAIL),)), Seen(OWN, 1, (verdict(TLS, FAIL),))])
    both = {(Kind.NEW, "A", SHARED, TLS), (Kind.NEW, "B", SHARED, TLS)}
    assert told(database, 0, 1) == both | {(Kind.NEW, "A", OWN, TLS)}
    assert told(database, 0, 1, "B") == {(Kind.NEW, "B", SHARED, TLS)}
    assert counted(between(database, moment(0), moment(1)))[Kind.NEW] == 2


@pytest.mark.parametrize(
    ("gone", "days"),
    [("decommissioned", 0), ("removed_on", 0), ("decommissioned", 3)],
)
def test_what_ended_is_told_of_no_more(database: Engine, gone: str, days: int) -> None:
    """From the day on which it ended."""
    settled(database)
    recorded(database, [Seen(SHARED, 1, (verdict(TLS, FAIL),))])
    (system,) = (one for one in InventoryStore(database).load().systems if one.code == "B")
    ended = system.model_copy(update={gone: moment(days).date()})
    InventoryStore(database).apply(InventoryStore(database).load().model_copy(update={"systems": (ended,)}))
    left = {"A"} if days == 0 else {"A", "B"}
    assert {system for _, system, _, _ in told(database, 0, 1)} == left


def test_since_when_and_when_it_was_seen(database: Engine) -> None:
    """A warning that becomes a failure is one finding all along; one that comes back is a new one."""
    settled(database)
    history = ((1, WARN), (3, FAIL), (5, PASS), (7, UNTOLD), (9, FAIL), (11, FAIL))
    recorded(database, [Seen(OWN, day, (verdict(TLS, outcome),)) for day, outcome in history])
    at = {day: Seen(OWN, day, ()).at for day, _ in history}
    expected = {
        (0, 1): (Kind.NEW, at[1], at[1]),
        (0, 4): (Kind.NEW, at[1], at[1]),
        (2, 4): (Kind.WORSE, at[1], at[3]),
        (4, 6): (Kind.FIXED, at[1], at[5]),
        (4, 8): (Kind.FIXED, at[1], at[5]),
        (6, 8): (Kind.UNTESTED, at[5], at[7]),
        (4, 10): None,
        (6, 12): (Kind.NEW, at[9], at[9]),
    }
    for (before, after), change in expected.items():
        found = [(one.kind, one.since, one.at) for one in between(database, moment(before), moment(after))]
        assert found == ([change] if change else []), (before, after)


def test_the_day_turns_a_certificate_without_a_look(database: Engine) -> None:
    """A new finding of the day on which it began to count, worse on the day it ended; mended by a new one."""
    settled(database)
    first = builders.NOW  # it ends 60 days later, and warns from 30 days before
    days = [first + timedelta(days=number) for number in (0, 20, 40, 70, 72)]
    look(database, first, ends=first + timedelta(days=60))
    look(database, days[4], ends=first + timedelta(days=200))
    kinds = [
        [(one.kind, one.severity) for one in between(database, end_of(day_of(start)), end_of(day_of(end)))]
        for start, end in pairwise(days)
    ]
    assert kinds == [
        [],
        [(Kind.NEW, Severity.MEDIUM)],
        [(Kind.WORSE, Severity.CRITICAL)],
        [(Kind.FIXED, Severity.CRITICAL)],
    ]


def look(engine: Engine, at: datetime, ends: datetime) -> None:
    """A run that saw a certificate with this end."""
    facts = builders.facts(
        target=Target(host=OWN, observed_at=at),
        tls=builders.tls(chains=(builders.chain(builders.certificate(not_after=ends)),)),
    )
    seen = Observation(
        target=facts.target,
        facts=facts,
        verdicts=judge(facts, [get("cert.expiry")], load()),
        connections={},
        started_at=at,
        finished_at=at,
    )
    writer = ScanWriter(engine)
    writer.record(seen.model_copy(update={"run": writer.start(RunSettings(), "capdo", [seen.key])}))
