"""The pages that the header checks judge, and the visits behind them.

A page is the final answer over https, or over http where the https port is closed, at the address of each
family. An error page needs its headers too: a 404 is judged, and its status stands in the evidence. A page
that was not seen, because a firewall's came in its stead, because it is elsewhere or because redirects never
end, is not judged (``checks.facts.web_extent``).
"""

from collections.abc import Callable, Iterator

from pydantic import JsonValue

from checks.evidence import clip, clipped
from checks.facts import Exchange, Facts, FactsMissingError, HttpFacts, NotTested, Visit
from checks.facts.http import page_or_reason
from checks.facts.once import once
from checks.judging import ADDRESSES_KEY
from checks.model import WORST_FIRST, Judgement, Reason
from checks.urls import origin_of, without_www

ODD_LINES_SHOWN = 5


def page_of(facts: Facts) -> Exchange:
    """The page of the first address that shows it.

    Raises:
        FactsMissingError: the page was not seen at any address.

    """
    return pages_of(facts)[0][1]


@once
def pages_of(facts: Facts) -> tuple[tuple[Visit, Exchange], ...]:
    """The page at each address that shows one, with the visit that led there; IPv4 first.

    Raises:
        FactsMissingError: the page was not seen at any address.

    """
    seen_or_lost = [(visit, page_or_reason(visit)) for visit in facts.require(HttpFacts).page_visits]
    pages = tuple((visit, page) for visit, page in seen_or_lost if isinstance(page, Exchange))
    if pages:
        return pages
    reasons = [why for _, why in seen_or_lost if isinstance(why, NotTested)]
    raise FactsMissingError(reasons[0] if reasons else NotTested(reason=Reason.UNREACHABLE))


def worst_of_pages(facts: Facts, judge_page: Callable[[Exchange], Judgement]) -> Judgement:
    """The judgement of the page at the address where it is worst; named when it is not so at the others.

    Raises:
        FactsMissingError: the page was not seen at any address.

    """
    judged = [(visit, judge_page(page)) for visit, page in pages_of(facts)]
    worst = min((judgement for _, judgement in judged), key=_badness)
    alike = [visit.address for visit, judgement in judged if _badness(judgement) == _badness(worst)]
    if len(alike) == len(judged):
        return worst
    return worst.model_copy(update={"evidence": {**worst.evidence, ADDRESSES_KEY: clipped(alike)}})


def _badness(judgement: Judgement) -> tuple[int, int]:
    severity = judgement.severity
    return WORST_FIRST.index(judgement.outcome), -(severity.rank if severity else 0)


def page_evidence(page: Exchange, **values: JsonValue) -> dict[str, JsonValue]:
    """Evidence that names the page, its status, and lines of its header that nobody can read."""
    odd: dict[str, JsonValue] = {}
    if page.odd_lines:
        odd["unreadable_header_lines"] = clipped(page.odd_lines, ODD_LINES_SHOWN)
    return {"url": clip(page.url), "status": page.status, **values, **odd}


def visits(http: HttpFacts) -> tuple[Visit, ...]:
    """The visits of both ports over both families, https and IPv4 first."""
    by_port = (http.https, http.https_ipv6, http.http, http.http_ipv6)
    return tuple(visit for visit in by_port if visit is not None)


def own_answers(facts: Facts) -> Iterator[Exchange]:
    """Every answer of the target host itself, with or without ``www.``, redirects among them."""
    for visit in visits(facts.require(HttpFacts)):
        for exchange in visit.exchanges:
            origin = origin_of(exchange.url)
            if origin is not None and without_www(origin.host) == without_www(facts.target.host):
                yield exchange
