"""Versions and certificate alone, of real servers, by few connections."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts import Absent, NotTested, ProtocolVersion
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.glance import TlsGlance, glance
from tests.scanner.probes import contexts
from tests.scanner.probes.authority import HOST, authority, leaf, rsa_key
from tests.scanner.probes.listening import closed_port, full_port
from tests.scanner.probes.nginx import MODERN, OLD, nginx

V = ProtocolVersion
# As mail servers do that would rather encrypt for anybody than not at all (RFC 7435).
ANONYMOUS = """
ssl_protocols TLSv1.2; ssl_prefer_server_ciphers on;
ssl_ciphers @SECLEVEL=0:AECDH-AES256-SHA:ADH-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256;
"""


def _server(port: int, context: ProbeContext) -> TlsServer:
    stopwatch = Stopwatch(context.settings.tls_deadline)
    return TlsServer(address="127.0.0.1", port=port, server_name=HOST, context=context, stopwatch=stopwatch)


@pytest.mark.parametrize(
    ("protocol", "accepted", "connections"),
    [
        pytest.param(MODERN, {V.TLS_1_3}, 3, id="1.3 alone"),
        pytest.param(MODERN.replace("TLSv1.3", "TLSv1.2 TLSv1.3"), {V.TLS_1_2, V.TLS_1_3}, 3, id="modern"),
        pytest.param(OLD, {V.TLS_1_0, V.TLS_1_1, V.TLS_1_2, V.TLS_1_3}, 5, id="old ones too"),
        pytest.param(ANONYMOUS, {V.TLS_1_2}, 4, id="anonymous suites first"),
    ],
)
async def test_versions_and_certificate(
    tmp_path: Path, protocol: str, accepted: set[ProtocolVersion], connections: int
) -> None:
    """Each version is accepted or refused, nothing left open, and the certificate seen."""
    issued = leaf(authority(), key=rsa_key())
    context = contexts.context()
    with nginx(tmp_path, issued.write(tmp_path, "leaf"), protocol=protocol) as port:
        found = await glance(_server(port, context))
    assert isinstance(found, TlsGlance)
    assert {scan.version for scan in found.versions if scan.status == "accepted"} == accepted
    assert {scan.status for scan in found.versions} <= {"accepted", "refused"}
    assert [chain.certificates[0] for chain in found.chains] == [_der(issued.certificate)]
    assert context.connections["tls"] <= connections


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


async def test_no_server() -> None:
    """A closed port is a fact; one that lets nobody in is none."""
    with closed_port() as port:
        assert isinstance(await glance(_server(port, contexts.context())), Absent)
    with full_port() as port:
        found = await glance(_server(port, contexts.context(connect_timeout=0.3)))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT
