"""The way so far of a plan's targets, with what scans told by the end of each quarter."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Engine

from inventory.approvals.log import ApprovalLog
from inventory.model import Inventory
from inventory.targets.counting import Evidence, Situation
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.indicator import Recorded
from inventory.targets.plan import Plan
from inventory.targets.progress import QUARTERS, Progress, progress
from inventory.targets.quarters import quarter_ends
from inventory.targets.registry import events_read
from reports.evidence.against_claims import ipv6_evidence
from reports.evidence.ipv6_state import CHECK
from scanner.observation import Observation
from scanner.runs.reader import ScanReader


def way_so_far(
    engine: Engine,
    plan: Plan,
    situation: Situation,
    indicators: tuple[IndicatorValue, ...],
    *,
    agencies: bool,
) -> Progress:
    """The progress on the day of a situation, of which ``indicators`` are the figures."""
    log, inventory = ApprovalLog(engine), situation.inventory
    ends = [day for day in quarter_ends(situation.as_of, QUARTERS) if day != situation.as_of]
    standing, evidence = log.status_by_day(ends, kinds=events_read()), _ipv6_at(engine, inventory, ends)
    before = [
        Situation(inventory=inventory, statuses=standing[day], evidence=evidence[day], as_of=day)
        for day in ends
    ]
    return progress(plan, [*before, situation], recorded_in(engine), indicators, agencies=agencies)


def recorded_in(engine: Engine) -> Recorded:
    """From which day on a database has a record."""
    return Recorded(events=ApprovalLog(engine).begins(), scans=ScanReader(engine).begins())


def _ipv6_at(engine: Engine, inventory: Inventory, days: Iterable[date]) -> Mapping[date, Evidence]:
    """What was known of IPv6 at the end of each day, as a report of that day has it."""
    reader = ScanReader(engine)
    begins = reader.begins()

    def told_by(day: date) -> tuple[Observation, ...]:
        return reader.telling(day, CHECK) if begins is not None and begins <= day else ()

    return {day: Evidence(ipv6=ipv6_evidence(inventory, told_by(day))) for day in days}
