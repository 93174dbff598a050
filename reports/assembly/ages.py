"""How long findings have been open: the middle one of each severity, and of each agency."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from statistics import median
from typing import NamedTuple

from checks.model import Severity
from inventory.clock import day_of
from reports.model import AgencyAge, FindingAges, NamedRef, OpenAge, SeverityAge


class OpenFinding(NamedTuple):
    """One at one endpoint, and who must act on it."""

    severity: Severity
    since: datetime
    agencies: Collection[NamedRef]


def days_open(since: datetime, day: date) -> int:
    """Whole days from the day on which it was first seen; 0 on that day."""
    return max((day - day_of(since)).days, 0)


def finding_ages(findings: Iterable[OpenFinding], day: date) -> FindingAges:
    """Of the findings that are open on a day."""
    by_severity: defaultdict[Severity, list[int]] = defaultdict(list)
    by_agency: defaultdict[NamedRef, list[int]] = defaultdict(list)
    for finding in findings:
        days = days_open(finding.since, day)
        by_severity[finding.severity].append(days)
        for agency in finding.agencies:
            by_agency[agency].append(days)
    agencies = [AgencyAge(agency=agency, age=_age(days)) for agency, days in by_agency.items()]
    return FindingAges(
        by_severity=tuple(
            SeverityAge(severity=severity, age=_age(by_severity[severity]))
            for severity in sorted(by_severity, key=lambda severity: -severity.rank)
        ),
        by_agency=tuple(
            sorted(agencies, key=lambda line: (-line.age.median, -line.age.longest, line.agency.name))
        ),
    )


def _age(days: list[int]) -> OpenAge:
    return OpenAge(findings=len(days), median=float(median(days)), longest=max(days))
