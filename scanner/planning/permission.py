"""What may be touched. Without a permission that holds now, nothing is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from checks.check import Check
from checks.facts import NotTested
from checks.model import Reason
from inventory.clock import local, zone
from inventory.model import ScanPermission, System
from scanner.limits import DEFAULT_PER_ADDRESS

PORT_SCAN_FAMILY = "exposure"
FILES = "files"  # a word of permissions: to ask for files, listings and panels that nobody links to
UDP = "udp"  # likewise: to ask UDP services
DNS_FAMILY = "dns"
ZONE_TRANSFER = "zone_transfer"  # likewise, beside the family: to ask name servers for the whole zone
WINDOWS_NAMED = 5  # of the systems that share an endpoint


@dataclass(frozen=True, kw_only=True)
class Permit:
    """What one endpoint's scan may do. ``families`` None: every family.

    ``hours``: of each family that is permitted today, but not at this hour, those in which it is.
    """

    families: frozenset[str] | None
    port_scan: bool
    files: bool = False  # whether files, listings and panels may be asked for that nobody links to
    udp: bool = False  # whether UDP services may be asked
    zone_transfer: bool = False  # whether name servers may be asked for the whole zone
    ports: tuple[int, ...] = ()  # those a port scan may try; empty: the most common ones
    per_address: int = DEFAULT_PER_ADDRESS
    user_agent: str = ""  # how the scanner introduces itself; "": as the run does
    refusal: str = ""  # why something is not allowed, for the verdict's evidence
    hours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def allows(self, check: Check) -> bool:
        """Whether a check's family is covered, or what allows it in the family's stead."""
        return self.covers(check.permitted_by)

    def covers(self, family: str) -> bool:
        """Whether a family of checks is covered."""
        return self.families is None or family in self.families

    def why_not(self, family: str) -> NotTested:
        """Why a family is not covered; of one that waits for its hours, these."""
        hours = self.hours.get(family, ())
        detail = _outside(hours) if hours else self.refusal
        return NotTested(reason=Reason.NOT_PERMITTED, detail=detail, hours=hours)


def audit_permit(*, authorized: bool, files: bool = False, udp: bool = False) -> Permit:
    """What anybody may do with a public host: behave like a browser. The rest needs its owner's word.

    That for one thing is none for another: of port scans and of zones (``authorized``), of files, of
    UDP services.
    """
    refusal = "" if authorized else "a port scan needs a permission in the inventory, or --authorized"
    return Permit(
        families=None,
        port_scan=authorized,
        files=files,
        udp=udp,
        zone_transfer=authorized,
        refusal=refusal,
    )


def scan_permit(systems: Iterable[System], now: datetime) -> Permit:
    """The permissions of all systems that share an endpoint, joined; the smallest connection limit holds.

    Args:
        systems: those that have the endpoint.
        now: the moment, in any zone; permitted hours and days are those of ``inventory.clock.zone``.

    """
    granted = [system.permission for system in systems if system.permission is not None]
    holding = [permission for permission in granted if _holds(permission, now)]
    families = frozenset(family for permission in holding for family in permission.families)
    hours = _hours_by_family(granted, families, now)
    if not holding:
        return Permit(families=families, port_scan=False, refusal=_refusal(granted, now), hours=hours)
    scanning = [permission for permission in holding if PORT_SCAN_FAMILY in permission.families]
    return Permit(
        families=families,
        port_scan=bool(scanning),
        files=FILES in families,
        udp=UDP in families,
        zone_transfer=any({DNS_FAMILY, ZONE_TRANSFER} <= {*one.families} for one in holding),
        ports=_ports(scanning),
        per_address=min(permission.connections_per_address for permission in holding),
        user_agent=next((permission.user_agent for permission in holding if permission.user_agent), ""),
        refusal="the permission leaves this family out",
        hours=hours,
    )


def _hours_by_family(
    granted: Iterable[ScanPermission], covered: frozenset[str], now: datetime
) -> Mapping[str, tuple[str, ...]]:
    """Of each family that is permitted today and not covered now, the hours of those that permit it."""
    today, found = local(now).date(), defaultdict[str, dict[str, None]](dict)
    for permission in granted:
        for family in permission.families:
            if family not in covered and _holds_on(permission, today):
                found[family][hours_of(permission)] = None
    return {family: tuple(hours)[:WINDOWS_NAMED] for family, hours in found.items()}


def _refusal(granted: Iterable[ScanPermission], now: datetime) -> str:
    """Why none holds, with the permitted hours where it is for the hour; these read alike in any language."""
    permissions = tuple(granted)
    if not permissions:
        return "the inventory grants no permission"
    today = local(now).date()
    return _outside([*dict.fromkeys(hours_of(one) for one in permissions if _holds_on(one, today))])


def _outside(hours: Sequence[str]) -> str:
    named = f" ({'; '.join(hours[:WINDOWS_NAMED])})" if any(hours) else ""
    return f"no permission holds at this date and hour{named}"


def hours_of(permission: ScanPermission) -> str:
    """The permitted hours, ``22:00–05:00``; empty: all of them."""
    start, end = permission.hours_from, permission.hours_to
    return f"{start:%H:%M}–{end:%H:%M}" if start is not None and end is not None else ""


def openings(systems: Iterable[System], now: datetime) -> list[datetime]:
    """The moments of the next 24 hours at which some permission of these systems begins to hold, sorted."""
    granted = [system.permission for system in systems if system.permission is not None]
    return sorted(opening for permission in granted for opening in _openings(permission, now))


def _openings(permission: ScanPermission, now: datetime) -> Iterator[datetime]:
    today = local(now).date()
    for day in (today, today + timedelta(days=1)):
        for hour in (time(), permission.hours_from or time()):
            moment = datetime.combine(day, hour, zone())
            if now < moment <= now + timedelta(days=1) and _holds(permission, moment):
                yield moment


def _ports(scanning: list[ScanPermission]) -> tuple[int, ...]:
    """All ports that some permission names; none at all when one of them names the most common."""
    if any(not permission.ports for permission in scanning):
        return ()
    return tuple(sorted({port for permission in scanning for port in permission.ports}))


def _holds(permission: ScanPermission, now: datetime) -> bool:
    local_now = local(now)
    return _holds_on(permission, local_now.date()) and _within_hours(permission, local_now.time())


def _holds_on(permission: ScanPermission, today: date) -> bool:
    begun = permission.valid_from is None or permission.valid_from <= today
    ended = permission.valid_to is not None and permission.valid_to <= today
    return begun and not ended


def _within_hours(permission: ScanPermission, hour: time) -> bool:
    start, end = permission.hours_from, permission.hours_to
    if start is None or end is None:  # no import takes one alone; where one is stored, midnight is the other
        return (start is None or start <= hour) and (end is None or hour < end)
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end
