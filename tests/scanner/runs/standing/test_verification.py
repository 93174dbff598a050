"""What stands is held against the looks: good in whatever order they came, and not once it is changed."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text, update

from checks.model import Outcome
from inventory.database.chains.following import ChainFound, Fault
from inventory.database.chains.sealing import seal
from inventory.database.transactions import reading, writing
from scanner.runs.regrading import regrade
from scanner.runs.sealing import OBSERVATIONS, SCANS
from scanner.runs.standing import verification
from scanner.runs.standing.tables import StandingRow
from tests.checks import builders
from tests.scanner.runs.standing.looking import CHECKS, HOSTS, WAN, Seen, recorded, verdict
from tests.scanner.runs.standing.test_dating import scanned

pytestmark = pytest.mark.both_databases

OLDER, NEWER = HOSTS
OF_NO_LOOK = (
    "INSERT INTO standing_verdicts SELECT 99, 'khac.brvt.test', 443, 80, check_id, outcome, severity,"
    " verdict_id, begun, confirmed, first_seen, since, attempted, attempt_id, ended, vantage"
    " FROM standing_verdicts WHERE id = (SELECT min(id) FROM standing_verdicts)"
)


def seen(host: str, day: int, outcome: Outcome) -> Seen:
    """A look that told this of every check."""
    return Seen(host, day, tuple(verdict(check, outcome) for check in CHECKS))


@pytest.fixture
def looked_at(database: Engine) -> Engine:
    """Two hosts with a history; of one the looks came late, and the other was looked at last."""
    recorded(
        database,
        [
            seen(OLDER, 9, Outcome.FAIL),
            seen(OLDER, 5, Outcome.PASS),
            seen(OLDER, 9, Outcome.WARN),
            seen(OLDER, 12, Outcome.NOT_TESTED),
            seen(NEWER, 3, Outcome.PASS),
            seen(NEWER, 8, Outcome.PASS),
        ],
    )
    return database


def found(engine: Engine, *, everything: bool = False) -> ChainFound:
    """What verify finds."""
    with reading(engine) as connection:
        return verification.CHAIN.verify(connection, everything=everything)


def test_what_nobody_touched_is_good(looked_at: Engine) -> None:
    """Folded as the looks came, and after everything was judged anew."""
    assert (found(looked_at).fault, found(looked_at).left_out) == (None, 0)
    list(regrade(looked_at))
    assert found(looked_at, everything=True).fault is None


def test_of_many_looks_the_newest_endpoints_are_folded(
    looked_at: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many were left out is told; a day changed of one of these is found when all are asked for."""
    monkeypatch.setattr(verification, "LOOKS", 1)
    with writing(looked_at) as connection:
        changed = update(StandingRow).where(StandingRow.host == OLDER)
        connection.execute(changed.values(first_seen=StandingRow.first_seen - 1))
    assert (found(looked_at).fault, found(looked_at).left_out) == (None, 1)
    whole = found(looked_at, everything=True)
    assert (whole.fault, whole.left_out) == (Fault.CHANGED, 0)
    assert whole.row == f"standing_verdicts {OLDER} 443 80 {CHECKS[0]}"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE standing_verdicts SET outcome = 'pass'", Fault.CHANGED),
        ("UPDATE standing_verdicts SET severity = 'low'", Fault.CHANGED),
        ("UPDATE standing_verdicts SET verdict_id = 99", Fault.CHANGED),
        (OF_NO_LOOK, Fault.NOT_COVERED),
    ],
)
def test_what_a_row_says_is_held_for_every_endpoint(
    looked_at: Engine, monkeypatch: pytest.MonkeyPatch, statement: str, fault: Fault
) -> None:
    """Also of those that are not folded anew."""
    monkeypatch.setattr(verification, "LOOKS", 1)
    with writing(looked_at) as connection:
        connection.execute(text(statement))
    assert found(looked_at).fault is fault


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE runs SET vantage = 'wan'", Fault.CHANGED),
        ("UPDATE runs SET vantage = 'internet' WHERE id = 7", Fault.CHANGED),
        ("UPDATE standing_verdicts SET vantage = 'wan' WHERE host = 'a.brvt.test'", Fault.NOT_COVERED),
        ("UPDATE standing_verdicts SET vantage = 'internet'", Fault.CHANGED),
        ("DELETE FROM standing_verdicts WHERE vantage = 'wan'", Fault.CHANGED),
    ],
)
def test_what_a_vantage_saw_stays_its_own(looked_at: Engine, statement: str, fault: Fault) -> None:
    """A look counts for the vantage that its run was asked of, and what stands for that of its looks."""
    recorded(looked_at, [replace(seen(NEWER, 9, Outcome.FAIL), vantage=WAN)])
    assert found(looked_at, everything=True).fault is None
    with writing(looked_at) as connection:
        connection.execute(text(statement))
    assert found(looked_at, everything=True).fault is fault


LATER_DAY = "UPDATE verdicts SET {} = '2099-01-01' WHERE check_id = 'cert.expiry'"


def of_an_earlier_version(engine: Engine) -> None:
    """Links of what is kept as they were made before days were covered."""
    assert OBSERVATIONS.parts is not None
    plain = replace(OBSERVATIONS, parts=replace(OBSERVATIONS.parts, later=()))
    with writing(engine) as connection:
        seal(connection, SCANS, plain)


@pytest.mark.parametrize("column", ["changes_on", "reworded_on"])
def test_the_days_of_other_verdicts_are_covered(database: Engine, column: str) -> None:
    """One that was put off would have a report tell what has not been so for years."""
    scanned(database, builders.facts())
    assert found(database).fault is None
    with writing(database) as connection:
        connection.execute(text(LATER_DAY.format(column)))
    assert found(database).fault is Fault.CHANGED


def test_links_of_an_earlier_version_cover_what_they_did(database: Engine) -> None:
    """They are good with whatever days, until these are worked out anew; then those are covered too."""
    scanned(database, builders.facts())
    list(regrade(database))
    of_an_earlier_version(database)
    with writing(database) as connection:
        connection.execute(text(LATER_DAY.format("changes_on")))
    assert found(database, everything=True).fault is None
    assert not sum(list(regrade(database)), Counter[str]())
    assert found(database, everything=True).fault is None
    with writing(database) as connection:
        connection.execute(text(LATER_DAY.format("changes_on")))
    assert found(database).fault is Fault.CHANGED
