"""Findings with their waivers. What is waived stays a finding; it is counted apart from the open ones."""

from collections.abc import Collection, Iterable

from checks.model import Verdict
from inventory.model import Code
from reports.assembly.estate import Estate
from reports.ipv6 import Key
from reports.model import SeverityCounts, WaivedFor, WaivedVerdict, WaiverView
from scanner.observation import Observation
from scanner.waivers.standing import Standing, WaiverState, standing

Found = tuple[Key, Verdict]
ENDED = (WaiverState.EXPIRED, WaiverState.WITHDRAWN)


def waivers(estate: Estate) -> tuple[WaiverView, ...]:
    """Those in date on the day, by number; of systems that were decommissioned, none."""
    systems = {system.code for system in estate.inventory.systems}
    known = [waiver for waiver in estate.source.waivers if waiver.system in systems]
    found = standing(known, estate.observed.values(), estate.source.as_of)
    return tuple(_view(one) for one in found if one.state not in ENDED)


def counts(estate: Estate, found: Iterable[Found], among: Collection[Code] | None = None) -> SeverityCounts:
    """Open findings by severity, and how many are waived for every system at their endpoint.

    Args:
        estate: whose waivers.
        found: verdicts with their endpoints.
        among: the only systems to ask; None: all that have the endpoint.

    """
    findings = [(key, verdict) for key, verdict in found if verdict.is_finding]
    left = [verdict for key, verdict in findings if not is_waived(estate, key, verdict, among)]
    return SeverityCounts.of(left, waived=len(findings) - len(left))


def is_waived(estate: Estate, key: Key, verdict: Verdict, among: Collection[Code] | None = None) -> bool:
    """Whether every system at an endpoint (of some systems) has a waiver for a finding."""
    systems = [system.code for system in estate.systems_at[key] if among is None or system.code in among]
    return bool(systems) and all(estate.waived.of(code, key, verdict) for code in systems)


def open_for(estate: Estate, found: Iterable[Found]) -> set[Code]:
    """The systems that have at least one of these findings without a waiver."""
    return {
        system.code
        for key, verdict in found
        for system in estate.systems_at[key]
        if estate.waived.of(system.code, key, verdict) is None
    }


def waived_for(estate: Estate, found: Iterable[Found]) -> tuple[WaivedFor, ...]:
    """The systems for which all of these findings are waived, each by one of its waivers, sorted."""
    findings = list(found)
    still_open = open_for(estate, findings)
    named = {
        system.code: waiver.number
        for key, verdict in findings
        for system in estate.systems_at[key]
        if system.code not in still_open and (waiver := estate.waived.of(system.code, key, verdict))
    }
    return tuple(WaivedFor(system=code, waiver=number) for code, number in sorted(named.items()))


def waived_at(estate: Estate, key: Key, seen: Observation | None) -> tuple[WaivedVerdict, ...]:
    """The waived findings at an endpoint, by check and system."""
    return tuple(
        WaivedVerdict(check=verdict.check, system=system.code, waiver=waiver.number)
        for verdict in (seen.verdicts if seen else ())
        for system in estate.systems_at[key]
        if (waiver := estate.waived.of(system.code, key, verdict))
    )


def _view(one: Standing) -> WaiverView:
    waiver = one.waiver
    return WaiverView(
        number=waiver.number,
        system=waiver.system,
        check=waiver.check,
        state=one.state,
        given_on=waiver.given_on,
        until=waiver.until,
        reason=waiver.reason,
        approver=waiver.approver,
        actor=waiver.actor,
    )
