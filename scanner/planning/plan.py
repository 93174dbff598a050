"""Which endpoints a run looks at, each one once, and what is asked of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from checks.check import Check
from checks.facts import BrowserFacts
from checks.profile import Profile
from checks.registry import all_checks, families, family_of
from checks.urls import is_address
from inventory.acting import Acting, ActingBodies, with_those_below
from inventory.clock import day_of
from inventory.model import Code, Endpoint, EndpointRole, Inventory, ScanPermission, System
from scanner.errors import ScannerError
from scanner.planning.permission import Permit, openings, scan_permit

if TYPE_CHECKING:
    from scanner.probes.tls.starttls import Protocol

WEB_FAMILY = "web"
EndpointKey = tuple[str, int, int]  # host, https port, http port


@dataclass(frozen=True, kw_only=True)
class PlannedEndpoint:
    """One endpoint of a run.

    ``is_portal``: None when no inventory knows it. ``starttls``: what is spoken on its port before TLS.
    """

    host: str
    https_port: int = 443
    http_port: int = 80
    allowed_ports: tuple[int, ...] = ()
    is_portal: bool | None = None
    path: str = "/"  # of the page to look at
    private: bool = False  # whether it stands in a private network, so that its name may lead there
    neighbours: frozenset[str] = frozenset()  # other hosts to which a redirect may be followed
    scannable: frozenset[str] = frozenset()  # hosts with a permission for port scans of their own
    permit: Permit
    starttls: "Protocol | None" = None
    systems: tuple[System, ...] = ()  # whose permissions these are; none: it was typed

    def at(self, now: datetime) -> "PlannedEndpoint":
        """The endpoint as it may be looked at now: permitted hours and days end while a run goes on."""
        return replace(self, permit=scan_permit(self.systems, now)) if self.systems else self

    def opens_at(self, checks: Collection[Check], now: datetime) -> datetime | None:
        """When one of these checks may look at it next, within a day, if none may now."""
        moments = (now, *openings(self.systems, now))
        opening = next((moment for moment in moments if self._may_be_looked_at(checks, moment)), now)
        return opening if opening > now else None

    def _may_be_looked_at(self, checks: Iterable[Check], moment: datetime) -> bool:
        permit = self.at(moment).permit
        return any(permit.allows(check) for check in checks)

    @property
    def permissions(self) -> tuple[ScanPermission, ...]:
        """Those of its systems, whether they hold now or not."""
        return tuple(system.permission for system in self.systems if system.permission is not None)

    @property
    def key(self) -> EndpointKey:
        """What makes two endpoints the same."""
        return (self.host, self.https_port, self.http_port)


def plan_endpoints(inventory: Inventory, now: datetime) -> tuple[PlannedEndpoint, ...]:
    """Every endpoint of the systems in operation, shared ones once, sorted."""
    sharing: dict[EndpointKey, list[tuple[System, Endpoint]]] = defaultdict(list)
    for system, endpoint in inventory.endpoints():
        if system.in_operation(day_of(now)):
            sharing[endpoint.key].append((system, endpoint))
    planned = [_planned(entries, now) for _, entries in sorted(sharing.items())]
    permitted = frozenset(endpoint.host for endpoint in planned if endpoint.permit.covers(WEB_FAMILY))
    scannable = frozenset(endpoint.host for endpoint in planned if endpoint.permit.port_scan)
    return tuple(
        replace(endpoint, neighbours=permitted & www_sibling(endpoint.host), scannable=scannable)
        for endpoint in planned
    )


def operated_by(
    endpoints: Iterable[PlannedEndpoint], inventory: Inventory, body: Code, now: datetime
) -> tuple[PlannedEndpoint, ...]:
    """Those of the systems that a body or one below it operates, or owns where nobody else operates them."""
    below = with_those_below(inventory.organizations, body)
    bodies, day = ActingBodies(inventory.organizations, Acting.OPERATOR), day_of(now)
    return tuple(
        endpoint
        for endpoint in endpoints
        if any(bodies.of(system, day) in below for system in endpoint.systems)
    )


def undated_systems(inventory: Inventory) -> tuple[Code, ...]:
    """The systems with endpoints of which nobody said when they went into operation: no run looks at them."""
    systems = (system for system in inventory.systems if system.endpoints)
    return tuple(system.code for system in systems if system.in_operation_since is None)


def www_sibling(host: str) -> frozenset[str]:
    """The same name with ``www.``, or without it; none of an address or a single label."""
    if is_address(host):
        return frozenset()
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return frozenset({other} if "." in other.removeprefix("www.") else ())


def _planned(entries: Sequence[tuple[System, Endpoint]], now: datetime) -> PlannedEndpoint:
    endpoint = entries[0][1]
    return PlannedEndpoint(
        host=endpoint.host,
        https_port=endpoint.https_port,
        http_port=endpoint.http_port,
        allowed_ports=tuple(sorted({port for _, shared in entries for port in shared.allowed_ports})),
        is_portal=any(system.is_portal for system, _ in entries),
        private=any(shared.private for _, shared in entries),
        permit=scan_permit((system for system, _ in entries), now),
        systems=tuple(system for system, _ in entries),
        starttls=starttls_of(endpoint),
    )


def starttls_of(endpoint: Endpoint) -> "Protocol | None":
    """What a mail endpoint speaks before TLS, by its port; None where TLS begins at once."""
    if endpoint.role is not EndpointRole.MAIL:
        return None
    # Imported here: what reads runs back plans too, and would wait for all that probes TLS.
    from scanner.probes.tls.starttls import spoken_protocol  # noqa: PLC0415 - see above

    return spoken_protocol(b"", endpoint.https_port)


def select_checks(profile: Profile, only: Iterable[str] = (), *, pictures: bool = False) -> tuple[Check, ...]:
    """The checks a profile asks for, narrowed to some families or ids.

    ``pictures``: whether a browser takes pictures, without which some checks have nothing to tell.

    Raises:
        ScannerError: ``only`` names neither a family nor a check, or one for which a picture must be taken.

    """
    names = set(only)
    if unknown := names - set(families()) - all_checks().keys():
        raise ScannerError(
            "--only: unknown {unknown}; families are {families}",
            unknown=", ".join(sorted(unknown)),
            families=", ".join(families()),
        )
    asked = [all_checks()[name] for name in all_checks() if not names or names & {family_of(name), name}]
    in_browser = set() if pictures else {check.id for check in asked if BrowserFacts in check.needs}
    if named := names & in_browser:
        raise ScannerError(
            "--only: {named} is seen in a browser alone: add --pictures to a scan, --screenshot DIR to an "
            "audit",
            named=", ".join(sorted(named)),
        )
    return tuple(check for check in asked if profile.selects(check) and check.id not in in_browser)
