"""Findings with their waivers. What is waived stays a finding; it is counted apart from the open ones."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from checks.model import Verdict
from inventory.model import Code
from reports.assembly.estate import Estate
from reports.evidence.ipv6_state import Key
from reports.model import SeverityCounts, WaivedFor, WaivedVerdict, WaiverView
from scanner.waivers.standing import Standing, WaiverState, standing

KeyedVerdict = tuple[Key, Verdict]
ENDED = (WaiverState.EXPIRED, WaiverState.REVOKED)


def waivers(estate: Estate) -> tuple[WaiverView, ...]:
    """Those in date on the day, by number; of systems that were decommissioned, none."""
    systems = {system.code for system in estate.inventory.systems}
    of_systems = [waiver for waiver in estate.source.waivers if waiver.system in systems]
    standings = standing(of_systems, estate.observed.values(), estate.source.as_of)
    return tuple(
        _view(waiver_standing) for waiver_standing in standings if waiver_standing.state not in ENDED
    )


def counts(
    estate: Estate, findings: Iterable[KeyedVerdict], among: AbstractSet[Code] | None = None
) -> SeverityCounts:
    """Open findings by severity, and how many are waived for every system at their endpoint.

    Args:
        estate: whose waivers.
        findings: with their endpoints.
        among: the only systems to ask; None: all that have the endpoint.

    """
    waived = [(is_waived(estate, key, verdict, among), verdict) for key, verdict in findings]
    unwaived = [verdict for is_excused, verdict in waived if not is_excused]
    return SeverityCounts.of(unwaived, waived=len(waived) - len(unwaived))


def is_waived(estate: Estate, key: Key, verdict: Verdict, among: AbstractSet[Code] | None = None) -> bool:
    """Whether every system at an endpoint (of some systems) has a waiver for a finding."""
    if not estate.waived.concern(key, verdict):
        return False
    systems = estate.codes_at[key] if among is None else estate.codes_at[key] & among
    return bool(systems) and all(estate.waived.of(code, key, verdict) for code in systems)


def open_for(estate: Estate, findings: Iterable[KeyedVerdict]) -> set[Code]:
    """The systems that have at least one of these findings without a waiver."""
    open_systems: set[Code] = set()
    for key, verdict in findings:
        open_systems |= estate.codes_at[key] - estate.waived.by_system(key, verdict).keys()
    return open_systems


def waived_for(estate: Estate, keyed_findings: Iterable[KeyedVerdict]) -> tuple[WaivedFor, ...]:
    """The systems for which all of these findings are waived, each by one of its waivers, sorted."""
    findings = list(keyed_findings)
    named = {
        code: waiver.number
        for key, verdict in findings
        for code, waiver in estate.waived.by_system(key, verdict).items()
        if code in estate.codes_at[key]
    }
    open_systems = open_for(estate, findings) if named else set()
    return tuple(
        WaivedFor(system=code, waiver=number)
        for code, number in sorted(named.items())
        if code not in open_systems
    )


def waived_at(estate: Estate, key: Key) -> tuple[WaivedVerdict, ...]:
    """The waived findings at an endpoint, by check and system."""
    return tuple(
        WaivedVerdict(check=verdict.check, system=code, waiver=waiver.number)
        for verdict in estate.findings_at.get(key, ())
        for code, waiver in sorted(estate.waived.by_system(key, verdict).items())
        if code in estate.codes_at[key]
    )


def _view(waiver_standing: Standing) -> WaiverView:
    waiver = waiver_standing.waiver
    return WaiverView(
        number=waiver.number,
        system=waiver.system,
        check=waiver.check,
        state=waiver_standing.state,
        given_on=waiver.given_on,
        until=waiver.until,
        reason=waiver.reason,
        approver=waiver.approver,
        actor=waiver.actor,
    )
