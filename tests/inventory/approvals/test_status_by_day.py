"""Several days in one pass are what a replay of the whole log gives for each."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from inventory.approvals.events import ApprovalEvent, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import statuses
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.model import Inventory
from inventory.targets.counting import Situation
from inventory.targets.history import histories
from inventory.targets.indicator import Recorded
from inventory.targets.plan import load_plan
from inventory.targets.registry import all_indicators, events_read
from tests.inventory.approvals.rules.builders import BODIES, K
from tests.inventory.approvals.test_current_statuses import BATCHES, SYSTEMS, log_of
from tests.inventory.conftest import NewDatabase

pytestmark = pytest.mark.both_databases

INVENTORY = Inventory(organizations=BODIES, systems=SYSTEMS)
DAYS = st.lists(st.dates(date(2022, 12, 1), date(2023, 12, 31)), min_size=1, max_size=4)
Tried = list[tuple[Source, ApprovalEvent]]


def told(database: Engine, tried: Tried) -> ApprovalLog:
    """A log with those of the events that the rules let in."""
    log = log_of(database)
    add(log, tried)
    return log


def add(log: ApprovalLog, tried: Tried) -> None:
    """Record those of the events that the rules let in; others than corrections correct nothing."""
    for source, one in tried:
        plain = (
            one if one.kind == K.CORRECTED else one.model_copy(update={"corrects": None, "withdraws": False})
        )
        try:
            log.append(plain, source)
        except ApprovalRefusedError:
            continue


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=BATCHES, days=DAYS)
def test_one_pass_counts_what_replays_count(
    new_database: NewDatabase, tried: Tried, days: list[date]
) -> None:
    """Whatever was recorded, told late or corrected: each indicator names all the events that it hangs on."""
    log = told(new_database(), tried)
    for one in all_indicators().values():
        found = log.status_by_day(days, kinds=one.reads, stages=True)
        assert sorted(found) == sorted(set(days))
        for day in found:
            fast, slow = (
                one.on(Situation(inventory=INVENTORY, statuses=seen, as_of=day))
                for seen in (found[day], statuses(log.events(), day))
            )
            assert fast.reached == slow.reached
            assert fast.not_reached == slow.not_reached or day < max(days)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=BATCHES, more=BATCHES, day=st.dates(date(2023, 1, 31), date(2023, 12, 30)))
def test_later_events_change_no_earlier_figure(
    new_database: NewDatabase, tried: Tried, more: Tried, day: date
) -> None:
    """Whatever happens after a day, corrections included, the history up to it stays as it was."""
    log = told(new_database(), [one for one in tried if one[1].on <= day])
    before = history(log, day)
    add(log, [one for one in more if one[1].on > day])
    assert history(log, day) == before


def history(log: ApprovalLog, day: date) -> object:
    """The figures on a day and on two days before it."""
    days = [date(2022, 12, 31), date(2023, 1, 15), day]
    standing = log.status_by_day(days, kinds=events_read(), stages=True)
    situations = [Situation(inventory=INVENTORY, statuses=standing[one], as_of=one) for one in days]
    return histories(load_plan("brvt-2023"), situations, Recorded(events=date(2022, 1, 1)))
