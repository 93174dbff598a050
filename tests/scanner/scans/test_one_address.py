"""A walk and the asking for files are of one address: nothing is passed for what the others did not show."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from checks.facts import AddressFacts, HttpFacts, NotTested, Part
from checks.model import Outcome, Reason, Verdict
from checks.profile import load
from scanner.engine import ready_engine
from scanner.planning.permission import audit_permit
from scanner.planning.plan import select_checks
from scanner.probes.context import ProbeSettings
from scanner.scans.of_one_address import Walkable, walkable
from tests.checks import builders
from tests.scanner import fleet
from tests.scanner.fleet import HOST, Fleet, Member
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.tls.asking import ROOT, ca_file

FIRST, SECOND, SIXTH = "127.77.3.1", "127.77.3.2", "::1"
FILES = ("exposure.files", "exposure.directory_listing", "exposure.admin_panel")
CONTENT = ("content.spam_links", "content.redirect_hijack", "content.defacement", "content.cloaking")
WALKED = ("web.login_over_http", "web.error_leak")


async def look(at: Fleet, folder: Path) -> dict[str, Verdict]:
    """What every check says that asks more than the start page of one address."""
    settings = ProbeSettings(
        resolver=at.resolver, ca_file=ca_file(folder), connect_timeout=1.0, endpoint_deadline=10.0
    )
    planned = replace(at.planned, permit=audit_permit(authorized=True, files=True, udp=False))
    checks = select_checks(load(), (*FILES, *CONTENT, *WALKED))
    async with ready_engine(settings, checks, load()) as engine:
        return {verdict.check: verdict for verdict in (await engine.look(planned)).verdicts}


@contextlib.asynccontextmanager
async def cutting(address: str, at: Fleet) -> AsyncIterator[None]:
    """A machine that accepts on both ports, and cuts every connection."""

    async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with contextlib.AsyncExitStack() as servers:
        for port in (at.https_port, at.http_port):
            await servers.enter_async_context(await asyncio.start_server(handle, address, port))
        yield


@pytest.fixture
def member(tmp_path: Path) -> Member:
    """A server in good order, at the first address."""
    return Member(FIRST, (leaf(ROOT, name=HOST, names=(HOST,)).write(tmp_path, "good"),), headers=HTML)


HTML = "default_type text/html; server_tokens off;"
OTHER_PAGE = "<title>Welcome to nginx!</title>"


@pytest.mark.parametrize("address", [SECOND, "127.77.2.9", SIXTH])
async def test_an_address_with_another_page_is_told(tmp_path: Path, member: Member, address: str) -> None:
    """Before the good one in the answer, behind it, and over IPv6."""
    async with fleet.serving(tmp_path, member, replace(member, address=address, body=OTHER_PAGE)) as both:
        seen = await look(both, tmp_path)
    walked = min((FIRST, address), key=lambda one: (":" in one, one))
    (unwalked,) = {FIRST, address} - {walked}
    for verdict in seen.values():
        assert verdict.outcome is Outcome.NOT_TESTED
        assert f"{unwalked} shows another page" in str(verdict.evidence)
    assert {seen[check].reason for check in FILES} == {Reason.NOT_REQUESTED}
    assert {seen[check].reason for check in (*CONTENT, *WALKED)} == {Reason.INCOMPLETE}


@pytest.mark.parametrize("address", [SECOND, "127.77.2.9"])
async def test_an_address_that_shows_no_page_is_told(tmp_path: Path, member: Member, address: str) -> None:
    """It hides no living one, which is walked through, and nothing is passed on its account."""
    async with fleet.serving(tmp_path, member, besides=(address,)) as both, cutting(address, both):
        seen = await look(both, tmp_path)
    for verdict in seen.values():
        assert verdict.outcome is Outcome.NOT_TESTED, verdict
        assert address in str(verdict.evidence)
    for check in (*FILES, *CONTENT):
        assert f"{address} shows no page" in str(seen[check].evidence)
        assert seen[check].reason is Reason.INCOMPLETE
    assert {seen[check].evidence["address"] for check in FILES} == {FIRST}


@pytest.mark.parametrize("address", [SECOND, "127.77.2.9"])
@pytest.mark.parametrize("is_dead", [True, False])
async def test_an_equal_address_and_a_dead_one_cost_no_pass(
    tmp_path: Path, member: Member, address: str, *, is_dead: bool
) -> None:
    """The one was seen by its likeness; the other is a finding of its own, and nothing is behind it."""
    members = (member,) if is_dead else (member, replace(member, address=address))
    async with fleet.serving(tmp_path, *members, besides=(address,) if is_dead else ()) as both:
        seen = await look(both, tmp_path)
    assert {verdict.outcome for verdict in seen.values()} == {Outcome.PASS}


ADDRESSES = ("192.0.2.10", "192.0.2.11", "192.0.2.12")
SILENT = NotTested(reason=Reason.TIMEOUT, detail="no complete answer in time")
AWAY = (("location", "https://elsewhere.test/"),)
SHOWN = {
    "page": builders.visit(),
    "other": builders.visit(builders.exchange(body="<title>Another</title>")),
    "away": builders.visit(builders.exchange(status=302, headers=AWAY, body=""), end="left_scope"),
    "limited": builders.visit(builders.exchange(status=429)),
    "no_https": builders.visit(exchanges=(), end="failed", failure=SILENT),
}
NOT_ASKED, ELSEWHERE, TIMEOUT = Reason.NOT_REQUESTED, Reason.ELSEWHERE, Reason.TIMEOUT


def web(address: str, shown: str) -> HttpFacts | NotTested:
    """What the http probe tells of an address whose https port shows this."""
    if shown == "silent":
        return SILENT
    plain, at = builders.http().http, {"address": address}
    assert plain is not None
    redirects = plain.model_copy(update={**at, "exchanges": plain.exchanges[:1]})
    return HttpFacts(http=redirects, https=SHOWN[shown].model_copy(update=at))


@pytest.mark.parametrize(
    ("shown", "walked", "not_told"),
    [
        (("page", "page", "page"), 0, {}),
        (("page", "other", "page"), 0, {1: NOT_ASKED}),
        (("page", "silent", "other"), 0, {1: TIMEOUT, 2: NOT_ASKED}),
        (("page", "no_https", "away"), 0, {1: TIMEOUT, 2: ELSEWHERE}),
        (("silent", "page", "page"), 1, {0: TIMEOUT}),
        (("away", "no_https", "page"), 2, {0: ELSEWHERE, 1: TIMEOUT}),
        (("limited", "page", "silent"), 1, {0: Reason.RATE_LIMITED, 2: TIMEOUT}),
        (("away", "away", "silent"), 0, {2: TIMEOUT}),
        (("silent", "away", "no_https"), 1, {0: TIMEOUT, 2: TIMEOUT}),
        (("silent", "no_https", "silent"), 1, {0: TIMEOUT, 2: TIMEOUT}),
    ],
)
def test_the_first_address_that_shows_its_page_is_walked(
    shown: tuple[str, ...], walked: int, not_told: dict[int, Reason]
) -> None:
    """And each that does not show the same page says why nothing of it was seen."""
    (first, *others) = [(address, web(address, one)) for address, one in zip(ADDRESSES, shown, strict=True)]
    tls = builders.tls()
    at = walkable(*first, [AddressFacts(address=one, tls=tls, http=http) for one, http in others])
    assert isinstance(at, Walkable)
    assert at.start.address == ADDRESSES[walked]
    assert at.start in at.http.page_visits
    told = {one.detail.split()[0]: one.reason for one in at.not_walked(Part.ADDRESSES, NOT_ASKED)}
    assert told == {ADDRESSES[number]: reason for number, reason in not_told.items()}


def test_where_no_address_answers_nothing_is_walked() -> None:
    """The reason is the first one's."""
    others = [AddressFacts(address=ADDRESSES[1], tls=builders.tls(), http=SILENT)]
    assert walkable(ADDRESSES[0], SILENT, others) is SILENT


def test_the_pages_of_both_families_are_told_apart() -> None:
    """The facts of the first address hold the IPv6 visits too, which are those of the other address."""
    http = builders.http()
    others = [AddressFacts(address=builders.V6, tls=builders.tls(), http=SILENT)]
    at = walkable(builders.V4, http, others)
    assert isinstance(at, Walkable)
    assert list(at.starts) == [builders.V4, builders.V6]
    assert not list(at.not_walked(Part.ADDRESSES, NOT_ASKED))
