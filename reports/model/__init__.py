"""The report as data, free of language and layout: the JSON report is exactly this."""

from reports.model.changes import (
    AgencyAge,
    ChangeCount,
    ChangedSince,
    ChangeLine,
    FindingAges,
    OpenAge,
    SeverityAge,
)
from reports.model.deadlines import DeadlineCount, DeadlineLine, Deadlines
from reports.model.estate import (
    AgencyLine,
    AgencyPage,
    Coverage,
    EndedBody,
    EndpointView,
    Ipv6Agency,
    Ipv6Line,
    NamedRef,
    NotTestedGroup,
    SystemView,
)
from reports.model.findings import (
    CauseGroup,
    CheckView,
    ContradictedSystem,
    Contradiction,
    FamilyLine,
    PagePicture,
    ProblemLine,
    SeverityCounts,
    SharedHost,
)
from reports.model.report import Report
from reports.model.targets import AgencyWork, Headline, Reviewed, TargetCard, TargetState, WorkLine
from reports.model.waivers import WaivedFor, WaivedVerdict, WaiverView
from reports.source import Ipv6State

__all__ = [
    "AgencyAge",
    "AgencyLine",
    "AgencyPage",
    "AgencyWork",
    "CauseGroup",
    "ChangeCount",
    "ChangeLine",
    "ChangedSince",
    "CheckView",
    "ContradictedSystem",
    "Contradiction",
    "Coverage",
    "DeadlineCount",
    "DeadlineLine",
    "Deadlines",
    "EndedBody",
    "EndpointView",
    "FamilyLine",
    "FindingAges",
    "Headline",
    "Ipv6Agency",
    "Ipv6Line",
    "Ipv6State",
    "NamedRef",
    "NotTestedGroup",
    "OpenAge",
    "PagePicture",
    "ProblemLine",
    "Report",
    "Reviewed",
    "SeverityAge",
    "SeverityCounts",
    "SharedHost",
    "SystemView",
    "TargetCard",
    "TargetState",
    "WaivedFor",
    "WaivedVerdict",
    "WaiverView",
    "WorkLine",
]
