"""Agencies, systems and endpoints as the report shows them."""

from datetime import date, datetime

from checks.model import Frozen, Reason, Verdict
from inventory.model import Code
from inventory.targets.history import AgencyPoint
from reports.model.findings import SeverityCounts
from reports.model.waivers import WaivedVerdict
from reports.source import ApprovalLine, Ipv6State
from scanner.runs.standing.confirmation import Confirmation


class NamedRef(Frozen):
    """A system or organization by code, with its name as the inventory has it."""

    code: Code
    name: str


class Ipv6Line(Frozen):
    """The systems in one IPv6 state; a system's state is that of its worst web endpoint."""

    state: Ipv6State
    systems: tuple[NamedRef, ...]


class Ipv6Agency(Frozen):
    """How many systems in operation of one agency are in each IPv6 state; every state is told."""

    agency: NamedRef
    counts: dict[Ipv6State, int]


class AgencyLine(Frozen):
    """An organization by the systems in operation that it owns. Equal figures share a rank."""

    rank: int
    organization: NamedRef
    systems: int
    approved: int
    compliant: int  # approved, and plan fully implemented
    portals: int
    labelled: int  # portals with a label in force
    findings: SeverityCounts  # of its endpoints, each counted once
    not_tested: int  # verdicts that could not be reached
    endpoints: int = 0
    endpoints_scanned: int = 0  # of which at least one check could be told


class EndedBody(Frozen):
    """A body whose systems another one took over, and what it had achieved until its end."""

    organization: NamedRef
    ended_on: date  # the first day on which it no longer existed
    history: tuple[AgencyPoint, ...]


class AgencyPage(Frozen):
    """One owner: its own quarters, those of the bodies that it took over from, and what it has to do.

    ``line``: None while no system of it is in operation. ``review``: systems whose record the scans
    contradict. Its work, deadlines and systems stand once in the report, each with its owner.
    """

    organization: NamedRef
    line: AgencyLine | None
    history: tuple[AgencyPoint, ...]
    ended: tuple[EndedBody, ...]
    systems: tuple[Code, ...]
    review: tuple[Code, ...]


class EndpointView(Frozen):
    """What stands of one endpoint. ``verdicts`` are worst first, and empty when it was never scanned.

    ``observed_at``: the newest look that told something; of one that none told anything of, the newest look.
    ``confirmations``: how old findings are, by check, and whatever the newest look did not confirm. A finding
    that is waived for some of the ``systems`` is among the verdicts as before, and in ``waived``.
    """

    id: int
    host: str
    https_port: int
    http_port: int
    observed_at: datetime | None
    verdicts: tuple[Verdict, ...]
    systems: tuple[Code, ...]
    waived: tuple[WaivedVerdict, ...] = ()
    confirmations: dict[str, Confirmation] = {}


class SystemView(Frozen):
    """One system; ``endpoints`` are ids of the report's endpoints."""

    code: Code
    name: str
    owner: NamedRef
    operator: NamedRef | None
    is_portal: bool
    in_operation: bool
    proposed_level: int | None
    approval: ApprovalLine
    endpoints: tuple[int, ...]
    ipv6: Ipv6State
    findings: SeverityCounts
    not_tested: int
    contradicted: bool


class NotTestedGroup(Frozen):
    """What could not be tested for one reason: verdicts, and the hosts and check families concerned."""

    reason: Reason
    verdicts: int
    hosts: tuple[str, ...]
    families: tuple[str, ...]


class Coverage(Frozen):
    """How much of the inventory was looked at, when, and with how many connections (by kind).

    An endpoint counts as scanned when at least one check of it could be told, by its newest look or by an
    earlier one whose verdict stands.
    """

    systems: int
    systems_with_endpoints: int
    systems_scanned: int  # at least one endpoint scanned
    endpoints: int
    endpoints_scanned: int
    oldest: datetime | None
    newest: datetime | None
    never_scanned: tuple[NamedRef, ...]  # have endpoints, none of them scanned
    without_endpoints: tuple[NamedRef, ...]
    connections: dict[str, int]
    unconfirmed: int = 0  # endpoints with a finding that the newest look could not confirm
    stale: int = 0  # endpoints with a verdict that is too old to be counted where something is measured
    without_ipv6: int = 0  # endpoints with a check that waits for a scanner whose own IPv6 works
    undated: tuple[NamedRef, ...] = ()  # without a day of operation: neither counted nor scanned

    @property
    def connections_total(self) -> int:
        """Connections opened for the observations of this report."""
        return sum(self.connections.values())
