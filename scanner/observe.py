"""One endpoint: the probes that its checks need, each within the endpoint's deadline, and their facts."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from checks.check import Check
from checks.facts import (
    Absent,
    DnsFacts,
    Facts,
    HttpFacts,
    NotTested,
    PortFacts,
    ReachFacts,
    Target,
    TlsFacts,
)
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.planning.plan import PlannedEndpoint
from scanner.probes import dns, ports, reach, tls
from scanner.probes.context import ProbeContext

Found = TypeVar("Found")
ADDRESSES_A_FAMILY = 2  # how many addresses of a family a port scan tries
NOT_WANTED = NotTested(reason=Reason.NOT_REQUESTED, detail="no selected check needs it")

NO_WEB_SITE = NotTested(reason=Reason.NOT_REQUESTED, detail="another protocol is spoken before TLS")


@dataclass(frozen=True)
class _Look:
    """What is known while the probes of one endpoint run."""

    planned: PlannedEndpoint
    target: Target
    needs: frozenset[type]
    context: ProbeContext

    def wants(self, kind: type) -> bool:
        """Whether a permitted check needs this kind of facts."""
        return kind in self.needs


async def observe(planned: PlannedEndpoint, checks: Iterable[Check], context: ProbeContext) -> Facts:
    """The facts of one endpoint. A probe that was not wanted, or could not tell, leaves ``NotTested``."""
    permitted = [check for check in checks if planned.permit.allows(check)]
    look = _Look(
        planned, _target(planned), frozenset(need for check in permitted for need in check.needs), context
    )
    if not permitted:
        return _nothing(look.target, NotTested(reason=Reason.NOT_PERMITTED, detail=planned.permit.refusal))
    wanted = look.wants(DnsFacts)
    names = await _bounded(dns.probe(planned.host, context, addresses_only=not wanted), look)
    if isinstance(names, NotTested):
        return _nothing(look.target, names)
    return await _with_names(look, names)


async def _with_names(look: _Look, names: DnsFacts) -> Facts:
    if not names.ipv4 and not names.ipv6:
        missing = NotTested(reason=Reason.UNREACHABLE, detail=f"the name has no address ({names.status})")
        return _nothing(look.target, missing).model_copy(update={"dns": names})
    # One after the other where one tells the next not to bother; the rest share the address's few slots.
    reached = await _reach(look, names)
    secure, web, opened = await asyncio.gather(_tls(look, names), _http(look, names), _ports(look, names))
    told = names if look.wants(DnsFacts) else NOT_WANTED  # the addresses alone are half the facts
    return Facts(target=look.target, dns=told, reach=reached, tls=secure, http=web, ports=opened)


async def _reach(look: _Look, names: DnsFacts) -> ReachFacts | NotTested:
    if not look.wants(ReachFacts):
        return NOT_WANTED
    return await _bounded(reach.probe(look.target, names, look.context), look)


async def _tls(look: _Look, names: DnsFacts) -> TlsFacts | Absent | NotTested:
    if not look.wants(TlsFacts):
        return NOT_WANTED
    address = (names.ipv4 or names.ipv6)[0]
    return await _bounded(tls.probe(look.target, address, look.context, look.planned.starttls), look)


async def _http(look: _Look, names: DnsFacts) -> HttpFacts | NotTested:
    if not look.wants(HttpFacts):
        return NOT_WANTED
    if look.planned.starttls:
        return NO_WEB_SITE
    from scanner.probes import http  # noqa: PLC0415 - a scan of TLS alone does not wait for httpx

    scope = frozenset({look.target.host})
    return await _bounded(http.probe(look.target, names, scope, look.context), look)


async def _ports(look: _Look, names: DnsFacts) -> PortFacts | NotTested:
    permit = look.planned.permit
    if not look.wants(PortFacts):
        return NOT_WANTED
    if not permit.port_scan:
        return NotTested(reason=Reason.NOT_PERMITTED, detail=permit.refusal)
    addresses = names.ipv4[:ADDRESSES_A_FAMILY] + names.ipv6[:ADDRESSES_A_FAMILY]
    return await _bounded(ports.probe(look.target, addresses, permit.ports, look.context), look)


async def _bounded(probe: Awaitable[Found | NotTested], look: _Look) -> Found | NotTested:
    """A probe's facts, or why there are none: the deadline passed, or the probe itself broke."""
    try:
        async with asyncio.timeout_at(look.context.deadline):
            return await probe
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed")
    except Exception as error:  # noqa: BLE001 - the boundary: a broken probe is reported, the others go on
        return NotTested(
            reason=Reason.INTERNAL_ERROR, detail=f"{type(error).__name__}: {error}"[:DETAIL_LENGTH]
        )


def _target(planned: PlannedEndpoint) -> Target:
    return Target(
        host=planned.host,
        https_port=planned.https_port,
        http_port=planned.http_port,
        allowed_ports=planned.allowed_ports,
        is_portal=planned.is_portal,
        observed_at=datetime.now(UTC),
    )


def _nothing(target: Target, why: NotTested) -> Facts:
    return Facts(target=target, dns=why, reach=why, tls=why, http=why, ports=why)
