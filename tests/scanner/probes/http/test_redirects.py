"""http.probe on redirects: followed within scope, recorded beyond it, with a visit's own cookies."""

import asyncio

import pytest

from checks.facts import DnsFacts, HttpFacts
from scanner.probes import http
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Portal, Request, Site
from tests.scanner.probes.listening import closed_port, serving

V4 = DnsFacts(ipv4=("127.0.0.1",))


async def test_a_redirect_to_https_is_one_visit(portal: Portal) -> None:
    """The chain is kept answer by answer, a redirect without its body."""
    there = f"https://{contexts.HOST}:{portal.target.https_port}/home"

    def root(request: Request) -> Answer:
        is_plain = request.headers["Host"].endswith(f":{portal.target.http_port}")
        return Answer(301, (("Location", there),), b"moved") if is_plain else Answer()

    portal.site.pages = {"/": root, "/home": Answer(body=b"home")}
    found = await portal.facts()
    assert found.http is not None
    assert found.http.end == "answered"
    assert [(answer.status, answer.url, answer.body) for answer in found.http.exchanges] == [
        (301, f"http://{contexts.HOST}:{portal.target.http_port}/", ""),
        (200, there, "home"),
    ]


async def test_one_connection_at_a_time_is_enough(portal: Portal) -> None:
    """With a budget of one, a redirect from http to https does not wait for itself."""
    there = f"https://{contexts.HOST}:{portal.target.https_port}/home"
    portal.site.pages = {"/": Answer(301, (("Location", there),)), "/home": Answer()}
    context = contexts.context(20, per_address=1)
    found = await portal.facts(context)
    assert found.http is not None
    assert (found.http.end, found.https.end if found.https else None) == ("answered", "answered")
    assert context.connections["http"] == len(portal.site.clients)


async def test_a_kept_alive_connection_that_was_closed_is_opened_again() -> None:
    """A server may close between two requests (RFC 9112, 9.3.1): that is no failure."""

    async def closes_after_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
        redirect = b"302 Found\r\nLocation: /next" if path == b"/" else b"200 OK"
        writer.write(b"HTTP/1.1 " + redirect + b"\r\nContent-Length: 0\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")

    async with serving(closes_after_one) as port:
        with closed_port() as closed:
            target = contexts.target(https_port=closed, http_port=port)
            found = await http.probe(target, V4, frozenset(), contexts.context())
    assert isinstance(found, HttpFacts)
    assert found.page.status == 200


async def test_cookies_live_as_long_as_a_visit(portal: Portal) -> None:
    """A cookie comes back within its redirect chain, and never in another visit."""
    setting = (("Set-Cookie", "session=1; Path=/"), ("Location", "/in"))
    portal.site.pages = {"/": Answer(302, setting), "/in": Answer()}
    await portal.facts()
    cookies = {(request.path, request.headers["Cookie"]) for request in portal.site.requests[:4]}
    assert cookies == {("/", None), ("/in", "session=1")}


async def test_a_cookie_gate_is_no_loop(portal: Portal) -> None:
    """Gateways that set a cookie and redirect to the same URL let a client with the cookie in."""

    def gate(request: Request) -> Answer:
        if request.headers["Cookie"]:
            return Answer(body=b"inside")
        return Answer(302, (("Set-Cookie", "passed=1"), ("Location", "/")))

    portal.site.pages = {"/": gate}
    found = await portal.facts()
    assert (found.page.body, found.https.end if found.https else None) == ("inside", "answered")


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.test/",
        "https://partner.example.test/",
        "//elsewhere.test/path",
        "http://127.0.0.1/",
        "http://www.example.test:8080/",
        "https://www.example.test:22/",
        "https://www.example.test:6000/",
        "https://www.example.test./",
        "javascript:alert(1)",
        "ftp://www.example.test/",
        "http://[::1/",
        "https://\N{LATIN SMALL LETTER A}\x7f/",
        "https://www.example.test@elsewhere.test/",
    ],
)
async def test_out_of_scope_is_recorded_and_not_followed(portal: Portal, location: str) -> None:
    """Other hosts, also those in scope that have no address, ports that browsers refuse, other schemes."""
    portal.site.pages = {"/": Answer(302, (("Location", location),))}
    context = contexts.context()
    found = await http.probe(portal.target, V4, frozenset({"partner.example.test"}), context)
    assert isinstance(found, HttpFacts)
    assert found.https is not None
    assert (found.https.end, len(found.https.exchanges)) == ("left_scope", 1)
    assert found.https.next_url
    assert {request.path for request in portal.site.requests} == {
        "/",
        "/.well-known/security.txt",
        "/security.txt",
    }
    assert context.connections["http"] == len(portal.site.clients) == 2


async def test_what_is_recorded_of_a_url_is_bounded(portal: Portal) -> None:
    """A Location of 8,000 characters leaves 2,000."""
    location = "https://elsewhere.test/" + "a" * 8000
    portal.site.pages = {"/": Answer(302, (("Location", location),))}
    found = await portal.facts()
    assert found.https is not None
    assert found.https.next_url == location[:2000]


async def test_a_second_site_is_never_contacted(portal: Portal) -> None:
    """A server on another port of the same host is out of scope too."""
    other = Site()
    with other.listening() as port:
        location = f"http://{contexts.HOST}:{port}/"
        portal.site.pages = {"/": Answer(302, (("Location", location),))}
        found = await portal.facts()
    assert found.https is not None
    assert found.https.next_url == location
    assert not other.requests


async def test_credentials_in_a_redirect_are_dropped(portal: Portal) -> None:
    """A server cannot make the scanner log in."""
    there = f"https://user:secret@{contexts.HOST}:{portal.target.https_port}/in#part"
    portal.site.pages = {"/": Answer(302, (("Location", there),)), "/in": Answer()}
    found = await portal.facts()
    assert found.page.url == f"https://{contexts.HOST}:{portal.target.https_port}/in"
    assert all(request.headers["Authorization"] is None for request in portal.site.requests)


async def test_a_redirect_status_without_a_location_is_an_answer(portal: Portal) -> None:
    """There is nowhere to go, so the answer is judged as it is."""
    portal.site.pages = {"/": Answer(302, (), b"lost")}
    found = await portal.facts()
    assert (found.page.status, found.page.body) == (302, "lost")
    assert found.https is not None
    assert found.https.end == "answered"


@pytest.mark.parametrize(
    ("reference", "led_to"),
    [
        ("/\\evil.test", "https://evil.test/"),
        ("\\\\evil.test/a", "https://evil.test/a"),
        ("///evil.test", "https://evil.test/"),
        ("/\t/evil.test", "https://evil.test/"),
        ("http:evil.test", "http://evil.test/"),
        ("https://me:secret@evil.test/#top", "https://evil.test/"),
        (f"https://{contexts.HOST}@evil.test/", "https://evil.test/"),
        (f"https://evil.test\\.{contexts.HOST}/", f"https://evil.test/.{contexts.HOST}/"),
        (f"https://{contexts.HOST}:0/", f"https://{contexts.HOST}:0/"),
        (f"https://{contexts.HOST}.evil.test/", f"https://{contexts.HOST}.evil.test/"),
        ("https://0x7f.1/", "https://127.0.0.1/"),
        ("https://2130706433/", "https://127.0.0.1/"),
        ("https://[::FFFF:127.0.0.1]/", "https://[::ffff:7f00:1]/"),
        ("https://ev il.test/", "https://ev il.test/"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
async def test_a_redirect_is_read_as_a_browser_reads_it(portal: Portal, reference: str, led_to: str) -> None:
    """However it is disguised, another host is recorded, and nobody asks there."""
    portal.site.pages = {"/": Answer(302, (("Location", reference),))}
    found = await portal.facts()
    assert found.https is not None
    assert (found.https.end, found.https.next_url, len(found.https.exchanges)) == ("left_scope", led_to, 1)


@pytest.mark.parametrize("reference", ["home", "/home", "\\home", "/./x/../home", " /ho\tme ", "https:home"])
async def test_a_reference_within_the_host_is_followed(portal: Portal, reference: str) -> None:
    """Also in the ways that browsers put up with."""
    portal.site.pages = {"/": Answer(302, (("Location", reference),)), "/home": Answer(body=b"home")}
    found = await portal.facts()
    assert found.https is not None
    assert (found.https.end, len(found.https.exchanges)) == ("answered", 2)
