"""Findings by cause: one check on one host, and everything that depends on that host."""

from collections import defaultdict
from collections.abc import Iterable

from checks.model import Outcome, Verdict
from inventory.model import Code
from reports.assembly.estate import Estate
from reports.assembly.order import badness, evidence_line
from reports.ipv6 import Key
from reports.model import CauseGroup, FamilyLine, ProblemLine, SeverityCounts, SharedHost

Found = tuple[Key, Verdict]


def causes(estate: Estate) -> tuple[CauseGroup, ...]:
    """Findings by check and host: worst severity first, then those that mend most systems."""
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for key, verdict in _findings(estate):
        groups[verdict.check, key[0]].append((key, verdict))
    return tuple(sorted((_cause(estate, found) for found in groups.values()), key=_urgency))


def shared_hosts(estate: Estate) -> tuple[SharedHost, ...]:
    """Hosts behind at least two systems with a finding, those of most systems first."""
    hosts: dict[str, list[Found]] = defaultdict(list)
    for key, verdict in _findings(estate):
        hosts[key[0]].append((key, verdict))
    found = [
        SharedHost(
            host=host,
            findings=SeverityCounts.of(verdict for _, verdict in findings),
            systems=_systems(estate, findings),
        )
        for host, findings in hosts.items()
    ]
    shared = [one for one in found if len(one.systems) > 1]
    return tuple(sorted(shared, key=lambda one: (-len(one.systems), -one.findings.serious, one.host)))


def problems(estate: Estate) -> tuple[ProblemLine, ...]:
    """Checks by how bad and how common their findings are."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for key, verdict in _findings(estate):
        groups[verdict.check].append((key, verdict))
    lines = [
        ProblemLine(
            check=check,
            severity=max((verdict.severity for _, verdict in found), key=lambda severity: severity.rank),
            endpoints=len({key for key, _ in found}),
            systems=len(_systems(estate, found)),
        )
        for check, found in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.severity.rank, -line.systems, line.check)))


def families(estate: Estate) -> tuple[FamilyLine, ...]:
    """Findings of each family of checks that has any, most serious first."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for _, verdict in _findings(estate):
        groups[verdict.check.partition(".")[0]].append(verdict)
    lines = [FamilyLine(family=family, findings=SeverityCounts.of(found)) for family, found in groups.items()]
    return tuple(sorted(lines, key=lambda line: (-line.findings.serious, -line.findings.total, line.family)))


def _findings(estate: Estate) -> Iterable[Found]:
    return ((key, verdict) for key, verdict in estate.verdicts() if verdict.is_finding)


def _systems(estate: Estate, found: Iterable[Found]) -> tuple[Code, ...]:
    return tuple(sorted({system.code for key, _ in found for system in estate.systems_at[key]}))


def _cause(estate: Estate, found: list[Found]) -> CauseGroup:
    key, worst = min(found, key=lambda one: badness(one[1]))
    return CauseGroup(
        check=worst.check,
        host=key[0],
        outcome=worst.outcome,
        severity=worst.severity,
        summary=worst.summary,
        evidence=evidence_line(worst.evidence),
        systems=_systems(estate, found),
    )


def _urgency(cause: CauseGroup) -> tuple[int, int, bool, str, str]:
    return (
        -cause.severity.rank,
        -len(cause.systems),
        cause.outcome is not Outcome.FAIL,
        cause.check,
        cause.host,
    )
