"""One page for each owner of a system: where it stands, how it came there, what it has to do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from inventory.model import Code, Organization, System
from inventory.targets.history import AgencyPoint
from reports.assembly.estate import Estate
from reports.model import AgencyLine, AgencyPage, EndedBody, NamedRef

Histories = Mapping[Code, tuple[AgencyPoint, ...]]


def pages(
    estate: Estate, ranked: Iterable[AgencyLine], contradicted: Collection[Code]
) -> tuple[AgencyPage, ...]:
    """By name. An owner without a system in operation has a page too."""
    lines = {line.organization.code: line for line in ranked}
    histories = estate.source.progress.agencies if estate.source.progress else {}
    owned: dict[Code, list[System]] = defaultdict(list)
    for system in estate.inventory.systems:
        owned[estate.owner(system).code].append(system)
    found = [
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
    return tuple(sorted(found, key=lambda page: (page.organization.name, page.organization.code)))


def _ended(estate: Estate, code: Code, histories: Histories) -> tuple[EndedBody, ...]:
    bodies = {body.code: body for body in estate.inventory.organizations}
    before = estate.successors.predecessors(code, estate.source.as_of)
    told = (_body(bodies[one], histories.get(one, ())) for one in before if one in bodies)
    return tuple(body for body in told if body is not None)


def _body(body: Organization, history: tuple[AgencyPoint, ...]) -> EndedBody | None:
    if body.valid_to is None:
        return None
    named = NamedRef(code=body.code, name=body.name)
    return EndedBody(organization=named, ended_on=body.valid_to, history=history)
