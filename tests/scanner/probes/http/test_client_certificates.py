"""http.probe at servers that want a certificate of the client: what they say then is not the site's page."""

import asyncio
import ssl
from pathlib import Path

import pytest

from checks.facts import DnsFacts, HttpFacts, NotTested
from checks.facts.http import page_or_reason
from checks.model import Reason
from scanner.probes import http
from tests.scanner.probes import contexts
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.listening import closed_port, serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, ca_file, issue

ONLY_1_2 = "ssl_protocols TLSv1.2;"
DEMANDED = "ssl_verify_client on;"
PAGES = {
    "its own page": DEMANDED,
    "its own status": f"{DEMANDED} error_page 496 =496 @refused; location @refused {{ return 496; }}",
    "forbidden": "ssl_verify_client optional; if ($ssl_client_verify = NONE) { return 403; }",
}


async def _why(https_port: int) -> Reason | None:
    """Why there is no page; None: there is one."""
    with closed_port() as closed:
        target = contexts.target(https_port=https_port, http_port=closed)
        facts = await http.probe(target, DnsFacts(ipv4=("127.0.0.1",)), frozenset(), contexts.context())
    if isinstance(facts, NotTested):
        return facts.reason
    assert isinstance(facts, HttpFacts)
    assert facts.https is not None
    page = page_or_reason(facts.https)
    return page.reason if isinstance(page, NotTested) else None


@pytest.mark.parametrize("protocol", [ONLY_1_2, INTERMEDIATE, MODERN])
@pytest.mark.parametrize("refusal", PAGES.values(), ids=PAGES)
async def test_a_page_for_those_without_a_certificate(tmp_path: Path, protocol: str, refusal: str) -> None:
    """Whatever page a server shows to them, the reason says what it wants."""
    verify = f"{protocol} ssl_client_certificate {ca_file(tmp_path)}; {refusal}"
    with nginx(tmp_path, *issue(tmp_path, (leaf(ROOT),)), protocol=verify) as port:
        assert await _why(port) is Reason.CLIENT_CERTIFICATE


async def test_a_certificate_that_is_only_welcome(tmp_path: Path) -> None:
    """A server that shows its page without one is judged as any."""
    verify = f"ssl_client_certificate {ca_file(tmp_path)}; ssl_verify_client optional;"
    with nginx(tmp_path, *issue(tmp_path, (leaf(ROOT),)), protocol=INTERMEDIATE + verify) as port:
        assert await _why(port) is None


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_handshake_that_ends_for_want_of_a_certificate(
    tmp_path: Path, version: ssl.TLSVersion
) -> None:
    """By an alert within the handshake (TLS 1.2) or after it (TLS 1.3); such a server is asked once."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = context.maximum_version = version
    ((certificate, key),) = issue(tmp_path, (leaf(ROOT),))
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(ca_file(tmp_path))
    context.verify_mode = ssl.CERT_REQUIRED

    async def never(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        """The handshake does not come to an end."""

    async with serving(never, tls=context) as port:
        assert await _why(port) is Reason.CLIENT_CERTIFICATE
