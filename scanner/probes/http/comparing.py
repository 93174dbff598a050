"""Whether one more address of a host serves the site that another does, asked by one request a port."""

import asyncio
import re
from collections.abc import Iterator

from checks.facts import Exchange, HttpFacts, Target, Visit
from scanner.probes.addresses import IPV6, family
from scanner.probes.context import ProbeContext
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route, page
from scanner.probes.http.session import Session
from scanner.probes.http.visiting import visit

# These change from answer to answer of one server. Of cookies the names and attributes are compared.
VOLATILE = {
    "age",
    "cf-ray",
    "content-length",
    "date",
    "etag",
    "expires",
    "last-modified",
    "x-correlation-id",
    "x-request-id",
    "x-runtime",
    "x-served-by",
    "x-timer",
}
NONCE = re.compile(r"'nonce-[^']*'")
TITLE = re.compile(r"<title[^>]{0,100}>([^<]{0,200})", re.IGNORECASE)
LENGTHS_DIFFER = 0.1  # of the longer page
READ = 100_000  # characters of a page in which its title stands


async def same_site(
    target: Target, address: str, first: HttpFacts, context: ProbeContext
) -> HttpFacts | None:
    """The facts of an address that answers as another does, which are the other's; None: it does not.

    ``first`` holds visits of the same family, or of the other one where it has none.
    """
    first_visits = dict(_visits(first, address))
    asked = await asyncio.gather(*(_ask(target, scheme, address, context) for scheme in first_visits))
    if not first_visits or not all(map(alike, first_visits.values(), asked)):
        return None
    suffix = "_ipv6" if family(address) == IPV6 else ""
    visits: dict[str, Visit | None] = dict.fromkeys(("http", "https", "http_ipv6", "https_ipv6"))
    visits |= {
        scheme + suffix: seen.model_copy(update={"address": address}) for scheme, seen in first_visits.items()
    }
    return first.model_copy(update=visits)


def _visits(first: HttpFacts, address: str) -> Iterator[tuple[str, Visit]]:
    ipv4, ipv6 = (first.https, first.http), (first.https_ipv6, first.http_ipv6)
    own, other = (ipv6, ipv4) if family(address) == IPV6 else (ipv4, ipv6)
    for scheme, visited in zip(("https", "http"), own if any(own) else other, strict=True):
        if visited is not None:
            yield scheme, visited


async def _ask(target: Target, scheme: str, address: str, context: ProbeContext) -> Visit:
    """The first answer alone: a route without hosts follows no redirect."""
    nowhere = Route(host="", scope=frozenset(), ports=frozenset(), neighbours=Neighbours(context))
    async with Session(address, context) as session:
        return await visit(session, page(target, scheme), nowhere, context)


def alike(first: Visit, asked: Visit) -> bool:
    """The first answer of each; a closed port is like a closed port, and any other failure like nothing."""
    if not first.exchanges or not asked.exchanges:
        return first.refused and asked.refused
    first_answer, answer = first.exchanges[0], asked.exchanges[0]
    return _signature(first_answer) == _signature(answer) and _same_length(first_answer.body, answer.body)


def _signature(exchange: Exchange) -> tuple[object, ...]:
    title = TITLE.search(exchange.body[:READ])
    headers = sorted((name, _steady(name, value)) for name, value in exchange.headers if name not in VOLATILE)
    return exchange.status, tuple(headers), title[1].strip() if title else ""


def _steady(name: str, value: str) -> str:
    """A header's value without what is made anew for each answer."""
    if name == "set-cookie":
        pair, *attributes = value.split(";")
        kept = (
            attribute.strip().lower()
            for attribute in attributes
            if not attribute.strip().lower().startswith("expires=")
        )
        return ";".join((pair.partition("=")[0].strip(), *kept))
    return NONCE.sub("'nonce'", value)


def _same_length(page: str, other_page: str) -> bool:
    longer, shorter = max(len(page), len(other_page)), min(len(page), len(other_page))
    return longer - shorter <= longer * LENGTHS_DIFFER
