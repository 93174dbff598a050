"""http.probe against real sites: what is asked of them, and what is kept."""

import asyncio
import contextlib
import ssl
from pathlib import Path

import pytest

from checks.facts import DnsFacts, HttpFacts, NotTested, Target, Visit
from checks.model import Reason
from scanner.probes import http
from scanner.probes.http import failures, visiting
from tests.scanner.probes import contexts
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.http.sites import Answer, Portal, Site
from tests.scanner.probes.listening import closed_port, port_of_both_families
from tests.scanner.probes.tls.asking import ROOT, issue
from tests.scanner.probes.tls.servers import s_server

V4 = DnsFacts(ipv4=("127.0.0.1",))
BOTH = DnsFacts(ipv4=("127.0.0.1",), ipv6=("::1",))


async def test_both_ports_over_both_families(certificate: Path) -> None:
    """Four visits, each to its own port and address; a certificate nobody trusts is no hindrance."""
    site = Site(pages={"/": Answer(), "/.well-known/security.txt": Answer(body=b"Contact: mailto:a@b.test")})
    with contextlib.ExitStack() as held:
        https, plain = port_of_both_families(), port_of_both_families()
        for address in ("127.0.0.1", "::1"):
            held.enter_context(site.listening(address, https, certificate))
            held.enter_context(site.listening(address, plain))
        context = contexts.context()
        target = contexts.target(https_port=https, http_port=plain)
        found = await http.probe(target, BOTH, frozenset(), context)
    assert isinstance(found, HttpFacts)
    visits = [found.https, found.https_ipv6, found.http, found.http_ipv6]
    origins = [f"{scheme}://{contexts.HOST}:{port}/" for scheme, port in (("https", https), ("http", plain))]
    assert [(visit.origin, visit.address, visit.end) for visit in visits if visit] == [
        (origins[0], "127.0.0.1", "answered"),
        (origins[0], "::1", "answered"),
        (origins[1], "127.0.0.1", "answered"),
        (origins[1], "::1", "answered"),
    ]
    assert all(visit and visit.last and visit.last.body == "<title>Portal</title>" for visit in visits)
    assert found.security_txt is not None
    assert found.security_txt.last is not None
    assert found.security_txt.last.url == f"{origins[0]}.well-known/security.txt"
    assert found.security_txt.last.body == "Contact: mailto:a@b.test"
    assert context.connections == {"http": 4}
    assert len(site.clients) == 4


async def test_what_a_server_is_told(portal: Portal) -> None:
    """The host's own name in SNI and Host, and an honest User-Agent."""
    await portal.facts()
    assert set(portal.site.server_names) == {contexts.HOST}
    hosts = {request.headers["Host"] for request in portal.site.requests}
    assert hosts == {
        f"{contexts.HOST}:{port}" for port in (portal.target.https_port, portal.target.http_port)
    }
    agents = {request.headers["User-Agent"] for request in portal.site.requests}
    assert len(agents) == 1
    assert "capdo/" in agents.pop()


async def test_an_address_target_has_no_name(certificate: Path) -> None:
    """An IPv6 address is bracketed in its URL, and followed like any host."""
    site = Site(pages={"/": Answer(status=302, headers=(("Location", "/home"),)), "/home": Answer()})
    with site.listening("::1", certificate=certificate) as https, closed_port("::1") as closed:
        target = contexts.target("::1", https_port=https, http_port=closed)
        found = await http.probe(
            target, DnsFacts(status="ADDRESS", ipv6=("::1",)), frozenset(), contexts.context()
        )
    assert isinstance(found, HttpFacts)
    assert found.page.url == f"https://[::1]:{https}/home"
    assert found.http is None
    assert found.http_ipv6 is not None
    assert found.http_ipv6.refused


async def test_proxies_of_the_environment_are_ignored(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would see the scan, and would resolve names itself."""
    with closed_port() as closed:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{closed}")
        found = await portal.facts()
    assert found.page.status == 200


async def test_waiting_for_a_slot_is_not_the_servers_fault(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other probes hold the only slot for longer than a visit may last: the visit still has its full time."""
    monkeypatch.setattr(visiting, "VISIT_SECONDS", 2.0)
    context = contexts.context(per_address=1)
    async with context.budget.whole_address("127.0.0.1"):
        probe = asyncio.create_task(portal.facts(context))
        await asyncio.sleep(3.0)
    assert (await probe).page.status == 200


async def test_a_tls_1_0_server_can_still_be_read(certificate: Path) -> None:
    """An old server's page is evidence too."""
    with closed_port() as closed, closed_port() as free:
        pass
    server = await asyncio.create_subprocess_exec(
        *("openssl", "s_server", "-accept", f"127.0.0.1:{free}", "-cert", str(certificate), "-www"),
        *("-tls1", "-cipher", "ALL:@SECLEVEL=0", "-quiet"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        found = await _patiently(contexts.target(https_port=free, http_port=closed))
    finally:
        server.kill()
        await server.wait()
    assert isinstance(found, HttpFacts)
    assert found.page.status == 200
    assert "TLSv1" in found.page.body


async def _patiently(target: Target) -> HttpFacts | NotTested:
    """Once the server has started."""
    for _ in range(100):
        found = await http.probe(target, V4, frozenset(), contexts.context())
        if isinstance(found, HttpFacts):
            break
        await asyncio.sleep(0.1)
    return found


async def test_closed_ports_are_refused(portal: Portal) -> None:
    """A refusal is a fact about the port; without any answer at all the probe says unreachable."""
    with closed_port() as closed:
        target = portal.target.model_copy(update={"http_port": closed})
        found = await http.probe(target, V4, frozenset(), contexts.context())
        assert isinstance(found, HttpFacts)
        assert found.http is not None
        assert (found.http.end, found.http.refused) == ("failed", True)
        assert found.http.failure == NotTested(reason=Reason.UNREACHABLE, detail="Connection refused")
        target = target.model_copy(update={"https_port": closed})
        nothing = await http.probe(target, V4, frozenset(), contexts.context())
    assert isinstance(nothing, NotTested)
    assert nothing.reason == "unreachable"
    assert "refused" in nothing.detail


async def test_no_address_no_visit() -> None:
    """A host without a usable address is unreachable; nothing is connected to."""
    context = contexts.context()
    nowhere = DnsFacts(ipv4=("0.0.0.0",), ipv6=("::ffff:127.0.0.1", "fe80::1"))
    found = await http.probe(contexts.target(https_port=1, http_port=2), nowhere, frozenset(), context)
    assert isinstance(found, NotTested)
    assert found.reason == "unreachable"
    assert not context.connections


def test_the_most_telling_failure_stands_for_all() -> None:
    """A time-out says more than a cut connection, and that more than a closed port."""

    def failed(reason: Reason) -> Visit:
        failure = NotTested(reason=reason, detail="why" * 90)
        return Visit(origin="http://a/", address="127.0.0.1", end="failed", failure=failure)

    visits = [failed(Reason.UNREACHABLE), failed(Reason.TIMEOUT), failed(Reason.BLOCKED)]
    assert failures.most_telling(visits).reason == "timeout"
    assert failures.most_telling(visits[::2]).reason == "blocked"
    assert (
        failures.most_telling([*visits[::2], failed(Reason.CLIENT_CERTIFICATE)]).reason
        == "client_certificate"
    )


async def test_a_certificate_that_is_demanded_is_no_block(tmp_path: Path) -> None:
    """A server of TLS 1.3 says why it hangs up on who has none."""
    demanding = ("-tls1_3", "-Verify", "1", "-verify_return_error", "-www")
    with (
        s_server(tmp_path, *issue(tmp_path, (leaf(ROOT),)), options=demanding) as port,
        closed_port() as closed,
    ):
        target = contexts.target(https_port=port, http_port=closed)
        found = await http.probe(target, V4, frozenset(), contexts.context())
    assert isinstance(found, NotTested)
    assert found.reason == "client_certificate"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("[SSL: SSLV3_ALERT_BAD_CERTIFICATE] sslv3 alert bad certificate", "client_certificate"),
        ("[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure", "blocked"),
        ("[SSL: TLSV1_ALERT_UNKNOWN_CA] tlsv1 alert unknown ca", "blocked"),
    ],
)
def test_an_alert_about_certificates_tells_what_is_missing(words: str, reason: str) -> None:
    """Others may have any cause."""
    assert failures.explain(ssl.SSLError(1, words)).reason == reason
