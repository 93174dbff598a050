"""Thinning: facts go, verdicts stay, every chain holds, and what can't be judged any more says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text

from checks.model import Outcome
from inventory.database.chains.following import ChainFound, Fault
from inventory.database.opening import opened_database
from inventory.database.transactions import reading, writing
from inventory.errors import InventoryError
from inventory.model import Setting
from inventory.setting_keys import SettingKey
from inventory.settings.keys import checked
from scanner.keeping.thinning import Thinned, begin_of_retention, thin
from scanner.observation import Observation
from scanner.runs.reader import ScanReader
from scanner.runs.regrading import regrade, thinned_looks
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.tables import StandingRow
from scanner.runs.standing.verification import CHAIN
from scanner.runs.tables import ObservationRow, VerdictTextRow
from tests.inventory.conftest import NewDatabase
from tests.scanner.keeping.conftest import looked
from tests.scanner.runs.standing.looking import HOSTS, LOOKS, START, WAN, Seen, recorded

MONTHS = 3
LATER = START + timedelta(days=300)


def thinned(engine: Engine, months: int = MONTHS, at: datetime = LATER) -> Thinned:
    """What a thinning at a moment does."""
    return sum(thin(engine, months, lambda: at), Thinned())


def verified(engine: Engine) -> ChainFound:
    """The chain of what scans saw, with everything that it covers."""
    with reading(engine) as connection:
        return CHAIN.verify(connection, everything=True)


def with_facts(engine: Engine, host: str = HOSTS[0]) -> list[date]:
    """The days of the looks at a host whose facts are there."""
    query = select(ObservationRow.finished_at).where(func.length(ObservationRow.facts) > 0)
    with reading(engine) as connection:
        return [at.date() for at in connection.scalars(query.where(ObservationRow.host == host))]


def all_told(engine: Engine) -> list[object]:
    """What every run told, and what stood on each of many days, with its age."""
    reader = ScanReader(engine)
    days = [START.date() + timedelta(days=day) for day in range(-5, 310, 21)]
    return [
        *(reader.observations(run.id) for run in reader.runs()),
        *(_plain(reader.standing(day)) for day in days),
    ]


def _plain(stood: tuple[Observation, ...]) -> list[object]:
    return [seen.model_dump() for seen in stood]


def test_of_each_month_the_last_look_that_told_keeps_its_facts(database: Engine) -> None:
    """Weekly looks of eleven months; those of the last three months are all kept."""
    recorded(database, [looked(day) for day in range(0, 300, 7)])
    recorded(database, [looked(30, outcome=Outcome.NOT_TESTED)])  # the last of January, but it told nothing
    before = all_told(database)
    done = thinned(database)
    kept = with_facts(database)
    old = [day for day in kept if day < date(2026, 7, 1)]
    assert [day.month for day in old] == [1, 2, 3, 4, 5, 6]
    assert old[0] == date(2026, 1, 29)
    assert len([day for day in kept if day >= date(2026, 7, 1)]) == 17
    assert (done.looks, verified(database).thinned) == (44 - 17 - 6, 44 - 17 - 6)
    assert done.facts > 0
    assert done.texts > 0
    assert all_told(database) == before
    assert verified(database).fault is None
    assert thinned(database) == Thinned()


def test_each_vantage_keeps_the_last_look_of_a_month(database: Engine) -> None:
    """A later look from elsewhere is none of its own."""
    recorded(database, [looked(day) for day in (10, 20, 40)])
    recorded(database, [replace(looked(day), vantage=WAN) for day in (12, 25, 41, 45)])
    thinned(database)
    kept = sorted((day - START.date()).days for day in with_facts(database))
    assert kept == [20, 25, 40, 45]
    assert verified(database).fault is None


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks=st.lists(LOOKS, max_size=12), again=st.integers(0, 40))
def test_nothing_that_was_told_is_told_otherwise(
    new_database: NewDatabase, looks: list[Seen], again: int
) -> None:
    """Whatever the looks were, and looks go on after it: by run and by day, from the chain to the folds."""
    database = new_database()
    recorded(database, looks)
    before = all_told(database)
    thinned(database, 1, LATER + timedelta(days=2000))
    assert all_told(database) == before
    assert verified(database).fault is None
    recorded(database, [looked(1600 + again)])
    list(regrade(database))
    assert verified(database).fault is None


def test_what_stands_keeps_its_facts(database: Engine) -> None:
    """However old, though a later look of its month told something else of another check."""
    first, later = looked(0), looked(1)
    recorded(database, [first, Seen(HOSTS[0], 1, later.told[:1])])
    thinned(database)
    assert with_facts(database) == [first.at.date(), later.at.date()]


def test_regrade_leaves_thinned_looks_as_they_were(database: Engine) -> None:
    """And says how many those are."""
    recorded(database, [looked(day) for day in range(5)])
    thinned(database)
    before = ScanReader(database).observations(1)
    list(regrade(database))
    assert thinned_looks(database) == 4
    assert (thinned_looks(database, run=1), thinned_looks(database, run=5)) == (1, 0)
    assert ScanReader(database).observations(1) == before
    assert list(ScanReader(database).facts(1)) == []


def test_a_day_whose_facts_are_gone_says_so(database: Engine) -> None:
    """A verdict that the day decides is told as it was judged when it was seen, and is marked."""
    recorded(database, [looked(day) for day in range(5)])
    with writing(database) as connection:
        connection.execute(text("UPDATE verdicts SET reworded_on = '2026-01-02'"))
    day = START.date() + timedelta(days=2)
    assert not any(age.thinned for seen in ScanReader(database).standing(day) for age in _ages(seen))
    thinned(database)
    (stood,) = ScanReader(database).standing(day)
    assert all(age.thinned and age.judged_on is None for age in _ages(stood))
    (now,) = ScanReader(database).standing(LATER.date())
    assert not any(age.thinned for age in _ages(now))


def _ages(seen: Observation) -> list[Confirmation]:
    return list(seen.confirmations.values())


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE observations SET facts = x'00' WHERE thinned_by = 1", Fault.CHANGED),
        ("UPDATE observations SET facts_digest = 'ab' WHERE thinned_by = 1", Fault.CHANGED),
        (
            "UPDATE observations SET facts = x'', facts_digest = 'ab', thinned_by = 1 WHERE id = 5",
            Fault.CHANGED,
        ),
        ("UPDATE observations SET thinned_by = NULL WHERE id = 1", Fault.CHANGED),
        ("UPDATE thinnings SET looks = 3", Fault.CHANGED),
        ("DELETE FROM thinnings", Fault.GONE),
        ("INSERT INTO thinnings SELECT 9, thinned_at, before, months, 0 FROM thinnings", Fault.NOT_COVERED),
        ("UPDATE verdict_texts SET summary_vi = 'khác'", Fault.CHANGED),
        ("DELETE FROM verdict_texts", Fault.CHANGED),
    ],
)
def test_a_forged_thinning_is_found(database: Engine, statement: str, fault: Fault) -> None:
    """Facts changed under their digest, facts that go without an entry of the chain, and the reverse."""
    recorded(database, [looked(day) for day in range(5)])
    thinned(database)
    assert verified(database).fault is None
    with writing(database) as connection:
        connection.execute(text(statement))
    assert verified(database).fault is fault


def test_it_works_on_a_server(store: str) -> None:
    """The same in PostgreSQL as in a file: looks and texts go, the chain and what stands hold."""
    with opened_database(store) as engine:
        recorded(engine, [looked(day) for day in range(3, 6)])
        before = all_told(engine)
        assert thinned(engine).looks == 5
        assert all_told(engine) == before
        assert verified(engine).fault is None
        with reading(engine) as connection:
            assert connection.scalar(select(func.count(VerdictTextRow.id)))
            assert connection.scalar(select(func.count(StandingRow.id)))


@pytest.mark.parametrize(
    ("day", "months", "begin"),
    [
        (date(2026, 11, 26), 3, datetime(2026, 7, 31, 17, tzinfo=UTC)),
        (date(2026, 1, 1), 1, datetime(2025, 11, 30, 17, tzinfo=UTC)),
        (date(2026, 2, 28), 26, datetime(2023, 11, 30, 17, tzinfo=UTC)),
    ],
)
def test_the_retention_begins_with_a_month(day: date, months: int, begin: datetime) -> None:
    """So many whole months before the present one, in Viet Nam's days."""
    assert begin_of_retention(day, months) == begin


@pytest.mark.parametrize("value", ["0", "-3", "24 months", "1.5", "", "99999999999", "²"])
def test_a_retention_is_a_number_of_months(value: str) -> None:
    """Anything else is refused, in one line."""
    with pytest.raises(InventoryError, match="write a whole number of months"):
        checked(Setting(key=SettingKey.RETENTION, value=value))
