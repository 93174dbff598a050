"""Agencies (owners, or operating units): ranked by what they have achieved, and one page for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from inventory.model import Code, Organization, System
from inventory.targets.history import AgencyPoint
from reports.assembly.estate import Estate, keys_of
from reports.assembly.waivers import counts
from reports.model import AgencyLine, AgencyPage, EndedBody, NamedRef

Merit = tuple[float, float, float, int]
Histories = Mapping[Code, tuple[AgencyPoint, ...]]


def ranked(estate: Estate) -> tuple[AgencyLine, ...]:
    """Best first: share approved, share compliant, share labelled, then fewest serious findings."""
    owned: dict[Code, list[System]] = defaultdict(list)
    for system in estate.counted():
        owned[estate.agency(system).code].append(system)
    lines = [_line(estate, owner, systems) for owner, systems in owned.items()]
    lines.sort(key=lambda line: (_merit(line), -line.systems, line.organization.name))
    ranks: dict[Merit, int] = {}
    for place, line in enumerate(lines, start=1):
        ranks.setdefault(_merit(line), place)
    return tuple(line.model_copy(update={"rank": ranks[_merit(line)]}) for line in lines)


def pages(
    estate: Estate, ranked: Iterable[AgencyLine], contradicted: Collection[Code]
) -> tuple[AgencyPage, ...]:
    """By name. An owner without a system in operation has a page too."""
    lines = {line.organization.code: line for line in ranked}
    histories = estate.source.progress.agencies if estate.source.progress else {}
    owned: dict[Code, list[System]] = defaultdict(list)
    for system in estate.inventory.systems:
        owned[estate.agency(system).code].append(system)
    agency_pages = [
        AgencyPage(
            organization=estate.organization(code),
            line=lines.get(code),
            history=histories.get(code, ()),
            ended=_ended(estate, code, histories),
            systems=tuple(system.code for system in systems),
            review=tuple(system.code for system in systems if system.code in contradicted),
        )
        for code, systems in owned.items()
    ]
    return tuple(sorted(agency_pages, key=lambda page: (page.organization.name, page.organization.code)))


def _merit(line: AgencyLine) -> Merit:
    shares = (line.approved / line.systems, line.compliant / line.systems)
    labelled = line.labelled / line.portals if line.portals else 0.0
    return (-shares[0], -shares[1], -labelled, line.findings.serious)


def _line(estate: Estate, owner: Code, systems: list[System]) -> AgencyLine:
    approvals = [estate.source.approval(system.code) for system in systems]
    portals = [system for system in systems if system.is_portal]
    keys = {key for system in systems for key in keys_of(system)}
    observed = keys & estate.observed.keys()
    return AgencyLine(
        rank=0,
        organization=estate.organization(owner),
        systems=len(systems),
        approved=sum(line.approved for line in approvals),
        compliant=sum(line.approved and line.claims_compliance for line in approvals),
        portals=len(portals),
        labelled=sum(estate.source.approval(portal.code).labelled for portal in portals),
        findings=counts(estate, estate.findings_of(observed), {system.code for system in systems}),
        not_tested=sum(len(estate.not_tested_at[key]) for key in observed),
        endpoints=len(keys),
        endpoints_scanned=len(keys & estate.looked_at),
    )


def _ended(estate: Estate, code: Code, histories: Histories) -> tuple[EndedBody, ...]:
    bodies = {body.code: body for body in estate.inventory.organizations}
    predecessors = estate.successors.predecessors(code, estate.source.as_of)
    ended = (
        _body(bodies[predecessor], histories.get(predecessor, ()))
        for predecessor in predecessors
        if predecessor in bodies
    )
    return tuple(body for body in ended if body is not None)


def _body(body: Organization, history: tuple[AgencyPoint, ...]) -> EndedBody | None:
    if body.valid_to is None:
        return None
    named = NamedRef(code=body.code, name=body.name)
    return EndedBody(organization=named, ended_on=body.valid_to, history=history)
