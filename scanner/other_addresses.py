"""The addresses of a host besides the first: compared in a few connections, looked at in full if they differ.

Of the first living IPv6 address the HTTP probe has visited the pages already; only its TLS is compared.
"""

from dataclasses import dataclass

from checks.facts import Absent, AddressFacts, DnsFacts, HttpFacts, NotTested, TlsFacts
from scanner.look import NO_WEB_SITE, NOT_WANTED, Look
from scanner.planning.addresses import AddressChoice
from scanner.probes import tls
from scanner.probes.addresses import IPV6, family
from scanner.probes.tls.comparing import same_server

NO_IPV4_VISITS = {"http": None, "https": None}
NO_IPV6_VISITS = {"http_ipv6": None, "https_ipv6": None}


@dataclass(frozen=True)
class FirstAddress:
    """What the look at the first address of each family gave."""

    tls: TlsFacts | Absent | NotTested
    http: HttpFacts | NotTested
    visited: tuple[str, ...]  # the addresses that the pages in ``http`` are of


async def look_at_others(look: Look, choice: AddressChoice, first: FirstAddress) -> tuple[AddressFacts, ...]:
    """One address after the other: they may well be one machine."""
    others = dict.fromkeys((*choice.others, *_met_besides(choice, first.http)))
    return tuple([await _look_at(look, address, first) for address in others])


def _met_besides(choice: AddressChoice, http: HttpFacts | NotTested) -> tuple[str, ...]:
    """The IPv6 address whose pages were seen beside those of an IPv4 address."""
    if isinstance(http, NotTested):
        return ()
    ipv4, ipv6 = ((http.https, http.http), (http.https_ipv6, http.http_ipv6))
    both = all(any(visit and visit.last for visit in visits) for visits in (ipv4, ipv6))
    return choice.ipv6[:1] if both and choice.first not in choice.ipv6 else ()


async def _look_at(look: Look, address: str, first: FirstAddress) -> AddressFacts:
    secure, tls_like = await _tls(look, address, first.tls)
    web, http_like = await _http(look, address, first)
    return AddressFacts(address=address, tls=secure, http=web, tls_like=tls_like, http_like=http_like)


async def _tls(
    look: Look, address: str, first: TlsFacts | Absent | NotTested
) -> tuple[TlsFacts | Absent | NotTested, str | None]:
    if not look.wants(TlsFacts):
        return NOT_WANTED, None
    starttls = look.planned.starttls
    if isinstance(first, TlsFacts):
        same = await look.bounded(same_server(look.target, address, first, look.context, starttls))
        if same is True:
            return first.model_copy(update={"address": address}), first.address
    return await look.bounded(tls.probe(look.target, address, look.context, starttls)), None


async def _http(look: Look, address: str, first: FirstAddress) -> tuple[HttpFacts | NotTested, str | None]:
    if not look.wants(HttpFacts):
        return NOT_WANTED, None
    if look.planned.starttls:
        return NO_WEB_SITE, None
    from scanner.probes import http  # noqa: PLC0415 - a scan of TLS alone does not wait for httpx
    from scanner.probes.http.comparing import same_site  # noqa: PLC0415 - as above

    if address in first.visited:
        return _of_family(first.http, address), None
    if isinstance(first.http, HttpFacts):
        same = await look.bounded(same_site(look.target, address, first.http, look.context))
        if isinstance(same, HttpFacts):
            return same, _compared_with(address, first)
    scope, names = look.planned.neighbours | {look.target.host}, _names(address)
    return await look.bounded(http.probe(look.target, names, scope, look.context)), None


def _compared_with(address: str, first: FirstAddress) -> str:
    """The visited address of the same family, or else the other."""
    return min(first.visited, key=lambda visited: family(visited) != family(address))


def _of_family(http: HttpFacts | NotTested, address: str) -> HttpFacts | NotTested:
    """The visits of one family; NotTested where none of them was answered."""
    if isinstance(http, NotTested):
        return http
    is_ipv6 = family(address) == IPV6
    own = http.model_copy(update=NO_IPV4_VISITS if is_ipv6 else NO_IPV6_VISITS)
    visits = (own.https_ipv6, own.http_ipv6) if is_ipv6 else (own.https, own.http)
    failures = [visit.failure for visit in visits if visit and visit.last is None and visit.failure]
    return own if any(visit and visit.last for visit in visits) or not failures else failures[0]


def _names(address: str) -> DnsFacts:
    return DnsFacts(ipv6=(address,)) if family(address) == IPV6 else DnsFacts(ipv4=(address,))
