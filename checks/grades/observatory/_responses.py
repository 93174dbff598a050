"""What the Observatory would have in hand: its requests are those of the web probe, told in its terms.

It asks both ports of a host, follows the redirects of each, and judges what https led to where https answers
at all, else what plain HTTP did. It grades no error page but those of a login (401 and 403).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle, islice

from checks.cert.hostname import matches
from checks.facts import Absent, CertificateChain, Exchange, Facts, HttpFacts, NotTested, TlsFacts, Visit
from checks.facts.once import once
from checks.facts.visit import REDIRECTS
from checks.facts.web_extent import lost_body, lost_page, lost_plain, page_visit
from checks.grades.observatory._chart import Version
from checks.grades.observatory._markup import Attributes, metas_of
from checks.model import Reason
from checks.urls import origin_of

GRADED = range(200, 400)
GRADED_ERRORS = (401, 403)
MOST_HOPS = 11  # answers of a chain of redirects, the first among them
HTML_TYPES = ("text/html", "application/xhtml+xml")  # letter by letter, as it compares them
Pair = tuple[Visit | None, Visit | None]


@dataclass(frozen=True)
class Responses:
    """``route``: where plain HTTP led, hop by hop; None: nothing answers there. ``visit``: the page's.

    ``https_trusted``, ``route_trusted``: whether each certificate met on the way holds, as far as it was
    looked at. ``assumed``: the hosts whose certificates were not. ``metas``: of a page in HTML.
    """

    host: str
    version: Version
    at: datetime
    page: Exchange
    visit: Visit
    https: Exchange | None
    https_trusted: bool
    route: tuple[str, ...] | None
    route_trusted: bool
    preflight: Exchange | NotTested
    assumed: tuple[str, ...]
    metas: tuple[Attributes, ...]

    @property
    def is_https(self) -> bool:
        """Whether it is https that the page was asked for over, wherever that led."""
        return self.visit.origin.startswith("https:")

    @property
    def content_type(self) -> str:
        """The page's."""
        return content_type_of(self.page)


def content_type_of(page: Exchange) -> str:
    """The type alone, of the first such header, cut as the Observatory cuts it; "" without one."""
    return next(iter(page.values("content-type")), "").split(";", 1)[0]


@once
def responses_of(facts: Facts, version: Version) -> Responses | Absent | NotTested:
    """What it would have; Absent: it would refuse the page; NotTested: the page or the way was not seen."""
    if isinstance(facts.http, NotTested):
        return facts.http
    chosen = _first_with_page(facts.http)
    if isinstance(chosen, NotTested):
        return chosen
    https, plain = chosen
    visit = page_visit(https, plain)
    page = visit.last if visit else None
    assert visit is not None  # noqa: S101 - it has the page
    assert page is not None  # noqa: S101
    if (refused := _refused(page)) is not None:
        return refused
    unseen = lost_body(page) or _lost_route(plain, https)
    return unseen or _responses(facts, facts.http, version, chosen, visit)


def _first_with_page(http: HttpFacts) -> Pair | NotTested:
    """Of the family whose page was seen, IPv4 first; else why it was not."""
    lost = []
    for https, plain in http.pairs:
        visit = page_visit(https, plain)
        why = lost_page(visit) if visit is not None else None
        if visit is not None and why is None:
            return https, plain
        lost += [why] if why else []
    return lost[0] if lost else NotTested(reason=Reason.UNREACHABLE)


def _refused(page: Exchange) -> Absent | None:
    leads_nowhere = page.status in REDIRECTS and not page.is_redirect
    if (page.status in GRADED and not leads_nowhere) or page.status in GRADED_ERRORS:
        return None
    return Absent(detail=f"the Observatory grades no such page: status {page.status}")


def _lost_route(plain: Visit | None, https: Visit | None) -> NotTested | None:
    """Why it is unknown where plain HTTP leads."""
    if plain is None:
        return NotTested(reason=Reason.UNREACHABLE, detail="plain HTTP was not asked")
    if (why := lost_plain(plain, https)) is not None:
        return why
    if plain.exchanges and plain.end == "failed":
        return plain.failure or NotTested(reason=Reason.UNREACHABLE)
    return lost_page(plain) if plain.end == "left_scope" else None


def _responses(facts: Facts, http: HttpFacts, version: Version, pair: Pair, visit: Visit) -> Responses:
    https, plain = pair
    route = _route(plain) if plain is not None and plain.exchanges else None
    asked = [exchange.url for exchange in https.exchanges] if https is not None else []
    https_trusted, unlooked = _trust(facts, asked)
    route_trusted, unlooked_of_route = _trust(facts, route or ())
    page = visit.last
    assert page is not None  # noqa: S101 - it was seen
    is_html = content_type_of(page) in HTML_TYPES
    return Responses(
        host=facts.target.host,
        version=version,
        at=facts.target.observed_at,
        page=page,
        visit=visit,
        https=https.last if https is not None else None,
        https_trusted=https_trusted,
        route=route,
        route_trusted=route_trusted,
        preflight=_preflight(http),
        assumed=tuple(dict.fromkeys((*unlooked, *unlooked_of_route))),
        metas=metas_of(page.body, version) if is_html else (),
    )


def _route(plain: Visit) -> tuple[str, ...]:
    """The addresses asked for; those of a circle again and again, as often as the Observatory does."""
    asked = [exchange.url for exchange in plain.exchanges]
    if plain.end != "redirect_loop" or plain.next_url is None:
        return tuple(asked)
    start = asked.index(plain.next_url) if plain.next_url in asked else 0
    return (*asked, *islice(cycle(asked[start:]), max(0, MOST_HOPS - len(asked))))


def _preflight(http: HttpFacts) -> Exchange | NotTested:
    if http.preflight is None:
        return NotTested(reason=Reason.NOT_REQUESTED)
    return http.preflight.last or http.preflight.failure or NotTested(reason=Reason.UNREACHABLE)


def _trust(facts: Facts, urls: Iterable[str]) -> tuple[bool, tuple[str, ...]]:
    """Whether the certificates of the https hosts hold, and the hosts that no certificate was seen of."""
    origins = [origin for url in urls if (origin := origin_of(url)) is not None]
    hosts = dict.fromkeys(origin.host for origin in origins if origin.scheme == "https")
    chains = facts.tls.chains if isinstance(facts.tls, TlsFacts) else ()
    seen = {host for host in hosts if host == facts.target.host or _holds_for(chains, host)}
    is_trusted = facts.target.host not in hosts or _holds_for(chains, facts.target.host) or not chains
    return is_trusted, tuple(host for host in hosts if host not in seen or not chains)


def _holds_for(chains: Iterable[CertificateChain], host: str) -> bool:
    """Whether every chain is trusted, and its certificate for this host; no chain at all is none."""
    told = [
        chain.trusted is not False and (not chain.certificates or matches(chain.certificates[0], host))
        for chain in chains
    ]
    return bool(told) and all(told)
