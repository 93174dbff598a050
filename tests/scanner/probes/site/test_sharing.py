"""A walk beside others at the same address: its kept connections are theirs when they wait for one."""

import asyncio
import threading
import time
from collections import Counter

import pytest

from checks.facts import SiteFacts
from scanner.probes import site as walk
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Request, Site
from tests.scanner.probes.listening import closed_port
from tests.scanner.probes.site.walking import ADDRESS, html

PAGES = [f"/muc{letter}/trang" for letter in "abcdefghijklmnopqrstuvwxyz"]


@pytest.mark.parametrize(("per_address", "is_slow"), [(1, False), (3, False), (3, True)])
async def test_whoever_waits_gets_a_connection(per_address: int, *, is_slow: bool) -> None:
    """Long before the walk is over, however few there may be; and the walk is whole all the same."""
    site, begun = Site(), threading.Event()

    def slow(request: Request) -> Answer:
        time.sleep(0.05)
        if request.path != "/":
            begun.set()
        return html(*PAGES)

    site.pages = dict.fromkeys(["/", *PAGES], slow)
    context, counter = contexts.context(per_address=per_address), Counter[str]()
    if is_slow:
        context.budget.pace(ADDRESS).turned_away()
    with site.listening() as port, closed_port() as closed:
        target = contexts.target(https_port=closed, http_port=port)
        walking = asyncio.create_task(walk.probe(target, ADDRESS, frozenset(), context))
        await asyncio.to_thread(begun.wait)
        async with context.budget.whole_address(ADDRESS):
            asked_before = len(site.requests)
            assert not walking.done()
            await asyncio.sleep(0.2)
            assert len(site.requests) == asked_before
        async with context.budget.connection(ADDRESS, "tls", counter):
            assert not walking.done()
        facts = await walking
    assert isinstance(facts, SiteFacts)
    assert facts.unseen == ()
    assert len(site.clients) < 20
