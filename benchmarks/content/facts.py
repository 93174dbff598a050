"""What a walk would see of a generated site, without a network: the same six clients and kinds of pages."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from benchmarks.content.base import HOST
from benchmarks.content.site import Asked, Site
from checks.content._judging.remembering import remembered
from checks.content._judging.signs import path_topic
from checks.facts import Client, Exchange, Facts, NotTested, PageView, SiteFacts, SitePage, Target, Visit
from checks.facts.site import SAID, Found
from checks.model import Reason

MOST = 18
SINCE = timedelta(days=4)
BASE = f"https://{HOST}"
TELLING = (Client.BROWSER, Client.CRAWLER, Client.PHONE_FROM_GOOGLE, Client.BROWSER_FROM_GOOGLE)
_HREF = re.compile(r"""<a\s[^>]*?href=["']?([^"'\s>]+)""", re.IGNORECASE)
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_FILES = re.compile(r"""<(?:script[^>]*?\ssrc|link[^>]*?\shref)=["']([^"']+)""")
NONE = NotTested(reason=Reason.NOT_REQUESTED)


def exchange(site: Site, url: str, client: Client) -> Exchange:
    """One answer."""
    agent, referer = SAID[client]
    parts = urlsplit(url)
    answer = site.answer(Asked(parts.path + (f"?{parts.query}" if parts.query else ""), agent, referer))
    moved = (("location", answer.location),) if answer.location else ()
    return Exchange(
        url=url,
        status=answer.status,
        headers=(("content-type", answer.kind), *moved, *answer.headers),
        body="" if moved else answer.body,
    )


def visit(site: Site, url: str, client: Client) -> Visit:
    """With the redirects within the site followed."""
    exchanges: list[Exchange] = []
    for _ in range(5):
        exchanges.append(exchange(site, url, client))
        if not exchanges[-1].is_redirect:
            return Visit(origin=f"{BASE}/", address="192.0.2.1", exchanges=tuple(exchanges), end="answered")
        url = urljoin(url, exchanges[-1].value("location") or "")
        if urlsplit(url).hostname != HOST:
            return Visit(
                origin=f"{BASE}/",
                address="192.0.2.1",
                exchanges=tuple(exchanges),
                end="left_scope",
                next_url=url,
            )
    return Visit(origin=f"{BASE}/", address="192.0.2.1", exchanges=tuple(exchanges), end="too_many_redirects")


def page(site: Site, path: str, found: Found, clients: tuple[Client, ...]) -> SitePage:
    """As these clients."""
    url = BASE + path
    return SitePage(
        url=url,
        found=found,
        views=tuple(PageView(client=client, visit=visit(site, url, client)) for client in clients),
    )


def facts_of(site: Site) -> Facts:
    """All of it, beside the last clean look where there was one."""
    if not site.before:
        return _seen(site)
    earlier = remembered(_seen(site._replace(pages=site.before, special=None)))
    seen = _seen(site).model_copy(update={"earlier": earlier})
    later = seen.target.model_copy(update={"observed_at": seen.target.observed_at + SINCE})
    return seen.model_copy(update={"target": later})


def _seen(site: Site) -> Facts:
    start = page(site, "/", "start", tuple(Client))
    sitemaps = (page(site, "/sitemap.xml", "sitemap", (Client.BROWSER, Client.CRAWLER)),)
    paths = dict.fromkeys((*_listed(sitemaps[0]), *_linked(start)))
    first = sorted(paths, key=_rank)
    chosen = [page(site, path, "link", TELLING) for path in first[:MOST]]
    missing = page(site, "/khong-co-7f3a9c", "missing", tuple(Client))
    files = tuple(visit(site, urljoin(f"{BASE}/", name), Client.BROWSER) for name in _files(start))
    walked = SiteFacts(address="192.0.2.1", pages=(start, missing, *chosen), sitemaps=sitemaps, files=files)
    return Facts(
        target=Target(host=HOST, observed_at=datetime(2026, 11, 27, tzinfo=UTC)),
        dns=NONE,
        reach=NONE,
        tls=NONE,
        http=NONE,
        ports=NONE,
        site=walked,
    )


def _rank(path: str) -> int:
    """What is asked for first: baits, then where visitors write."""
    topic = path_topic(path)
    return 0 if topic.met or topic.strong else 1 if "hoi-dap" in path or "lien-he" in path else 2


def _bodies(one: SitePage) -> Iterator[str]:
    for view in one.views:
        if view.visit.last is not None and view.visit.last.status < 400:
            yield view.visit.last.body


def _listed(sitemap: SitePage) -> Iterator[str]:
    for body in _bodies(sitemap):
        urls = [urlsplit(url) for url in _LOC.findall(body)]
        yield from (url.path for url in urls[-MOST // 2 :] if url.hostname == HOST)


def _linked(start: SitePage) -> Iterator[str]:
    for body in _bodies(start):
        urls = [urlsplit(urljoin(f"{BASE}/", href)) for href in _HREF.findall(body)]
        yield from (url.path for url in urls if url.hostname == HOST and url.path != "/")


def _files(start: SitePage) -> list[str]:
    names = [
        name
        for body in _bodies(start)
        for name in _FILES.findall(body)
        if name.startswith("/") and name.partition("?")[0].endswith((".css", ".js"))
    ]
    return list(dict.fromkeys(names))[:8]
