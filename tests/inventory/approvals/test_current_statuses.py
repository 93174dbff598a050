"""The current status kept beside the log is what the log says."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import statuses
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.database.store import InventoryStore
from inventory.model import Inventory
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, approved, event
from tests.inventory.conftest import NewDatabase

pytestmark = pytest.mark.both_databases

NOW = datetime(2023, 12, 31, 5, tzinfo=UTC)
TODAY = NOW.date()
SYSTEMS = tuple(SYSTEM.model_copy(update={"code": code, "name": code}) for code in "ST")
EVENTS = st.builds(
    event,
    st.sampled_from(EventKind),
    st.integers(1, 12),
    st.integers(1, 28),
    system=st.sampled_from("SST"),
    level=st.sampled_from([None, 2, 3, 3, 4]),
    number=st.sampled_from(["1", "2"]),
    corrects=st.sampled_from([None, None, 1, 2, 3]),
    withdraws=st.booleans(),
)
BATCHES = st.lists(st.tuples(st.sampled_from([Source.CLI, Source.IMPORT]), EVENTS), max_size=12)


def log_of(database: Engine) -> ApprovalLog:
    """An empty log of the systems S and T at the end of 2023."""
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=SYSTEMS))
    return ApprovalLog(database, clock=lambda: NOW)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=st.integers(0, 8), level=st.integers(1, 3), tried=BATCHES)
def test_replay_and_projection_agree(
    new_database: NewDatabase, way: int, level: int, tried: list[tuple[Source, ApprovalEvent]]
) -> None:
    """After any sequence of events, those refused among them, in order or told late, corrected or not.

    The legal way to an approval and beyond it, or a part of it, comes first, so that runs come far.
    """
    log = log_of(new_database())
    legal = [*approved(level), event(K.PLAN_PARTIAL, 7), event(K.PLAN_FULL, 8), event(K.DRAFTING, 9)][:way]
    for one in legal:
        log.append(one)
    assert log.current(TODAY) == statuses(log.events(), TODAY)
    for source, one in tried:
        try:
            log.append(one if one.kind == K.CORRECTED else _plain(one), source)
        except ApprovalRefusedError:
            continue
    assert log.current(TODAY) == statuses(log.events(), TODAY)
    assert log.verify().fault is None


def _plain(one: ApprovalEvent) -> ApprovalEvent:
    return one.model_copy(update={"corrects": None, "withdraws": False})


def test_an_import_of_many_is_projected(database: Engine) -> None:
    """All events of a file at once, of several systems."""
    log = log_of(database)
    log.append_new([*approved(), *(one.model_copy(update={"system": "T"}) for one in approved()[:2])])
    assert log.current(TODAY) == statuses(log.events(), TODAY)
    assert {code: status.approved for code, status in log.current(TODAY).items()} == {"S": True, "T": False}


def test_what_was_not_projected_is_folded(database: Engine) -> None:
    """A row that is missing, behind the log, or of older rules is not believed."""
    log = log_of(database)
    log.append_new(approved())
    expected = log.current(TODAY)
    for change in (
        "UPDATE current_statuses SET status = '{}'",
        "DELETE FROM current_statuses",
        "UPDATE current_statuses SET through = 3, status = '{}'",
    ):
        with database.begin() as connection:
            connection.execute(text(change))
        assert log.current(TODAY) == expected
    log.append(event(K.PLAN_FULL, 7))
    assert log.current(TODAY) == statuses(log.events(), TODAY)


def test_an_earlier_day_is_replayed(database: Engine) -> None:
    """A clock that was put back does not see what lies ahead of it."""
    log = log_of(database)
    log.append_new(approved())
    before = date(2023, 5, 31)
    assert log.current(before) == statuses(log.events(), before)


def test_the_label_ends_by_itself(database: Engine) -> None:
    """The day asked about counts, not the day of the last event."""
    log = log_of(database)
    log.append(event(K.LABEL_GRANTED, 1, until=TODAY))
    assert log.current(TODAY)["S"].labelled
    assert not log.current(TODAY + timedelta(days=1))["S"].labelled


def test_a_forged_status_is_found(database: Engine) -> None:
    """Verification holds the rows against the log."""
    log = log_of(database)
    log.append_new(approved())
    with database.begin() as connection:
        told = json.loads(connection.execute(text("SELECT status FROM current_statuses")).scalar_one())
        forged = json.dumps({**told, "level": 1}, ensure_ascii=False)
        connection.execute(text("UPDATE current_statuses SET status = :status"), {"status": forged})
    found = log.verify()
    assert (found.fault, found.sequence, found.events) == ("status", 5, 5)
