import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from checks.facts import Absent, NotTested, ProtocolVersion
from checks.model import Reason
from tests.scanner.probes.authority import HOST, leaf, rsa_key
from tests.scanner.probes.hostile import hangs, resets_at_once
from tests.scanner.probes.listening import closed_port, full_port, serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, ask, ca_file, context, facts_of, issue, suites_of

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
V = ProtocolVersion
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("kept_worker")]


async def test_ipv6_and_an_address_target(tmp_path: Path) -> None:
    """An address as the target, over IPv6: no server name, and the certificate's address is reported."""
    files = issue(tmp_path, (leaf(None, names=("::1",)),))
    with nginx(tmp_path, *files, protocol=MODERN, address="::1") as port:
        facts = await facts_of(port, host="::1", address="::1")
    assert facts.server_name is None
    (chain,) = facts.chains
    assert (chain.trusted, chain.trust_problem) == (False, "self_signed")
    assert chain.certificates[0].ip_addresses == ("::1",)


def _drip(text: bytes) -> Handler:
    async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for byte in text:
            writer.write(bytes([byte]))
            await asyncio.sleep(0.2)
        await asyncio.sleep(60)

    return handle


async def _line_server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Waits for the end of a line, as many plain servers do, before it says anything."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"500 what?\r\n")
    await writer.drain()
    await reader.read()


@pytest.mark.parametrize(
    "handler",
    [
        pytest.param(_drip(b"HTTP/1.1 200"), id="dripped HTTP"),
        pytest.param(_drip(b"SSH-2.0-OpenSSH_9.2\r\n"), id="a banner"),
        pytest.param(_line_server, id="waits for a line"),
    ],
)
async def test_another_protocol_is_absent(handler: Handler) -> None:
    """A port that answers in a plain protocol has no TLS: a fact, not a failure to test."""
    async with serving(handler) as port:
        within = context()
        found = await ask(port, within)
    assert isinstance(found, Absent)
    assert within.connections == {"tls": 1}


async def test_plain_http_is_absent(tmp_path: Path) -> None:
    """A web server without TLS on the port."""
    with nginx(tmp_path) as port:
        found = await ask(port)
    assert isinstance(found, Absent)
    assert found.detail.endswith("0x4854")


async def test_a_closed_port_is_a_fact() -> None:
    """Nobody listens."""
    with closed_port() as port:
        found = await ask(port)
    assert isinstance(found, Absent)
    assert found.detail.endswith("is closed")


async def test_a_port_that_does_not_accept() -> None:
    """Packets that are dropped: a time-out, after the two hellos that a silent server is given."""
    with full_port() as port:
        within = context(connect_timeout=0.3)
        found = await ask(port, within)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT
    assert within.connections["tls"] <= 2


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        pytest.param(hangs, Reason.TIMEOUT, id="silent"),
        pytest.param(_drip(b"\x16\x03\x03\x00\x7a\x02" + bytes(200)), Reason.TIMEOUT, id="drips"),
        pytest.param(resets_at_once, Reason.BLOCKED, id="resets"),
    ],
)
async def test_no_answer_is_not_tested(handler: Handler, reason: Reason) -> None:
    """A server that gives no answer to a TLS hello: a typed reason, after few connections."""
    async with serving(handler) as port:
        within = context(connect_timeout=0.5)
        found = await ask(port, within)
    assert isinstance(found, NotTested)
    assert found.reason is reason
    assert within.connections["tls"] <= (2 if reason is Reason.TIMEOUT else 5)


async def test_its_own_deadline_ends_it() -> None:
    """However patient the settings are otherwise, a silent server has only the probe's own time."""
    async with serving(hangs) as port, asyncio.timeout(30):
        found = await ask(port, connect_timeout=600, tls_deadline=0.5)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT


async def test_without_time_left_nothing_is_opened() -> None:
    """An endpoint past its deadline is not touched any more."""
    async with serving(hangs) as port:
        within = context(0)
        found = await ask(port, within)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT
    assert within.connections == {}


async def test_a_required_client_certificate(tmp_path: Path) -> None:
    """A server that wants a certificate of its visitors is judged all the same."""
    files = issue(tmp_path, (leaf(ROOT),))
    verify = f"ssl_client_certificate {ca_file(tmp_path)}; ssl_verify_client on;"
    for protocol in (INTERMEDIATE, MODERN):
        with nginx(tmp_path, *files, protocol=protocol + verify) as port:
            facts = await facts_of(port)
        assert facts.accepted
        assert facts.chains


async def test_a_malformed_certificate(tmp_path: Path) -> None:
    """An extension that cannot be decoded does not hide the certificate, nor the versions."""
    broken = x509.UnrecognizedExtension(ExtensionOID.CERTIFICATE_POLICIES, b"\x30\x80nonsense")
    files = issue(tmp_path, (leaf(ROOT, extra=(broken,)),))
    with nginx(tmp_path, *files, protocol=MODERN) as port:
        facts = await facts_of(port)
    assert [scan.version for scan in facts.accepted] == [V.TLS_1_3]
    assert f"CN={HOST}" in facts.chains[0].certificates[0].subject


async def test_no_curves(tmp_path: Path) -> None:
    """A server that only does RSA key exchange accepts no group."""
    files = issue(tmp_path, (leaf(ROOT, key=rsa_key()),))
    protocol = "ssl_protocols TLSv1.2; ssl_ciphers AES128-GCM-SHA256;"
    with nginx(tmp_path, *files, protocol=protocol) as port:
        facts = await facts_of(port)
    assert facts.groups == ()
    assert suites_of(facts)["TLSv1.2"] == {("TLS_RSA_WITH_AES_128_GCM_SHA256", 128)}
