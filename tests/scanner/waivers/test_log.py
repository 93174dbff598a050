"""The record of waivers: appended, never changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from scanner.errors import ScannerError
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import Accepted, RevocationRequest, Waiver
from tests.scanner.waivers.estate import KEY_A, NOW, TODAY, accepted_at, clock, filled, request, verdict

pytestmark = pytest.mark.both_databases

ACCEPTED = (accepted_at(KEY_A, verdict()),)
WHY = "Đã khắc phục"


def accept(_known: tuple[Waiver, ...]) -> tuple[Accepted, ...]:
    """The one finding, whatever is waived already."""
    return ACCEPTED


def log(database: Engine, at: datetime = NOW) -> WaiverLog:
    """The log at a moment."""
    return WaiverLog(database, lambda: at, actor="may-chu")


def test_a_waiver_comes_back_as_it_was_given(database: Engine) -> None:
    """Everything about it, with the day in Viet Nam and the moment in UTC."""
    given = log(filled(database)).give(request(), accept)
    assert log(database).waivers() == (given,)
    assert (given.number, given.given_on, given.recorded_at, given.actor) == (1, TODAY, NOW, "can-bo")
    assert given.accepted == ACCEPTED
    assert given.revocation is None


def test_whoever_is_logged_in_records_unless_told(database: Engine) -> None:
    """A waiver always has an author."""
    assert log(filled(database)).give(request(actor=None), accept).actor == "may-chu"


def test_a_revocation_is_a_row_of_its_own(database: Engine) -> None:
    """The waiver's row stays; the next waiver's number is past both."""
    given = log(filled(database)).give(request(), accept)
    later = NOW + timedelta(days=2)
    back = log(database, later).revoke(RevocationRequest(number=1, reason=WHY, actor=None))
    assert back.revocation is not None
    assert (back.revocation.on, back.revocation.reason, back.revocation.actor) == (
        date(2026, 6, 3),
        WHY,
        "may-chu",
    )
    assert back.model_copy(update={"revocation": None}) == given
    assert log(database, later).give(request(), accept).number == 3


@pytest.mark.parametrize(
    ("number", "days", "told"),
    [(9, 0, "no waiver 9: `capdo waiver list`"), (1, 31, "ended on 2026-07-01"), (2, 1, "no waiver 2")],
)
def test_only_a_waiver_that_holds_can_be_revoked(database: Engine, number: int, days: int, told: str) -> None:
    """Unknown numbers and waivers that ended by themselves are refused."""
    log(filled(database)).give(request(), accept)
    with pytest.raises(ScannerError, match=told):
        log(database, NOW + timedelta(days=days)).revoke(RevocationRequest(number=number, reason=WHY))


def test_a_waiver_is_revoked_once(database: Engine) -> None:
    """The second time says when it happened, and its number is no waiver's."""
    log(filled(database)).give(request(), accept)
    log(database).revoke(RevocationRequest(number=1, reason=WHY))
    with pytest.raises(ScannerError, match="revoked on 2026-06-01 already"):
        log(database).revoke(RevocationRequest(number=1, reason=WHY))
    with pytest.raises(ScannerError, match="no waiver 2"):
        log(database).revoke(RevocationRequest(number=2, reason=WHY))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE waiver_events SET until = '2099-01-01'",
        "DELETE FROM waiver_events",
        "INSERT OR REPLACE INTO waiver_events SELECT * FROM waiver_events",
    ],
)
def test_no_row_is_ever_changed(database: Engine, statement: str) -> None:
    """The database itself refuses."""
    log(filled(database)).give(request(), accept)
    is_sqlite = database.name == "sqlite"
    refused: type[DBAPIError] = IntegrityError if is_sqlite else DBAPIError
    why = "append-only" if is_sqlite else "append-only|syntax error"  # OR REPLACE is SQLite's
    with pytest.raises(refused, match=why), database.begin() as connection:
        connection.execute(text(statement))


def test_a_waiver_needs_a_system(database: Engine) -> None:
    """The table itself holds waivers of the inventory's systems only."""
    with pytest.raises(IntegrityError):
        log(filled(database)).give(request(system="AI"), accept)
    assert WaiverLog(database, clock).waivers() == ()


def test_waivers_given_at_once_get_numbers_of_their_own(database: Engine) -> None:
    """Eight writers, none lost, none twice."""
    filled(database)
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: log(database).give(request(), accept).number, range(8)))
    assert sorted(given) == list(range(1, 9))
