"""The table of standing verdicts is what all looks together give, in whatever order they were recorded."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from checks.model import Outcome
from inventory.clock import day_of, end_of
from inventory.database.transactions import reading, writing
from inventory.settings.vantage import INTERNET
from scanner.runs.reader import ScanReader
from scanner.runs.standing import recording
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.tables import StandingRow
from scanner.runs.tables import ObservationRow, RunEndpointRow, RunRow, VerdictRow
from scanner.runs.writer import ScanWriter
from tests.scanner.runs.standing.looking import (
    CHECKS,
    HOSTS,
    LOOKS,
    VANTAGES,
    Seen,
    observation,
    recorded,
    verdict,
)

pytestmark = pytest.mark.both_databases

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TABLES = (StandingRow, VerdictRow, ObservationRow, RunEndpointRow, RunRow)


def emptied(engine: Engine) -> None:
    """One database serves all examples."""
    with writing(engine) as connection:
        for table in TABLES:
            connection.execute(delete(table))


def rows(engine: Engine) -> set[tuple[object, ...]]:
    """The table without the numbers of its rows."""
    columns = [column for column in StandingRow.__table__.c if column.key != "id"]
    with reading(engine) as connection:
        return {tuple(row) for row in connection.execute(select(*columns))}


def told(engine: Engine, days: int) -> list[tuple[object, ...]]:
    """What a reader says by the end of a day of each vantage, without what depends on row numbers."""
    return [row for vantage in VANTAGES for row in told_from(engine, days, vantage)]


def told_from(engine: Engine, days: int, vantage: str | None = None) -> list[tuple[object, ...]]:
    """The same of one vantage; None: of the main one."""
    return [
        (one.key, verdict.model_dump(), one.confirmations.get(verdict.check))
        for one in ScanReader(engine).standing(day_of(Seen(HOSTS[0], days, ()).at), vantage=vantage)
        for verdict in one.verdicts
    ]


@FEW
@given(looks=st.lists(LOOKS, min_size=1, max_size=6), data=st.data())
def test_incremental_is_the_replay(database: Engine, looks: list[Seen], data: st.DataObject) -> None:
    """Any order of recording, equal moments, late runs, wrong clocks, replaced observations, two vantages."""
    emptied(database)
    runs = recorded(database, looks)
    if looks:
        place = data.draw(st.integers(0, len(looks) - 1))
        later = data.draw(LOOKS)
        day = looks[place].day + data.draw(st.sampled_from([0, 1]))
        again = replace(looks[place], day=day, told=later.told)
        ScanWriter(database).record(observation(runs[place], again))
        looks = [*looks[:place], again, *looks[place + 1 :]]
    kept = rows(database)
    with writing(database) as connection:
        recording.rebuild_all(connection)
    assert rows(database) == kept
    days = data.draw(st.lists(st.integers(-1, 5), min_size=1, max_size=3))
    before = [told(database, day) for day in days]
    emptied(database)
    recorded(database, data.draw(st.permutations(looks)))
    assert [told(database, day) for day in days] == before
    by_then = end_of(day_of(Seen(HOSTS[0], days[0], ()).at))
    emptied(database)
    recorded(database, [seen for seen in looks if seen.at < by_then])
    assert told(database, days[0]) == before[0]  # what comes later changes nothing of an earlier day


@settings(FEW, max_examples=8)
@given(looks=st.lists(LOOKS, min_size=2, max_size=6), day=st.integers(-1, 5))
def test_no_vantage_says_anything_of_another(database: Engine, looks: list[Seen], day: int) -> None:
    """What stands as one sees it is what would stand if nobody else had ever looked."""
    emptied(database)
    recorded(database, looks)
    together = {vantage: told_from(database, day, vantage) for vantage in VANTAGES}
    assert told_from(database, day) == together[INTERNET]
    for vantage in VANTAGES:
        emptied(database)
        recorded(database, [seen for seen in looks if seen.vantage == vantage])
        assert told_from(database, day, vantage) == together[vantage]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_looks_at_one_moment_the_worse_stands(database: Engine, *, turned: bool) -> None:
    """Whichever was recorded first, and whatever a later look could not tell."""
    bad, good = (Seen(HOSTS[0], 1, (verdict(CHECKS[0], one),)) for one in (Outcome.FAIL, Outcome.PASS))
    untold = Seen(HOSTS[0], 2, (verdict(CHECKS[0], Outcome.NOT_TESTED),))
    recorded(database, [*((good, bad) if turned else (bad, good)), untold])
    for day in (1, 2):
        ((_, stands, age),) = told(database, day)
        assert isinstance(stands, dict)
        assert stands["outcome"] is Outcome.FAIL
        assert isinstance(age, Confirmation)
        assert (age.not_confirmed is not None) == (day == 2)
