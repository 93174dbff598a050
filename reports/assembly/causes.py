"""Findings by cause: one check on one host, and everything that depends on that host."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checks.model import Outcome
from checks.registry import heading_of
from inventory.model import Code
from reports.assembly.ages import OpenFinding
from reports.assembly.estate import Estate
from reports.assembly.order import badness
from reports.assembly.waivers import KeyedVerdict, counts, is_waived, open_for, waived_for
from reports.model import CauseGroup, FamilyLine, ProblemLine, SharedHost
from reports.text.evidence_line import evidence_line


def causes(estate: Estate) -> tuple[CauseGroup, ...]:
    """Findings by check and host: worst first, then those that mend most systems; the waived come last."""
    groups: dict[tuple[str, str], list[KeyedVerdict]] = defaultdict(list)
    for key, verdict in estate.findings:
        groups[verdict.check, key[0]].append((key, verdict))
    return tuple(sorted((_cause(estate, group) for group in groups.values()), key=_urgency))


def open_findings(estate: Estate) -> Iterator[OpenFinding]:
    """Those that are not waived, with how long they have been open and who must act."""
    for key, verdict in estate.findings:
        if not is_waived(estate, key, verdict):
            observation = estate.observed[key]
            age = observation.confirmations.get(verdict.check)
            agencies = {estate.agency(system) for system in estate.systems_at[key]}
            yield OpenFinding(verdict.severity, age.since if age else observation.finished_at, agencies)


def shared_hosts(estate: Estate) -> tuple[SharedHost, ...]:
    """Hosts behind at least two systems with an open finding, those of most systems first."""
    hosts: dict[str, list[KeyedVerdict]] = defaultdict(list)
    for key, verdict in estate.findings:
        hosts[key[0]].append((key, verdict))
    candidates = [
        SharedHost(
            host=host,
            findings=counts(estate, findings),
            systems=tuple(sorted(open_for(estate, findings))),
        )
        for host, findings in hosts.items()
    ]
    shared = [candidate for candidate in candidates if len(candidate.systems) > 1]
    return tuple(
        sorted(
            shared,
            key=lambda candidate: (-len(candidate.systems), -candidate.findings.serious, candidate.host),
        )
    )


def problems(estate: Estate) -> tuple[ProblemLine, ...]:
    """Checks by how bad and how common their open findings are; those with waived ones alone come last."""
    groups: dict[str, list[KeyedVerdict]] = defaultdict(list)
    for key, verdict in estate.findings:
        groups[verdict.check].append((key, verdict))
    lines = [_problem(estate, check, findings) for check, findings in groups.items()]
    return tuple(sorted(lines, key=_prominence))


def families(estate: Estate) -> tuple[FamilyLine, ...]:
    """Findings of each family of checks that has any, most serious first."""
    groups: dict[str, list[KeyedVerdict]] = defaultdict(list)
    for key, verdict in estate.findings:
        groups[verdict.check.partition(".")[0]].append((key, verdict))
    lines = [
        FamilyLine(family=family, findings=counts(estate, findings)) for family, findings in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.findings.serious, -line.findings.total, line.family)))


def _systems(estate: Estate, findings: Iterable[KeyedVerdict]) -> tuple[Code, ...]:
    return tuple(sorted({system.code for key, _ in findings for system in estate.systems_at[key]}))


def _problem(estate: Estate, check: str, findings: list[KeyedVerdict]) -> ProblemLine:
    still_open = [(key, verdict) for key, verdict in findings if not is_waived(estate, key, verdict)]
    worst = min((verdict for _, verdict in still_open or findings), key=badness)
    endpoints = {key for key, _ in still_open}
    return ProblemLine(
        check=check,
        heading=heading_of(check, worst.outcome),
        severity=worst.severity,
        endpoints=len(endpoints),
        systems=len(open_for(estate, still_open)),
        waived=len({key for key, _ in findings} - endpoints),
    )


def _prominence(line: ProblemLine) -> tuple[bool, int, int, str]:
    return (not line.endpoints, -line.severity.rank, -line.systems, line.check)


def _cause(estate: Estate, findings: list[KeyedVerdict]) -> CauseGroup:
    key, worst = min(findings, key=lambda keyed: badness(keyed[1]))
    systems, waivers = _systems(estate, findings), waived_for(estate, findings)
    return CauseGroup(
        check=worst.check,
        heading=heading_of(worst.check, worst.outcome),
        host=key[0],
        outcome=worst.outcome,
        severity=worst.severity,
        summary=worst.summary,
        evidence=evidence_line(worst.evidence),
        systems=systems,
        waivers=waivers,
        waived=len(waivers) == len(systems),
        confirmation=estate.observed[key].confirmations.get(worst.check),
    )


def _urgency(cause: CauseGroup) -> tuple[bool, int, int, bool, str, str]:
    return (
        cause.waived,
        -cause.severity.rank,
        -len(cause.systems),
        cause.outcome is not Outcome.FAIL,
        cause.check,
        cause.host,
    )
