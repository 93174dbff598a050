"""From a source to a report: pure, the same source always gives the same report."""

from collections.abc import Mapping
from operator import attrgetter

from checks.check import Check
from checks.model import Text
from checks.registry import all_checks
from inventory.model import Organization
from inventory.targets.programme import ipv6_programme
from reports import clauses
from reports.assembly import (
    agencies,
    ages,
    causes,
    changes,
    coverage,
    deadlines,
    review,
    systems,
    targets,
    waivers,
    work,
)
from reports.assembly.estate import Estate
from reports.assembly.lapsing import lapsing
from reports.evidence import ipv6_agencies
from reports.evidence.against_claims import contradicted_systems
from reports.model import CheckView, NamedRef, PagePicture, Report
from reports.requirements.assembling import against_claims, self_assessments
from reports.source import ReportSource
from reports.vantages.lines import seen_from_others


def build_report(source: ReportSource) -> Report:
    """Everything the report shows, as data, in both languages.

    Systems decommissioned by ``as_of`` are left out; systems that are not yet in operation are shown, and not
    counted. Observations of endpoints that the inventory no longer has are left out too.
    """
    estate = Estate.of(source)
    claimed = {code for code, line in source.approvals.items() if line.claims_compliance}
    against = contradicted_systems(estate.inventory, claimed, source.observations, estate.waived)
    contradicted = review.contradicted(estate, against)
    said = self_assessments(estate)
    reviewed = {case.system for case in contradicted} | {one.system for one in against_claims(said)}
    endpoints = systems.endpoints(estate)
    codes = {system.code for system in estate.inventory.systems}
    cause_groups = causes.causes(estate)
    ranked = agencies.ranked(estate)
    cards = targets.cards(source)
    return Report(
        as_of=source.as_of,
        acting=source.acting,
        organization=_named(source.organization),
        generated_at=source.generated_at,
        plan=source.plan,
        headline=targets.headline(cards),
        targets=cards,
        work=work.by_agency(source),
        agencies=ranked,
        agency_pages=agencies.pages(estate, ranked, reviewed),
        deadlines=deadlines.sorted_out(
            deadlines.together(
                deadlines.lines(source.deadlines, estate.inventory, source.as_of, source.acting),
                lapsing(source.waivers, estate.inventory, source.as_of, source.acting),
            )
        ),
        causes=cause_groups,
        shared_hosts=causes.shared_hosts(estate),
        problems=causes.problems(estate),
        families=causes.families(estate),
        changed=changes.changed_since(source.changes, source.as_of, codes) if source.changes else None,
        vantages=seen_from_others(source.vantages, codes),
        ages=ages.finding_ages(causes.open_findings(estate), source.as_of),
        ipv6=systems.by_ipv6_state(estate),
        ipv6_agencies=ipv6_agencies.by_agency(
            estate.inventory,
            source.as_of,
            source.acting,
            {system.code: estate.ipv6_states[system.code] for system in estate.counted()},
        ),
        ipv6_programme=ipv6_programme(),
        contradicted=contradicted,
        excused=review.excused(estate, against),
        self_assessments=said,
        clauses=clauses.standards(),
        waivers=waivers.waivers(estate),
        not_tested=coverage.not_tested(estate),
        coverage=coverage.coverage(estate),
        systems=systems.systems(estate, endpoints, reviewed),
        endpoints=endpoints,
        checks=_checks_told(estate, all_checks()),
        pictures=_pictures(source, estate),
    )


def _named(organization: Organization | None) -> NamedRef | None:
    return NamedRef(code=organization.code, name=organization.name) if organization else None


def _pictures(source: ReportSource, estate: Estate) -> tuple[PagePicture, ...]:
    """Of the endpoints that the report tells of, the first of each host."""
    by_host: dict[str, PagePicture] = {}
    for key in sorted(source.pictures.keys() & estate.observed.keys()):
        by_host.setdefault(key[0], PagePicture.of(key[0], source.pictures[key]))
    return tuple(by_host.values())


def _checks_told(estate: Estate, catalogue: Mapping[str, Check]) -> tuple[CheckView, ...]:
    """Every check with a verdict, sorted by id. One that this version no longer has is told by its id."""
    ids = sorted(set(map(attrgetter("check"), estate.verdicts())))
    return tuple(_view(check_id, catalogue.get(check_id)) for check_id in ids)


def _view(check_id: str, check: Check | None) -> CheckView:
    if check is None:
        name = Text(vi=check_id, en=check_id)
        return CheckView(id=check_id, title=name, finding=name)
    return CheckView(
        id=check_id,
        title=check.title,
        finding=check.finding,
        warning=check.warning,
        rationale=check.rationale,
        remediation=check.remediation,
        references=check.references,
    )
