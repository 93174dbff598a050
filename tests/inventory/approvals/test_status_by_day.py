"""Several days in one pass are what a replay of the whole log gives for each."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from inventory.approvals.events import ApprovalEvent, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import statuses
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.model import Inventory
from inventory.targets.counting import COUNTERS, Count, Situation
from inventory.targets.indicator_history import Recorded, histories
from inventory.targets.plan import load_plan
from tests.inventory.approvals.rules.builders import BODIES, K
from tests.inventory.approvals.test_current_statuses import BATCHES, SYSTEMS, log_of
from tests.inventory.conftest import NewDatabase

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


def counts(situation: Situation) -> dict[str, Count]:
    """What the indicators of the log count."""
    return {key: COUNTERS[key](situation) for key in ("approved", "compliant", "labelled")}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=BATCHES, days=DAYS)
def test_one_pass_counts_what_replays_count(
    new_database: NewDatabase, tried: Tried, days: list[date]
) -> None:
    """Whatever was recorded, in order or told late, corrected or not; on the last day the order as well."""
    log = told(new_database(), tried)
    found = log.status_by_day(days, stages=True)
    assert sorted(found) == sorted(set(days))
    for day in found:
        fast, slow = (
            counts(Situation(inventory=INVENTORY, statuses=one, as_of=day))
            for one in (found[day], statuses(log.events(), day))
        )
        assert {key: one.reached for key, one in fast.items()} == {
            key: one.reached for key, one in slow.items()
        }
        if day == max(days):
            assert {key: one.rest for key, one in fast.items()} == {
                key: one.rest for key, one in slow.items()
            }


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
    standing = log.status_by_day(days, stages=True)
    situations = [Situation(inventory=INVENTORY, statuses=standing[one], as_of=one) for one in days]
    return histories(load_plan("brvt-2023"), situations, Recorded(events=date(2022, 1, 1)))
