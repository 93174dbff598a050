"""The last conclusive look at each address stands, and an endpoint is put together from them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, update

from checks.model import Outcome, Severity
from inventory.clock import day_of
from inventory.database.chains.following import Fault
from inventory.database.transactions import reading, writing
from scanner.runs.reader import ScanReader
from scanner.runs.regrading import regrade
from scanner.runs.standing import recording, verification
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.tables import ObservationRow, RunEndpointRow, RunRow, VerdictRow
from scanner.runs.writer import ScanWriter
from tests.scanner.runs.standing.addresses.scenes import (
    CHECKS,
    START,
    Met,
    State,
    observation,
    recorded,
    stands,
)

pytestmark = pytest.mark.both_databases

A, B, C = "192.0.2.1", "192.0.2.2", "192.0.2.3"
TABLES = (PiecedRow, StandingRow, VerdictRow, ObservationRow, RunEndpointRow, RunRow)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def days(*looks: dict[str, State]) -> list[Met]:
    """One look a day, from day 1 on."""
    return [Met(day, states) for day, states in enumerate(looks, 1)]


@pytest.mark.parametrize("gone", ["dead", "untold"])
@pytest.mark.parametrize(
    ("looks", "outcome", "confirmed", "where"),
    [
        ([{A: "bad", B: "good"}, {A: "gone", B: "good"}], "fail", 1, [A]),  # a finding is not lost
        ([{A: "bad", B: "good"}, {A: "gone", B: "good"}, {A: "good", B: "gone"}], "pass", 2, None),
        ([{A: "bad", B: "good"}, {A: "gone", B: "gone"}], "fail", 1, [A]),
        ([{A: "bad", B: "bad"}, {A: "good", B: "gone"}], "fail", 1, [B]),  # and only where it still is
        ([{A: "bad", B: "bad"}, {A: "bad", B: "gone"}], "fail", 2, None),
        ([{A: "good", B: "good"}, {A: "good", B: "gone"}], "pass", 1, None),  # as old as its oldest part
        ([{A: "good", B: "good"}, {A: "gone", B: "bad"}, {A: "good", B: "gone"}], "fail", 2, [B]),
        ([{A: "bad", B: "good"}, {A: "gone", B: "mild"}, {A: "good", B: "gone"}], "warn", 2, [B]),
        ([{A: "bad", B: "good"}, {A: "gone", B: "good"}, {B: "good"}], "pass", 3, None),  # A left DNS
        ([{A: "bad", B: "good"}, {B: "good", C: "gone"}], None, None, None),
        ([{A: "good"}, {A: "good", B: "untold"}], "not_tested", None, None),  # B is new, and was never seen
        ([{A: "bad"}, {A: "good", B: "untold"}], "not_tested", None, None),
        ([{A: "bad"}, {A: "good", B: "dead"}], "pass", 2, None),  # nothing ever stood there
        ([{A: "good", B: "untold"}, {A: "gone", B: "good"}], "pass", 1, None),  # each on its own day
        ([{A: "good", B: "untold"}, {A: "gone", B: "gone"}, {A: "gone", B: "good"}], "pass", 1, None),
        ([{A: "good", B: "untold"}, {A: "gone", B: "mild"}], "warn", 2, None),
    ],
)
def test_each_address_keeps_its_last_conclusive_look(
    database: Engine,
    looks: list[dict[str, str]],
    outcome: str | None,
    confirmed: int | None,
    where: list[str] | None,
    gone: State,
) -> None:
    """Whether an address is dead or only falls silent."""
    told = [{one: gone if state == "gone" else state for one, state in look.items()} for look in looks]
    recorded(database, days(*told))  # type: ignore[arg-type]
    verdict, age = stands(database, len(looks), "cert.expiry")
    if outcome is None:  # a new address: dead it is nobody's, silent it leaves the pass open
        outcome, confirmed = ("pass", 2) if gone == "dead" else ("not_tested", None)
    assert verdict.outcome == outcome
    assert (age.confirmed_at if age else None) == (START + timedelta(days=confirmed) if confirmed else None)
    assert where is None or verdict.evidence["addresses"] == where
    with reading(database) as connection:
        assert verification.CHAIN.verify(connection, everything=True).fault is None


def test_the_older_parts_are_marked(database: Engine) -> None:
    """With the day of each; and the attempt says what kept it from being confirmed."""
    recorded(database, days({A: "bad", B: "good"}, {A: "dead", B: "good"}, {A: "dead", B: "good"}))
    verdict, age = stands(database, 3)
    assert verdict.evidence["seen_on"] == [{"address": A, "seen_on": (START + timedelta(days=1)).isoformat()}]
    assert age is not None
    assert age.not_confirmed is not None
    assert (age.not_confirmed.at, A in age.not_confirmed.detail) == (START + timedelta(days=3), True)
    assert (age.first_seen, age.since) == (START + timedelta(days=1),) * 2


def test_the_day_decides_of_an_address_that_is_gone(database: Engine) -> None:
    """Its certificate goes on to run out, with nobody looking, and its address is named."""
    recorded(database, days({A: "mild", B: "good"}, {A: "dead", B: "good"}))
    before, after = (stands(database, day, "cert.expiry")[0] for day in (10, 40))
    assert (before.outcome, after.outcome) == (Outcome.WARN, Outcome.FAIL)
    assert before.evidence["addresses"] == after.evidence["addresses"] == [A]
    (found,) = ScanReader(database).telling(
        day_of(START + timedelta(days=40)), "ipv6.operational", list(Severity)
    )
    assert "cert.expiry" in [verdict.check for verdict in found.verdicts]


STATES = st.sampled_from(["good", "mild", "bad", "untold", "untold", "dead", "dead"])
SCANS = st.sampled_from(["closed", "ssh", "telnet", "cut", "failed", "failed"])
LOOKS = st.builds(
    Met,
    st.sampled_from([*range(1, 6), 1500]),
    st.dictionaries(st.sampled_from([A, B, C]), STATES, min_size=1),
    st.none() | st.dictionaries(st.sampled_from([A, B, C]), SCANS, min_size=1),
)


def emptied(engine: Engine) -> None:
    """One database serves all examples."""
    with writing(engine) as connection:
        for table in TABLES:
            connection.execute(delete(table))


def kept(engine: Engine, table: type[PiecedRow | StandingRow]) -> set[tuple[object, ...]]:
    """A table without the numbers of its rows."""
    columns = [column for column in table.__table__.c if column.key != "id"]
    with reading(engine) as connection:
        return {tuple(row) for row in connection.execute(select(*columns))}


@FEW
@given(looks=st.lists(LOOKS, min_size=1, max_size=6), data=st.data())
def test_incremental_is_the_replay(database: Engine, looks: list[Met], data: st.DataObject) -> None:
    """Of addresses that come and go, in any order of recording, with an observation replaced."""
    emptied(database)
    runs = recorded(database, looks)
    before = [kept(database, table) for table in (StandingRow, PiecedRow)]
    with writing(database) as connection:
        recording.rebuild_all(connection)
    assert [kept(database, table) for table in (StandingRow, PiecedRow)] == before
    day = data.draw(st.integers(1, 6))
    told = [stands_or_none(database, day, check) for check in CHECKS]
    emptied(database)
    by_then = [met for met in looks if met.day <= day]
    recorded(database, data.draw(st.permutations(by_then)))
    assert [stands_or_none(database, day, check) for check in CHECKS] == told
    if by_then == looks:
        later = Met(looks[0].day, data.draw(LOOKS).states)
        emptied(database)
        runs = recorded(database, looks)
        ScanWriter(database).record(observation(runs[0], later))
        before = [kept(database, table) for table in (StandingRow, PiecedRow)]
        with writing(database) as connection:
            recording.rebuild_all(connection)
        assert [kept(database, table) for table in (StandingRow, PiecedRow)] == before


def stands_or_none(engine: Engine, day: int, check: str) -> object:
    """What a reader is told, where there is anything by then."""
    found = ScanReader(engine).standing(day_of(START + timedelta(days=day)))
    if not found:
        return None
    verdict, age = stands(engine, day, check)
    return verdict.model_dump(), age


def test_what_was_put_together_is_held_against_the_looks(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of endpoints that are left out otherwise; after everything was judged anew it is good."""
    monkeypatch.setattr(verification, "LOOKS", 0)
    recorded(database, days({A: "bad", B: "good"}, {A: "dead", B: "good"}))
    list(regrade(database))
    for column, value, fault in [
        (None, None, None),
        ("summary_vi", "Tốt", Fault.CHANGED),
        ("parts", "{}", Fault.CHANGED),
        ("host", "khac.brvt.test", Fault.NOT_COVERED),
    ]:
        with writing(database) as connection:
            if column is not None:
                connection.execute(update(PiecedRow).values({column: value}))
            assert verification.CHAIN.verify(connection).fault is fault, column


def test_an_endpoint_whose_addresses_all_answer_keeps_nothing_more(database: Engine) -> None:
    """Nor does one with an address at which nothing ever stood."""
    looks = days({A: "good", B: "dead"}, {A: "bad", B: "dead"}, {A: "bad", B: "good"}, {A: "good", B: "good"})
    recorded(database, looks)
    assert kept(database, PiecedRow) == set()
