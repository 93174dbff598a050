"""Deadlines from where each system stands and the few events read for it are those of the whole log."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from inventory.deadlines import deadlines, deadlines_of
from inventory.errors import InventoryError
from inventory.law.ruleset import rulesets
from tests.inventory.approvals.rules.builders import K, event
from tests.inventory.approvals.test_current_statuses import BATCHES, log_of
from tests.inventory.approvals.test_status_by_day import INVENTORY, Tried, told
from tests.inventory.approvals.test_verification import tamper
from tests.inventory.conftest import NewDatabase

pytestmark = pytest.mark.both_databases


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=BATCHES, day=st.dates(date(2022, 12, 1), date(2024, 12, 31)))
def test_few_events_give_every_deadline(new_database: NewDatabase, tried: Tried, day: date) -> None:
    """Whatever was recorded, told late or corrected, on any day."""
    log = told(new_database(), tried)
    fast = deadlines_of(INVENTORY, log.statuses(day), log.resting_on(day), rulesets(), day)
    assert fast == deadlines(INVENTORY, log.events(), rulesets(), day)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE approval_events SET happened_on = '2020-99-99'",
        "UPDATE approval_events SET until = '2020-99-99'",
        "UPDATE approval_events SET until = '2020-99-99', corrects = 1",
    ],
)
@pytest.mark.sqlite_only
def test_what_no_program_of_ours_wrote_is_told_in_a_line(database: Engine, statement: str) -> None:
    """A day that is none, among the few events that are read and where the whole history is."""
    log = log_of(database)
    log.append(event(K.DRAFTING, 1))
    tamper(database, statement)
    with pytest.raises(InventoryError, match="can't be read"):
        log.resting_on(date(2023, 12, 31))
