"""The page that the header checks judge, and the visits behind it.

The page is the final answer over https, or over http when https gives none (``HttpFacts.page``), whatever its
status: an error page needs its headers too, so a 4xx or 5xx is judged and its status stands in the evidence.
When the visit ends on a redirect, the page itself was not seen: the verdict is "not tested", or "not
applicable" when redirects are all there is.
"""

from collections.abc import Iterator

from pydantic import JsonValue

from checks.evidence import clip
from checks.facts import (
    Absent,
    Exchange,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    HttpFacts,
    NotTested,
    Visit,
)
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from checks.urls import origin_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})  # RFC 9110 section 15.4: those with a Location to follow


def page_of(facts: Facts) -> Exchange:
    """The page to judge.

    Raises:
        FactsMissingError: the page could not be reached, or lies outside what may be visited.
        FactsAbsentError: the host answers with nothing but redirects.

    """
    http = facts.require(HttpFacts)
    page = http.page
    if not is_redirect(page):
        return page
    visit = next(visit for visit in visits(http) if visit.last is page)
    if visit.failure is not None:
        raise FactsMissingError(visit.failure)
    if visit.end == "left_scope":
        detail = clip(f"the page is at {visit.next_url}, outside what may be visited", DETAIL_LENGTH)
        raise FactsMissingError(NotTested(reason=Reason.NOT_PERMITTED, detail=detail))
    raise FactsAbsentError(Absent(detail=f"no page, only redirects ({visit.end})"))


def page_evidence(page: Exchange, **values: JsonValue) -> dict[str, JsonValue]:
    """Evidence that names the page and its status."""
    return {"url": clip(page.url), "status": page.status, **values}


def is_redirect(exchange: Exchange) -> bool:
    """Whether an answer sends the visitor elsewhere."""
    return exchange.status in REDIRECTS and exchange.value("location") is not None


def visits(http: HttpFacts) -> tuple[Visit, ...]:
    """The visits of both ports over both families, https and IPv4 first."""
    found = (http.https, http.https_ipv6, http.http, http.http_ipv6)
    return tuple(visit for visit in found if visit is not None)


def own_answers(facts: Facts) -> Iterator[Exchange]:
    """Every answer of the target host itself, redirects among them, but none of a host they lead to."""
    for visit in visits(facts.require(HttpFacts)):
        for exchange in visit.exchanges:
            origin = origin_of(exchange.url)
            if origin is not None and origin.host == facts.target.host:
                yield exchange
