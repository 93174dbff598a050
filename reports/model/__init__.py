"""The report as data, free of language and layout: the JSON report is exactly this."""

from reports.model.deadlines import DeadlineCount, DeadlineLine, Deadlines, WaiverDeadline
from reports.model.estate import (
    AgencyLine,
    AgencyPage,
    Coverage,
    EndedBody,
    EndpointView,
    Ipv6Line,
    Ipv6State,
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
    ProblemLine,
    SeverityCounts,
    SharedHost,
)
from reports.model.report import Report
from reports.model.targets import AgencyWork, Headline, Reviewed, TargetCard, TargetState, WorkLine
from reports.model.waivers import WaivedFor, WaivedVerdict, WaiverView

__all__ = [
    "AgencyLine",
    "AgencyPage",
    "AgencyWork",
    "CauseGroup",
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
    "Headline",
    "Ipv6Line",
    "Ipv6State",
    "NamedRef",
    "NotTestedGroup",
    "ProblemLine",
    "Report",
    "Reviewed",
    "SeverityCounts",
    "SharedHost",
    "SystemView",
    "TargetCard",
    "TargetState",
    "WaivedFor",
    "WaivedVerdict",
    "WaiverDeadline",
    "WaiverView",
    "WorkLine",
]
