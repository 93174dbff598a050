"""Owner organizations, ranked by what they have achieved."""

from collections import defaultdict

from checks.model import Outcome
from inventory.model import Code, System
from reports.assembly.estate import Estate, keys_of
from reports.assembly.waivers import KeyedVerdict, counts
from reports.model import AgencyLine

Merit = tuple[float, float, float, int]


def ranked(estate: Estate) -> tuple[AgencyLine, ...]:
    """Best first: share approved, share compliant, share labelled, then fewest serious findings."""
    owned: dict[Code, list[System]] = defaultdict(list)
    for system in estate.counted():
        owned[estate.owner(system).code].append(system)
    lines = [_line(estate, owner, systems) for owner, systems in owned.items()]
    lines.sort(key=lambda line: (_merit(line), -line.systems, line.organization.name))
    ranks: dict[Merit, int] = {}
    for place, line in enumerate(lines, start=1):
        ranks.setdefault(_merit(line), place)
    return tuple(line.model_copy(update={"rank": ranks[_merit(line)]}) for line in lines)


def _merit(line: AgencyLine) -> Merit:
    shares = (line.approved / line.systems, line.compliant / line.systems)
    labelled = line.labelled / line.portals if line.portals else 0.0
    return (-shares[0], -shares[1], -labelled, line.findings.serious)


def _line(estate: Estate, owner: Code, systems: list[System]) -> AgencyLine:
    approvals = [estate.source.approval(system.code) for system in systems]
    portals = [system for system in systems if system.is_portal]
    found = _found(estate, systems)
    return AgencyLine(
        rank=0,
        organization=estate.organization(owner),
        systems=len(systems),
        approved=sum(line.approved for line in approvals),
        compliant=sum(line.approved and line.claims_compliance for line in approvals),
        portals=len(portals),
        labelled=sum(estate.source.approval(portal.code).labelled for portal in portals),
        findings=counts(estate, found, {system.code for system in systems}),
        not_tested=sum(verdict.outcome is Outcome.NOT_TESTED for _, verdict in found),
    )


def _found(estate: Estate, systems: list[System]) -> list[KeyedVerdict]:
    keys = {key for system in systems for key in keys_of(system)} & estate.observed.keys()
    return [(key, verdict) for key in keys for verdict in estate.observed[key].verdicts]
