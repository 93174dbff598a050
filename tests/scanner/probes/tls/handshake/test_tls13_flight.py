"""The encrypted first flights of real servers."""

from pathlib import Path

import pytest

from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight, encrypted_flight, is_readable
from scanner.probes.tls.wire.codes import ECDSA_SIGNATURES, GROUPS, RSA_SIGNATURES
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS, READABLE_SUITES
from tests.scanner.probes.authority import HOST, leaf, rsa_key
from tests.scanner.probes.tls.asking import ROOT, context, issue
from tests.scanner.probes.tls.servers import s_server

OPENSSL_SUITES = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")
OPENSSL_GROUPS = ("X25519", "P-256", "P-384", "P-521")


@pytest.mark.parametrize(
    ("suite", "group"),
    [*((suite, 0) for suite in range(3)), *((1, group) for group in range(1, 4))],
)
async def test_against_openssl(tmp_path: Path, suite: int, group: int) -> None:
    """With every suite and group that is readable here, a real server's certificate is read."""
    issued = leaf(ROOT)
    options = ("-tls1_3", "-ciphersuites", OPENSSL_SUITES[suite], "-groups", OPENSSL_GROUPS[group])
    with s_server(tmp_path, *issue(tmp_path, (issued,)), options=(*options, "-alpn", "h2")) as port:
        server = TlsServer("127.0.0.1", port, HOST, context(), Stopwatch(20))
        codes = (READABLE_SUITES[suite],), (READABLE_GROUPS[group],)
        flight = await encrypted_flight(server, *codes, ECDSA_SIGNATURES, ("h2",))
        refused = await encrypted_flight(server, *codes, RSA_SIGNATURES, ())
    assert isinstance(flight, EncryptedFlight), GROUPS[READABLE_GROUPS[group]]
    assert flight.alpn == "h2"
    assert not isinstance(refused, EncryptedFlight)
    assert len(flight.chain.certificates) == 1


async def test_a_client_certificate_is_wanted(tmp_path: Path) -> None:
    """The request for one, before the certificate, does not disturb; nor do groups that are not readable."""
    files = issue(tmp_path, (leaf(ROOT, key=rsa_key()),))
    with s_server(tmp_path, *files, options=("-tls1_3", "-Verify", "1")) as port:
        server = TlsServer("127.0.0.1", port, HOST, context(), Stopwatch(20))
        flight = await encrypted_flight(server, READABLE_SUITES, (0x11EC, 0x17), RSA_SIGNATURES, ())
    assert isinstance(flight, EncryptedFlight)
    assert flight.chain.certificates
    assert flight.asks_certificate


@pytest.mark.parametrize(
    ("suites", "groups", "readable"),
    [
        ((0x1301,), (0x11EC, 0x1D), True),
        ((0x1301,), (0x11EC, 0x1E), True),
        ((0x1304, 0x1301), (0x100,), True),
        ((0x1301,), (0x11EB, 0x11EC, 0x1F), False),
        ((0x1304, 0x1305), (0x1D,), False),
        ((), (), False),
    ],
)
def test_what_can_be_read(suites: tuple[int, ...], groups: tuple[int, ...], *, readable: bool) -> None:
    """One suite and one group that can be computed here are enough: not CCM, brainpool or ML-KEM."""
    assert is_readable(suites, groups) is readable
