"""One endpoint: the probes that its checks need, each within the endpoint's deadline, and their facts."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from checks.check import Check
from checks.facts import (
    Absent,
    BrowserFacts,
    DnsFacts,
    Facts,
    HttpFacts,
    NotTested,
    ReachFacts,
    SiteFacts,
    Target,
    TlsFacts,
    WithheldAddress,
)
from checks.facts.bundle import FIELDS
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.look import NO_WEB_SITE, NOT_WANTED, Look
from scanner.other_addresses import FirstAddress, look_at_others
from scanner.planning.addresses import AddressChoice, choose, not_public, permitted
from scanner.planning.plan import PlannedEndpoint
from scanner.probes import dns, tls
from scanner.probes.context import ProbeContext
from scanner.probes.picture.tampered import TamperedPage
from scanner.probes.picture.wanted import pictured
from scanner.reaching import reached_addresses, unreached
from scanner.scans.of_addresses import ask_udp, scan_ports
from scanner.scans.of_catalogues import known_exploited
from scanner.scans.of_earlier_looks import recalled
from scanner.scans.of_files import ask_files
from scanner.scans.of_names import ask_of_name
from scanner.scans.of_routes import routes_of
from scanner.scans.of_site import walk_site

ASKED_AFTER = 1.0  # seconds of waiting for other looks, after which a permission may hold no more
NOT_CONNECTED = "not looked into: the host was not connected to"


async def observe(
    planned: PlannedEndpoint,
    checks: Iterable[Check],
    context: ProbeContext,
    now: datetime,
    refused: Callable[[], str | None] = lambda: None,
    tampered: Callable[[Facts], TamperedPage | None] = lambda _: None,
) -> Facts:
    """The facts of one endpoint. A probe that was not wanted, or could not tell, leaves ``NotTested``.

    ``refused``: asked after it waited for other looks: why it may not go on; None: it may. ``tampered``:
    the page of which a picture is evidence, by what was seen; None: there is none.
    """
    allowed = [check for check in checks if planned.permit.allows(check)]
    look = Look(
        planned,
        _target(planned, now),
        _needs(allowed, context),
        any(check.reads_zone for check in allowed),
        _named_ports(allowed, lean=context.settings.depth == "lean"),
        context,
        refused,
        tampered,
    )
    if not allowed:
        return unseen(planned, now, NotTested(reason=Reason.NOT_PERMITTED, detail=planned.permit.refusal))
    seen, of_name = await asyncio.gather(_seen(look), ask_of_name(look))
    found = seen.model_copy(update=dict(of_name))
    routing = await look.bounded(routes_of(look, found), in_own_time=True)
    return found.model_copy(update={"routing": routing})


def _needs(checks: Iterable[Check], context: ProbeContext) -> frozenset[type]:
    """The kinds of facts that checks need.

    Where a browser begins, a plain client has been before; and of a walk, which is of one address, it is to
    be known whether the others show the same page.
    """
    lean = context.settings.depth == "lean"
    needs = frozenset[type](
        need for check in checks for need in check.needs if not (lean and need in check.borrows)
    )
    opens_pages = context.settings.pictures == "all" or BrowserFacts in needs
    walks = SiteFacts in needs and not lean
    return needs | {HttpFacts} if opens_pages or walks else needs


def _named_ports(checks: Iterable[Check], *, lean: bool) -> tuple[int, ...]:
    """The ports that the checks name; a lean look tries none for those that are of the full one."""
    named = (check.ports for check in checks if not (lean and check.full_only))
    return tuple(sorted({port for ports in named for port in ports}))


def unseen(planned: PlannedEndpoint, now: datetime, why: NotTested) -> Facts:
    """The facts of an endpoint of which nothing was seen."""
    return _nothing(_target(planned, now), why)


async def _seen(look: Look) -> Facts:
    """What was found at the host's addresses, and which these are."""
    names = await look.bounded(dns.probe(look.target.host, look.context, addresses_only=not look.reads_zone))
    if isinstance(names, NotTested):
        return _nothing(look.target, names)
    return await _with_names(look, names)


async def _with_names(look: Look, names: DnsFacts) -> Facts:
    """Names that lead nowhere, or not to the public Internet, are facts of DNS; the rest was not tested."""
    reachable, withheld = permitted(names, look.target.host, private=look.planned.private)
    names = names.model_copy(update={"withheld": tuple(one.address for one in withheld)})
    if not reachable.ipv4 and not reachable.ipv6:
        nothing = _withheld(look.target, withheld) if withheld else _nothing(look.target, _no_address(names))
        return nothing.model_copy(update={"dns": names})
    told = names if look.wants(DnsFacts) else NOT_WANTED  # the addresses alone are half the facts
    return (await _with_addresses(look, reachable, withheld)).model_copy(update={"dns": told})


async def _with_addresses(look: Look, names: DnsFacts, withheld: tuple[WithheldAddress, ...]) -> Facts:
    # One after the other where one tells the next not to bother; the rest share the address's few slots.
    memory = look.context.memory
    async with memory.visits.turn((*names.ipv4, *names.ipv6), memory.room) as waited:
        if waited > ASKED_AFTER and (refusal := look.refused()) is not None:
            return _nothing(look.target, NotTested(reason=Reason.NOT_PERMITTED, detail=refusal))
        look = look.later(waited)
        reached = await reached_addresses(look, names, withheld)
        choice = choose(names, reached, look.target.https_port)
        secure, web = await asyncio.gather(_tls(look, choice), _http(look, choice))
        first = FirstAddress(secure, web, (*choice.ipv4[:1], *choice.ipv6[:1]))
        others = await look_at_others(look, choice, first)
        walked = await walk_site(look, choice, web, others)
        files = await ask_files(look, choice, web, others)
        seen = Facts(
            target=look.target,
            dns=NOT_WANTED,
            reach=reached if look.wants(ReachFacts) else NOT_WANTED,
            tls=secure,
            http=web,
            ports=NOT_WANTED,
            site=walked,
            earlier=await recalled(look, walked),
            files=files,
            others=others,
            unseen=choice.unseen,
            unreached=unreached(reached),
        )
        browser = await pictured(look, seen)
    scanned, udp = await scan_ports(look, choice, names), await ask_udp(look, choice, names)
    seen = seen.model_copy(update={"browser": browser, "ports": scanned, "udp": udp})
    return seen.model_copy(update={"kev": known_exploited(look, seen)})


async def _tls(look: Look, choice: AddressChoice) -> TlsFacts | Absent | NotTested:
    if not look.wants(TlsFacts):
        return NOT_WANTED
    return await look.bounded(tls.probe(look.target, choice.first, look.context, look.planned.starttls))


async def _http(look: Look, choice: AddressChoice) -> HttpFacts | NotTested:
    if not look.wants(HttpFacts):
        return NOT_WANTED
    if look.planned.starttls:
        return NO_WEB_SITE
    from scanner.probes import http  # noqa: PLC0415 - a scan of TLS alone does not wait for httpx

    scope = look.planned.neighbours | {look.target.host}
    names = DnsFacts(ipv4=choice.ipv4[:1], ipv6=choice.ipv6[:1])
    return await look.bounded(http.probe(look.target, names, scope, look.context))


def _withheld(target: Target, withheld: tuple[WithheldAddress, ...]) -> Facts:
    """A name that leads to no public address: that much is a fact of its reachability."""
    reached = ReachFacts(addresses=(), ipv6_here=False, ipv6_proof=NOT_CONNECTED, withheld=withheld)
    return _nothing(target, not_public(withheld)).model_copy(update={"reach": reached})


def _no_address(names: DnsFacts) -> NotTested:
    """Why a name leads nowhere, in the words of DNS."""
    if names.gone:
        detail = f"the name is an alias (CNAME) of {names.gone}, which does not exist (NXDOMAIN)"
    elif names.status == "NXDOMAIN":
        detail = "the name does not exist (NXDOMAIN)"
    else:
        detail = "; ".join(names.failures) or "the name exists and has no address, neither A nor AAAA"
    return NotTested(reason=Reason.DNS_FAILURE, detail=detail[:DETAIL_LENGTH])


def _target(planned: PlannedEndpoint, now: datetime) -> Target:
    return Target(
        host=planned.host,
        https_port=planned.https_port,
        http_port=planned.http_port,
        allowed_ports=planned.allowed_ports,
        is_portal=planned.is_portal,
        path=planned.path,
        observed_at=now,
    )


def _nothing(target: Target, why: NotTested) -> Facts:
    nothing = dict.fromkeys(FIELDS.values(), why)
    return Facts.model_validate({"target": target, **nothing})
