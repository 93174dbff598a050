"""Facts of a small site, written by hand: bodies by path, and what some clients are answered instead."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from checks.content._judging.remembering import remembered
from checks.facts import Client, Exchange, Facts, PageView, SitePage, Visit
from checks.facts.site import Found
from checks.model import Outcome, Verdict
from tests.checks import builders

HOST = "xa.example.test"
BASE = f"https://{HOST}"
HTML, XML = "text/html; charset=utf-8", "application/xml"
Body = str | Exchange
Others = Mapping[Client, Body]
START = (
    "<title>Trang thông tin điện tử xã Tân Hải</title><h1>Tin mới</h1><p>Lịch tiếp công dân tháng 11</p>"
    '<a href="/tin">Tin tức</a>'
)


def answer(body: Body, path: str = "/", kind: str = HTML) -> Exchange:
    """A page; an exchange is taken as it is."""
    if isinstance(body, Exchange):
        return body
    return builders.exchange(url=BASE + path, body=body, headers=(("content-type", kind),))


def redirect(url: str, path: str = "/") -> Exchange:
    """A redirect."""
    return builders.exchange(url=BASE + path, status=302, headers=(("location", url),), body="")


def status(code: int, body: str = "", path: str = "/") -> Exchange:
    """An answer with another status."""
    return answer(body, path).model_copy(update={"status": code})


def visit(one: Exchange) -> Visit:
    """A visit with this answer; a redirect leaves the site."""
    if one.is_redirect:
        return builders.visit(one, origin=f"{BASE}/", end="left_scope", next_url=one.value("location"))
    return builders.visit(one, origin=f"{BASE}/")


def page(body: Body, path: str = "/", others: Others | None = None, found: Found = "link") -> SitePage:
    """A page as every client is shown it, but those that are shown something else."""
    views = tuple(
        PageView(client=client, visit=visit(answer((others or {}).get(client, body), path)))
        for client in Client
    )
    return SitePage(url=BASE + path, found=found, views=views)


def facts(*pages: SitePage, files: Mapping[str, str] | None = None, **changes: object) -> Facts:
    """A site of these pages. ``files``: its style sheets and scripts by path."""
    named = tuple(
        visit(answer(text, path, "text/css" if path.endswith("css") else "text/javascript"))
        for path, text in (files or {}).items()
    )
    return builders.facts(
        target=builders.facts().target.model_copy(update={"host": HOST}),
        site=builders.site(*pages, files=named, **changes),
    )


def start(markup: str = "", others: Others | None = None, head: str = "") -> SitePage:
    """The start page with something added to its end."""
    return page(head + START + markup, "/", others, found="start")


def told(check: str, *pages: SitePage, **changes: object) -> Verdict:
    """What a check says of these pages."""
    return builders.verdict(f"content.{check}", facts(*pages, **changes))  # type: ignore[arg-type]


def outcome(check: str, *pages: SitePage, **changes: object) -> Outcome:
    """Its outcome alone."""
    return told(check, *pages, **changes).outcome


def first(verdict: Verdict) -> dict[str, str]:
    """The first finding in the evidence."""
    found = verdict.evidence["found"]
    assert isinstance(found, list)
    (one, *_) = found
    assert isinstance(one, dict)
    return {key: str(value) for key, value in one.items()}


def on_day(day: int, *pages: SitePage, before: Facts | None = None) -> Facts:
    """What a look at these pages saw some days after the first, held beside a clean one."""
    seen = facts(*pages)
    target = seen.target.model_copy(update={"observed_at": builders.NOW + timedelta(days=day)})
    beside = {} if before is None else {"earlier": remembered(before)}
    return seen.model_copy(update={"target": target, **beside})


def in_turn(*looks: Sequence[SitePage]) -> Facts:
    """The last of these looks, a day apart, each of which was clean but it."""
    before = None
    for day, pages in enumerate(looks):
        before = on_day(day, *pages, before=before)
    assert before is not None
    return before


def told_beside(check: str, *looks: Sequence[SitePage]) -> Verdict:
    """What a check says of the last of these looks."""
    return builders.verdict(f"content.{check}", in_turn(*looks))
