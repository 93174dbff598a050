"""Findings with their waivers. What is waived stays a finding; it is counted apart from the open ones."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from checks.model import Verdict
from inventory.model import Code
from reports.assembly.estate import Estate
from reports.evidence.ipv6_state import Key
from reports.model import SeverityCounts, WaivedFor, WaivedVerdict, WaiverView
from scanner.observation import Observation
from scanner.waivers.standing import Standing, WaiverState, standing

KeyedVerdict = tuple[Key, Verdict]
ENDED = (WaiverState.EXPIRED, WaiverState.REVOKED)


def waivers(estate: Estate) -> tuple[WaiverView, ...]:
    """Those in date on the day, by number; of systems that were decommissioned, none."""
    systems = {system.code for system in estate.inventory.systems}
    known = [waiver for waiver in estate.source.waivers if waiver.system in systems]
    found = standing(known, estate.observed.values(), estate.source.as_of)
    return tuple(_view(one) for one in found if one.state not in ENDED)


def counts(
    estate: Estate, found: Iterable[KeyedVerdict], among: AbstractSet[Code] | None = None
) -> SeverityCounts:
    """Open findings by severity, and how many are waived for every system at their endpoint.

    Args:
        estate: whose waivers.
        found: verdicts with their endpoints.
        among: the only systems to ask; None: all that have the endpoint.

    """
    findings = [(key, verdict) for key, verdict in found if verdict.is_finding]
    left = [verdict for key, verdict in findings if not is_waived(estate, key, verdict, among)]
    return SeverityCounts.of(left, waived=len(findings) - len(left))


def is_waived(estate: Estate, key: Key, verdict: Verdict, among: AbstractSet[Code] | None = None) -> bool:
    """Whether every system at an endpoint (of some systems) has a waiver for a finding."""
    if not estate.waived.concern(key, verdict):
        return False
    asked = estate.codes_at[key] if among is None else estate.codes_at[key] & among
    return bool(asked) and all(estate.waived.of(code, key, verdict) for code in asked)


def open_for(estate: Estate, found: Iterable[KeyedVerdict]) -> set[Code]:
    """The systems that have at least one of these findings without a waiver."""
    left: set[Code] = set()
    for key, verdict in found:
        left |= estate.codes_at[key] - estate.waived.by_system(key, verdict).keys()
    return left


def waived_for(estate: Estate, found: Iterable[KeyedVerdict]) -> tuple[WaivedFor, ...]:
    """The systems for which all of these findings are waived, each by one of its waivers, sorted."""
    findings = list(found)
    named = {
        code: waiver.number
        for key, verdict in findings
        for code, waiver in estate.waived.by_system(key, verdict).items()
        if code in estate.codes_at[key]
    }
    left = open_for(estate, findings) if named else set()
    return tuple(
        WaivedFor(system=code, waiver=number) for code, number in sorted(named.items()) if code not in left
    )


def waived_at(estate: Estate, key: Key, seen: Observation | None) -> tuple[WaivedVerdict, ...]:
    """The waived findings at an endpoint, by check and system."""
    return tuple(
        WaivedVerdict(check=verdict.check, system=code, waiver=waiver.number)
        for verdict in (seen.verdicts if seen else ())
        for code, waiver in sorted(estate.waived.by_system(key, verdict).items())
        if code in estate.codes_at[key]
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
