"""When a page is opened in a browser, which one, and what is kept of it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from checks.check import Check
from checks.facts import BrowserFacts, Client, Exchange, Facts, HttpFacts, NotTested, TlsFacts
from checks.facts.bundle import NO_BROWSER
from checks.model import Judgement, Outcome, Reason, Text
from checks.profile import load
from checks.registry import get
from scanner.engine import Engine
from scanner.limits import Budget
from scanner.look import Look
from scanner.planning.permission import Permit
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.context import Memory, Pictures, ProbeContext, ProbeSettings
from scanner.probes.picture import taking
from scanner.probes.picture.request import PictureWish
from scanner.probes.picture.tampered import TamperedPage
from scanner.probes.picture.wanted import pictured
from scanner.probes.workers.pool import WorkerPool
from tests.checks import builders
from tests.scanner.probes import contexts

START = f"https://{builders.HOST}/"
NEWS = f"https://{builders.HOST}/tin-tuc/1"
BY_BROWSER = TamperedPage(NEWS)
BY_CRAWLER = TamperedPage(NEWS, Client.CRAWLER)


@pytest.fixture
def wishes(monkeypatch: pytest.MonkeyPatch) -> list[PictureWish]:
    """What was asked of a browser, which brings a picture of whatever it is."""
    asked: list[PictureWish] = []

    async def take(wish: PictureWish, _context: ProbeContext) -> BrowserFacts:
        asked.append(wish)
        return builders.browser(url=wish.url)

    monkeypatch.setattr(taking, "take", take)
    return asked


def opened(
    pictures: Pictures,
    *,
    portal: bool | None = True,
    tampered: TamperedPage | None = None,
    families: tuple[str, ...] | None = None,
    needs: tuple[type, ...] = (BrowserFacts,),
    refusal: str | None = None,
    **facts: Any,
) -> BrowserFacts | NotTested:
    """What comes of the page of an endpoint like this."""
    permit = Permit(families=None if families is None else frozenset(families), port_scan=False)
    seen = builders.facts(**facts)
    target = seen.target.model_copy(update={"is_portal": portal})

    async def opening() -> BrowserFacts | NotTested:
        look = Look(
            planned=PlannedEndpoint(
                host=builders.HOST, permit=permit, neighbours=frozenset({"example.test"})
            ),
            target=target,
            needs=frozenset(needs),
            reads_zone=False,
            ports=(),
            context=contexts.context(pictures=pictures),
            refused=lambda: refusal,
            tampered=lambda _: tampered,
        )
        return await pictured(look, seen)

    return asyncio.run(opening())


@pytest.mark.parametrize(
    ("pictures", "portal", "tampered", "wanted"),
    [
        ("none", True, None, (False, False)),
        ("none", True, TamperedPage(START), (False, False)),
        ("findings", True, None, (True, False)),
        ("findings", False, None, (False, False)),
        ("findings", None, None, (False, False)),
        ("findings", False, TamperedPage(START), (False, True)),
        ("findings", True, TamperedPage(START), (True, True)),
        ("all", False, None, (True, True)),
        ("all", None, None, (True, True)),
    ],
)
def test_which_pages_are_opened(
    wishes: list[PictureWish],
    pictures: Pictures,
    portal: Any,
    tampered: Any,
    wanted: tuple[bool, bool],
) -> None:
    """In a run portals for their rules, and tampered pages for their picture; in an audit everything."""
    tries_rules, kept = wanted
    found = opened(pictures, portal=portal, tampered=tampered)
    assert [wish.accessibility for wish in wishes] == ([tries_rules] if tries_rules or kept else [])
    assert isinstance(found, BrowserFacts) == (tries_rules or kept)
    assert bool(isinstance(found, BrowserFacts) and found.picture) == kept
    assert isinstance(found, BrowserFacts) or found == NO_BROWSER


@pytest.mark.parametrize(
    ("families", "is_opened"), [(("web",), True), (("content", "tls"), True), (("tls", "exposure"), False)]
)
def test_a_permission_holds_for_browsers(
    wishes: list[PictureWish], families: tuple[str, ...], *, is_opened: bool
) -> None:
    """One of the families that look at pages must be permitted."""
    opened("all", families=families)
    assert bool(wishes) == is_opened


@pytest.mark.parametrize(
    ("tampered", "url"),
    [
        (NEWS, NEWS),
        ("", START),
        ("/tin-tuc/1#a", NEWS),
        ("https://elsewhere.test/", START),
        (f"https://{builders.HOST}:25/", START),
        ("javascript:alert(1)", START),
        ("http://[", START),
        ("https://example.test/a", "https://example.test/a"),
    ],
)
def test_the_page_of_the_finding_is_opened(wishes: list[PictureWish], tampered: str, url: str) -> None:
    """As long as it may be; else the endpoint's own."""
    found = opened("findings", portal=False, tampered=TamperedPage(tampered, Client.CRAWLER))
    assert isinstance(found, BrowserFacts)
    assert [(wish.url, wish.address, wish.client) for wish in wishes] == [(url, builders.V4, Client.CRAWLER)]


def test_without_an_answer_no_browser_is_started(wishes: list[PictureWish]) -> None:
    """Why there was none is told."""
    silent = NotTested(reason=Reason.TIMEOUT, detail="no complete answer in time")
    assert opened("all", http=silent) == silent
    refused = builders.visit(end="failed", failure=silent, refused=True)
    dead = HttpFacts(https=refused.model_copy(update={"exchanges": ()}), http=None)
    assert opened("all", http=dead) == NotTested(reason=Reason.UNREACHABLE)
    assert wishes == []


def test_a_permission_that_ended_meanwhile_holds_no_more(wishes: list[PictureWish]) -> None:
    """Pictures are taken one after the other, and hours pass."""
    found = opened("all", refusal="outside the permitted hours")
    assert found == NotTested(reason=Reason.NOT_PERMITTED, detail="outside the permitted hours")
    assert wishes == []


def test_a_site_without_https_is_opened_over_http(wishes: list[PictureWish]) -> None:
    """Where the browser would end up."""
    closed = builders.visit(end="failed", refused=True).model_copy(update={"exchanges": ()})
    plain = builders.visit(
        Exchange(url=f"http://{builders.HOST}/", status=200), origin=f"http://{builders.HOST}/"
    )
    opened("all", http=HttpFacts(https=closed, http=plain))
    assert [wish.url for wish in wishes] == [f"http://{builders.HOST}/"]


def stand_in(family: str, outcome: Outcome, **evidence: Any) -> Check:
    """A check that always says the same."""

    def judge(_facts: Facts, _thresholds: Any) -> Judgement:
        return Judgement(outcome=outcome, summary=Text(vi="…", en="…"), evidence=evidence)

    return replace(get("web.csp"), id=f"{family}.stand_in", needs=(TlsFacts,), judge=judge)


@pytest.mark.parametrize(
    ("checks", "page"),
    [
        ((), None),
        ((stand_in("content", Outcome.PASS, url=NEWS),), None),
        ((stand_in("content", Outcome.WARN, url=NEWS),), None),
        ((stand_in("web", Outcome.FAIL, url=NEWS),), None),
        ((stand_in("content", Outcome.FAIL),), TamperedPage()),
        (
            (stand_in("content", Outcome.PASS), stand_in("content", Outcome.FAIL, url=NEWS)),
            TamperedPage(NEWS),
        ),
        ((stand_in("content", Outcome.FAIL, found=[{"page": NEWS, "client": "crawler"}]),), BY_CRAWLER),
        (
            (stand_in("content", Outcome.FAIL, found=[{"page": NEWS, "client": "?"}, 7, {}]),),
            TamperedPage(NEWS),
        ),
        (
            (
                stand_in("content", Outcome.FAIL, found=[{"page": NEWS, "client": "crawler"}]),
                stand_in("content", Outcome.FAIL, found=[{"page": START, "client": "browser"}]),
            ),
            TamperedPage(START),
        ),
    ],
)
def test_a_check_of_content_that_fails_asks_for_a_picture(
    checks: tuple[Check, ...], page: TamperedPage | None
) -> None:
    """Of the page that its evidence names."""
    engine = Engine(
        settings=ProbeSettings(),
        checks=checks,
        profile=load(),
        budget=Budget(),
        workers=WorkerPool(1),
        memory=Memory(),
    )
    assert engine._tampered(builders.facts()) == page
