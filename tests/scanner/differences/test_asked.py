"""Between what is compared: runs, days, or the last two times that each endpoint was really seen."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from checks.model import Outcome
from inventory.clock import day_of
from inventory.database.transactions import reading
from scanner.differences.asked import Comparison, compared
from scanner.differences.change import Kind
from scanner.errors import ScannerError
from tests.scanner.differences.estate import OWN, SHARED, settled
from tests.scanner.runs.standing.looking import CHECKS, Seen, recorded, verdict

pytestmark = pytest.mark.both_databases

TLS, HSTS = CHECKS
FAIL, PASS, UNTOLD = Outcome.FAIL, Outcome.PASS, Outcome.NOT_TESTED
TODAY = 20
At = tuple[str, int, Outcome]


def now() -> datetime:
    """The clock of these tests."""
    return Seen(OWN, TODAY, ()).at


def day(number: int) -> str:
    """That many days after the first, as it is typed."""
    return day_of(Seen(OWN, number, ()).at).isoformat()


def looked(engine: Engine, *looks: At) -> list[int]:
    """Runs of one look each: at which host, on which day, and what it told of TLS."""
    return recorded(engine, [Seen(host, at, (verdict(TLS, outcome),)) for host, at, outcome in looks])


def asked(engine: Engine, *ends: str, systems: Sequence[str] | None = None) -> Comparison:
    """The comparison."""
    with reading(engine) as connection:
        return compared(connection, ends, systems, now)


def kinds(comparison: Comparison) -> list[tuple[Kind, str]]:
    """What changed at which host, of system A."""
    return [(change.kind, change.host) for change in comparison.changes if change.system == "A"]


LAST_LOOKS: tuple[tuple[tuple[At, ...], list[tuple[Kind, str]]], ...] = (
    ((), []),
    (((OWN, 1, UNTOLD),), []),
    (((OWN, 1, FAIL),), [(Kind.NEW, OWN)]),
    (((OWN, 1, FAIL), (OWN, 2, PASS)), [(Kind.FIXED, OWN)]),
    (((OWN, 1, FAIL), (OWN, 2, UNTOLD), (OWN, 3, PASS)), [(Kind.FIXED, OWN)]),
    (((OWN, 1, FAIL), (OWN, 2, UNTOLD)), [(Kind.NEW, OWN)]),
    (((OWN, 1, FAIL), (OWN, 2, FAIL), (OWN, 3, UNTOLD)), [(Kind.UNTESTED, OWN)]),
    (((OWN, 1, FAIL), (OWN, 2, PASS), (OWN, 3, PASS)), []),
    # Each by its own looks: the other host was seen long before, and once more long after.
    (
        ((SHARED, 1, PASS), (SHARED, 2, FAIL), (OWN, 5, FAIL), (OWN, 8, PASS)),
        [(Kind.NEW, SHARED), (Kind.FIXED, OWN)],
    ),
    (
        ((SHARED, 1, PASS), (OWN, 2, FAIL), (OWN, 3, PASS), (SHARED, 9, FAIL)),
        [(Kind.NEW, SHARED), (Kind.FIXED, OWN)],
    ),
)


@pytest.mark.parametrize(("looks", "expected"), LAST_LOOKS)
def test_the_last_two_looks_at_each_endpoint(
    database: Engine, looks: tuple[At, ...], expected: list[tuple[Kind, str]]
) -> None:
    """A look that told nothing is no look at the endpoint; one alone shows all that it found as new."""
    settled(database)
    looked(database, *looks)
    assert kinds(asked(database)) == expected


def test_by_runs_by_days_and_mixed(database: Engine) -> None:
    """A run stands for the moment after all it saw, a day for its end; no later one for all that is known."""
    settled(database)
    first, second, third = looked(database, (OWN, 1, PASS), (OWN, 5, FAIL), (OWN, 9, PASS))
    new, fixed = [(Kind.NEW, OWN)], [(Kind.FIXED, OWN)]
    for ends, expected in (
        ((str(first), str(second)), new),
        ((str(second), str(third)), fixed),
        ((str(first), str(third)), []),
        ((str(second),), fixed),
        ((day(1), day(5)), new),
        ((day(4), day(8)), new),
        ((day(0), day(4)), []),
        ((day(5), str(third)), fixed),
        ((str(first), day(TODAY)), []),
    ):
        assert kinds(asked(database, *ends)) == expected, ends


def test_its_ends_are_told(database: Engine) -> None:
    """Of the last looks, from the earliest that counts to the newest."""
    settled(database)
    looked(database, (SHARED, 1, PASS), (SHARED, 2, FAIL), (OWN, 5, FAIL), (OWN, 8, PASS))
    found = asked(database)
    assert (found.begin, found.end) == (Seen(OWN, 1, ()).at, Seen(OWN, 8, ()).at)
    assert asked(database, systems=["B"]).end == Seen(OWN, 2, ()).at
    of_days = asked(database, day(1), day(2))
    assert of_days.begin is not None
    assert of_days.end - of_days.begin == timedelta(days=1)


@pytest.mark.parametrize(
    ("ends", "says"),
    [
        (("7",), "there is no run 7"),
        (("x",), "'x' is no run and no day"),
        (("2026-13-01",), "is no run and no day"),
        (("-1",), "is no run and no day"),
        (("2099-01-01",), "2099-01-01 is in the future"),
        (("2026-01-05", "2026-01-02"), "2026-01-05 is not earlier than 2026-01-02"),
        (("2026-01-05", "2026-01-05"), "is not earlier than 2026-01-05"),
        ((day(TODAY),), "is not earlier than today"),
    ],
)
def test_what_cannot_be_compared(database: Engine, ends: tuple[str, ...], says: str) -> None:
    """One clear sentence."""
    settled(database)
    with pytest.raises(ScannerError, match=re.escape(says)):
        asked(database, *ends)
