"""The way so far of a plan's targets, with what scans told by the end of each quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import Engine

from inventory.acting import Acting
from inventory.approvals.log import ApprovalLog
from inventory.approvals.status import SystemStatus
from inventory.model import Code
from inventory.targets.counting import Evidence, Situation
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.indicator import Recorded
from inventory.targets.plan import Plan
from inventory.targets.progress import QUARTERS, Progress, progress
from inventory.targets.quarters import quarter_ends
from inventory.targets.registry import events_read
from reports.evidence.against_claims import ipv6_evidence_of_days
from reports.evidence.ipv6_state import CHECK, Seen
from scanner.runs.reader import ScanReader


@dataclass(frozen=True, kw_only=True)
class Past:
    """What a database tells of the ends of past quarters, oldest first, whichever systems are asked about."""

    statuses: Mapping[date, Mapping[Code, SystemStatus]]
    ipv6: Mapping[date, tuple[Seen, ...]]
    recorded: Recorded

    @classmethod
    def before(cls, engine: Engine, on: date) -> Self:
        """The quarters that had ended by a day."""
        days, reader = [day for day in quarter_ends(on, QUARTERS) if day != on], ScanReader(engine)
        recorded = recorded_in(engine)

        def told_by(day: date) -> tuple[Seen, ...]:
            return reader.telling(day, CHECK) if recorded.scans and recorded.scans <= day else ()

        return cls(
            statuses=ApprovalLog(engine).status_by_day(days, kinds=events_read()),
            ipv6={day: told_by(day) for day in days},
            recorded=recorded,
        )


def way_so_far(
    past: Past,
    plan: Plan,
    situation: Situation,
    indicators: tuple[IndicatorValue, ...],
    *,
    agencies: bool,
    acting: Acting,
) -> Progress:
    """The progress on the day of a situation, of which ``indicators`` are the figures."""
    inventory = situation.inventory
    before = [
        Situation(inventory=inventory, statuses=past.statuses[day], evidence=Evidence(ipv6=ipv6), as_of=day)
        for day, ipv6 in zip(past.ipv6, ipv6_evidence_of_days(inventory, past.ipv6.values()), strict=True)
    ]
    situations = [*before, situation]
    return progress(plan, situations, past.recorded, indicators, agencies=agencies, acting=acting)


def recorded_in(engine: Engine) -> Recorded:
    """From which day on a database has a record."""
    return Recorded(events=ApprovalLog(engine).begins(), scans=ScanReader(engine).begins())
