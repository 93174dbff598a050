"""Deadlines from where each system stands and the few events read for it are those of the whole log."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.deadlines import deadlines, deadlines_of
from inventory.law.ruleset import rulesets
from tests.inventory.approvals.test_current_statuses import BATCHES
from tests.inventory.approvals.test_status_by_day import INVENTORY, Tried, told
from tests.inventory.conftest import NewDatabase


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=BATCHES, day=st.dates(date(2022, 12, 1), date(2024, 12, 31)))
def test_few_events_give_every_deadline(new_database: NewDatabase, tried: Tried, day: date) -> None:
    """Whatever was recorded, told late or corrected, on any day."""
    log = told(new_database(), tried)
    fast = deadlines_of(INVENTORY, log.statuses(day), log.resting_on(day), rulesets(), day)
    assert fast == deadlines(INVENTORY, log.events(), rulesets(), day)
