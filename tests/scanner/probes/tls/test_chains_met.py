"""Every connection that shows a certificate counts once, whatever it was made for and however it ends."""

import asyncio
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.scanner.probes.authority import leaf, rsa_key
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import nginx
from tests.scanner.probes.tls.asking import ROOT, facts_of, issue

SERVER_HELLO_DONE = 9  # bytes, with its record's header
FIRST_FLIGHT = 65_536
FEW_SUITES = "ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM;"


@pytest.mark.parametrize(("count", "offset"), [(1000, 0), (2, 0), (3, 1)])
async def test_handshakes_are_counted_as_shown(tmp_path: Path, count: int, offset: int) -> None:
    """Also where the flight is cut right behind the certificate, and then asked for again."""
    issued, numbers, shown = leaf(ROOT, key=rsa_key()), iter(range(1, 1000)), 0
    encoded = issued.certificate.public_bytes(Encoding.DER)

    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal shown
        is_cut = next(numbers) % count == offset
        hello = await reader.read(FIRST_FLIGHT)
        inner, outer = await asyncio.open_connection("127.0.0.1", behind)
        try:
            outer.write(hello)
            flight = await inner.read(FIRST_FLIGHT)
            shown += encoded in flight
            writer.write(flight[:-SERVER_HELLO_DONE] if is_cut else flight)
        finally:
            outer.transport.abort()
            writer.close()

    with nginx(tmp_path, *issue(tmp_path, (issued,)), protocol=FEW_SUITES) as behind:
        async with serving(cut) as port:
            facts = await facts_of(port, depth="lean")
    (chain,) = facts.chains
    assert facts.handshakes == chain.met == shown > 0
