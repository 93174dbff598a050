"""The way so far of a plan's targets, with what scans told by the end of each quarter."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Engine

from checks.model import Verdict
from inventory.approvals.log import ApprovalLog
from inventory.model import Inventory
from inventory.targets.counting import NO_EVIDENCE, Evidence, Situation
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.indicator import Recorded
from inventory.targets.plan import Plan
from inventory.targets.progress import QUARTERS, Progress, progress
from inventory.targets.quarters import quarter_ends
from inventory.targets.registry import events_read
from reports.evidence.ipv6_state import CHECK, Key, ipv6_by_system
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
        Situation(
            inventory=inventory, statuses=standing[day], evidence=evidence.get(day, NO_EVIDENCE), as_of=day
        )
        for day in ends
    ]
    recorded = Recorded(events=log.begins(), scans=ScanReader(engine).begins())
    return progress(plan, [*before, situation], recorded, indicators, agencies=agencies)


def _ipv6_at(engine: Engine, inventory: Inventory, days: Iterable[date]) -> Mapping[date, Evidence]:
    """What was known of IPv6 at the end of each day, which are sorted; scans are read once."""
    verdicts = ScanReader(engine).verdicts_of(CHECK)
    found: dict[date, Evidence] = {}
    latest: dict[Key, Verdict] = {}
    waiting = next(verdicts, None)
    for day in days:
        while waiting is not None and waiting.day <= day:
            latest[waiting.key] = waiting.verdict
            waiting = next(verdicts, None)
        if latest:
            found[day] = Evidence(ipv6=ipv6_by_system(inventory, latest))
    return found
