"""The systems to approve first, with names, split by agency."""

from collections import defaultdict
from collections.abc import Mapping

from inventory.model import Code
from inventory.targets.work_list import WorkItem
from reports.model import AgencyWork, NamedRef, WorkLine
from reports.source import ApprovalStage, TargetSource
from reports.text.names import organization_names, system_names


def by_agency(source: TargetSource) -> tuple[AgencyWork, ...]:
    """The agency of the easiest system first; within each, the easiest first."""
    if source.progress is None:
        return ()
    systems, bodies = system_names(source.inventory), organization_names(source.inventory)
    work: dict[Code, list[WorkLine]] = defaultdict(list)
    for item in source.progress.work:
        work[item.agency].append(_line(item, systems[item.system], bodies))
    return tuple(
        AgencyWork(owner=lines[0].owner, agency=lines[0].agency, lines=tuple(lines))
        for lines in work.values()
    )


def in_order(work: tuple[AgencyWork, ...]) -> list[WorkLine]:
    """All of them, the easiest first."""
    return sorted((line for agency in work for line in agency.lines), key=lambda line: line.place)


def _line(item: WorkItem, name: str, bodies: Mapping[Code, str]) -> WorkLine:
    return WorkLine(
        place=item.place,
        system=NamedRef(code=item.system, name=name),
        owner=NamedRef(code=item.owner, name=bodies.get(item.owner, item.owner)),
        agency=NamedRef(code=item.agency, name=bodies.get(item.agency, item.agency)),
        stage=ApprovalStage[item.stage.name] if item.stage else ApprovalStage.NONE,
        since=item.since,
        days=item.days,
    )
