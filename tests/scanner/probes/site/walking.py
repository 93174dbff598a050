"""A site on a plain port of 127.0.0.1, walked through."""

from collections.abc import Mapping

from checks.facts import Client, NotTested, SiteFacts, SitePage, Unseen
from scanner.probes import site as walk
from scanner.probes.context import ProbeContext
from scanner.probes.site import REQUESTS
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Page, Site
from tests.scanner.probes.listening import closed_port

HTML = (("Content-Type", "text/html; charset=utf-8"),)
ADDRESS = "127.0.0.1"


def html(*references: str, text: str = "") -> Answer:
    """A page with these links."""
    links = "".join(f'<a href="{reference}">{reference}</a>\n' for reference in references)
    return Answer(headers=HTML, body=f"<!doctype html><title>Trang</title><p>{text}</p>{links}".encode())


async def walked(
    pages: Mapping[str, Page],
    context: ProbeContext | None = None,
    site: Site | None = None,
    requests: int = REQUESTS,
) -> SiteFacts:
    """What the walk finds at a site of these pages, in so many requests."""
    found = await walked_or_not(pages, context, site, requests)
    assert isinstance(found, SiteFacts)
    return found


async def walked_or_not(
    pages: Mapping[str, Page],
    context: ProbeContext | None = None,
    site: Site | None = None,
    requests: int = REQUESTS,
) -> SiteFacts | NotTested:
    """The same, where it may find nothing."""
    serving = site or Site()
    serving.pages = dict(pages)
    with serving.listening() as port, closed_port() as closed:
        target = contexts.target(https_port=closed, http_port=port)
        settled = context or contexts.context(retry_pause=0.02)
        return await walk.probe(target, ADDRESS, frozenset(), settled, requests=requests)


def paths(facts: SiteFacts, found: str | None = None) -> list[str]:
    """The paths of the pages, of one kind or of all."""
    return ["/" + page.url.split("/", 3)[3] for page in facts.pages if found in (None, page.found)]


def clients(page: SitePage) -> list[Client]:
    """Who was shown it, in order."""
    return [view.client for view in page.views]


def lost(unseen: tuple[Unseen, ...]) -> set[tuple[str, str]]:
    """The parts that were not seen, and why."""
    return {(one.part.value, one.reason.value) for one in unseen}
