"""The way so far of a plan's targets, with what scans told by the end of each quarter."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Engine

from inventory.approval_log import ApprovalLog
from inventory.counting import Situation
from inventory.evidence import Evidence
from inventory.history import Recorded
from inventory.indicators import IndicatorValue
from inventory.model import Inventory
from inventory.plan import Plan
from inventory.progress import QUARTERS, Progress, progress
from inventory.quarters import quarter_ends
from reports.ipv6 import CHECK, ipv6_by_system
from scanner.store import ScanStore


def way_so_far(
    engine: Engine, plan: Plan, situation: Situation, indicators: tuple[IndicatorValue, ...]
) -> Progress:
    """The progress on the day of a situation, of which ``indicators`` are the figures."""
    log, scans = ApprovalLog(engine), ScanStore(engine)
    ends = [day for day in quarter_ends(situation.as_of, QUARTERS) if day != situation.as_of]
    standing = {**log.standing(ends), situation.as_of: situation.statuses}
    evidence = _ipv6_at(scans, situation.inventory, ends)
    recorded = Recorded(events=log.begins(), scans=scans.begins())
    told = {**evidence, situation.as_of: situation.evidence}
    return progress(plan, situation.inventory, standing, told, recorded, indicators)


def _ipv6_at(scans: ScanStore, inventory: Inventory, days: Iterable[date]) -> Mapping[date, Evidence]:
    """What was known of IPv6 at the end of each day, which are sorted; scans are read once."""
    verdicts = scans.history(CHECK)
    found: dict[date, Evidence] = {}
    latest = {}
    waiting = next(verdicts, None)
    for day in days:
        while waiting is not None and waiting.day <= day:
            latest[waiting.key] = waiting.verdict
            waiting = next(verdicts, None)
        if latest:
            found[day] = Evidence(ipv6=ipv6_by_system(inventory, latest))
    return found
