"""Asking the issuer: a real OCSP responder, lists over HTTP, and servers that misbehave."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts import Absent, NotTested, Revocation
from checks.model import Reason
from scanner.probes.context import Memory
from scanner.probes.tls.certificates.revocation import check_revocation
from scanner.settings import RunSettings, probe_settings
from tests.scanner.probes import hostile
from tests.scanner.probes.authority import Issued, leaf, now
from tests.scanner.probes.contexts import context
from tests.scanner.probes.listening import Handler, serving
from tests.scanner.probes.nginx import free_port
from tests.scanner.probes.tls.certificates.revocation.issuers import (
    CA,
    REVOKED_AT,
    crl,
    issued_leaf,
    responder,
    response,
    server,
)

REVOKED = Revocation(status="revoked", source="ocsp", revoked_at=REVOKED_AT)
Make = Callable[[str], Issued]


async def _look(
    issued: Issued, staple: bytes | None = None, *, internal: bool = True, patience: float = 20
) -> tuple[object, int]:
    asked = context(3 * patience, fetch_revocation=True, connect_timeout=patience)
    found = await check_revocation(issued_leaf(issued, internal=internal), staple, now(), asked)
    return found, asked.connections["tls"]


def _serves(content: bytes) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(content)
        writer.write(head + content)
        await writer.drain()

    return handle


async def test_the_responder(tmp_path: Path) -> None:
    """OpenSSL's own responder: revoked, good, and unknown."""
    port = free_port("")
    revoked, good, unknown = (server(ocsp_url=f"http://127.0.0.1:{port}/") for _ in range(3))
    with responder(tmp_path, port, revoked=(revoked,), good=(good,)):
        assert await _look(revoked) == (REVOKED, 1)
        assert await _look(good) == (Revocation(status="good", source="ocsp"), 1)
        assert await _look(unknown) == (Revocation(status="unknown", source="ocsp"), 1)


async def test_a_staple_saves_the_question() -> None:
    """A good staple settles it; nobody is asked."""
    issued = server(ocsp_url="http://127.0.0.1:9/")
    assert await _look(issued, response(issued)) == (Revocation(status="good", source="stapled_ocsp"), 0)


async def test_the_list(tmp_path: Path) -> None:
    """A list over HTTP, where there is no responder or it knows nothing."""
    listed: list[Issued] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _serves(crl(*listed).public_bytes(Encoding.DER))(reader, writer)

    port = free_port("")
    async with serving(handle) as http:
        url = f"http://127.0.0.1:{http}/list.crl"
        first, second = server(crl_url=url), server(ocsp_url=f"http://127.0.0.1:{port}/", crl_url=url)
        listed.append(second)
        assert await _look(first) == (Revocation(status="good", source="crl"), 1)
        with responder(tmp_path, port, revoked=(), good=()):
            found, connections = await _look(second)
    assert found == Revocation(status="revoked", source="crl", revoked_at=REVOKED_AT)
    assert connections == 2


async def test_nobody_is_asked_unless_the_settings_say_so() -> None:
    """By default only the staple counts."""
    asked = context(20)
    found = await check_revocation(issued_leaf(server(ocsp_url="http://127.0.0.1:9/")), None, now(), asked)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.NOT_REQUESTED
    assert not asked.connections


async def test_a_leaf_that_names_nobody_has_nobody_to_be_asked() -> None:
    """That is a fact, not a failure to test."""
    found, connections = await _look(server())
    assert isinstance(found, Absent)
    assert connections == 0


async def _asked(make: Make, handler: Handler) -> tuple[NotTested, int]:
    async with serving(handler) as port:
        found, connections = await _look(make(f"http://127.0.0.1:{port}/"), patience=1)
    assert isinstance(found, NotTested)
    return found, connections


async def _redirects(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize("make", [lambda url: server(ocsp_url=url), lambda url: server(crl_url=url)])
@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        pytest.param(hostile.hangs, Reason.TIMEOUT, id="hangs"),
        pytest.param(hostile.drips_its_body, Reason.TIMEOUT, id="drips"),
        pytest.param(hostile.resets, Reason.BLOCKED, id="resets"),
        pytest.param(hostile.speaks_garbage, Reason.BLOCKED, id="garbage"),
        pytest.param(hostile.sends_a_gibibyte, Reason.UNREADABLE, id="a gibibyte"),
        pytest.param(_redirects, Reason.UNREADABLE, id="redirects"),
        pytest.param(_serves(b"<html>nonsense"), Reason.UNREADABLE, id="a web page"),
    ],
)
async def test_an_issuer_that_misbehaves(make: Make, handler: Handler, reason: Reason) -> None:
    """One bounded connection, a typed reason, and no verdict."""
    found, connections = await _asked(make, handler)
    assert (found.reason, connections) == (reason, 1)


@pytest.mark.parametrize(
    ("url", "internal", "reason"),
    [
        pytest.param("http://127.0.0.1:9/", False, Reason.NOT_PERMITTED, id="internal address"),
        pytest.param("http://[::ffff:127.0.0.1]:9/", False, Reason.NOT_PERMITTED, id="mapped address"),
        pytest.param("http://user@127.0.0.1:9/", True, Reason.UNREADABLE, id="with a user"),
        pytest.param("http://\x7f:99999999/", True, Reason.UNREADABLE, id="no URL"),
        pytest.param("http:///", True, Reason.UNREADABLE, id="no host"),
        pytest.param("https://127.0.0.1:9/", True, Reason.UNREACHABLE, id="not http"),
        pytest.param("file:///etc/passwd", True, Reason.UNREACHABLE, id="a file"),
    ],
)
async def test_urls_that_are_not_fetched(url: str, internal: bool, reason: Reason) -> None:  # noqa: FBT001
    """Only plain http, and internal addresses only for the user's own authorities."""
    found, connections = await _look(server(crl_url=url), internal=internal)
    assert isinstance(found, NotTested)
    assert (found.reason, connections) == (reason, 0)


async def test_the_name_is_looked_up_at_the_chosen_resolver() -> None:
    """A resolver that does not answer: no fetch, and the system's resolver is not asked instead."""
    asked = context(20, fetch_revocation=True, resolver=("127.0.0.1", free_port()))
    found = await check_revocation(issued_leaf(server(crl_url="http://ca.example.test/")), None, now(), asked)
    assert isinstance(found, NotTested)
    assert asked.connections["dns"] > 0
    assert asked.connections["tls"] == 0


def _counting(content: bytes, asked: list[int]) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(1)
        await _serves(content)(reader, writer)

    return handle


async def _looks(leaves: Sequence[Issued]) -> list[object]:
    """What one run finds of several endpoints' certificates, each with a context of its own."""
    memory = Memory()
    contexts = [
        replace(context(20, fetch_revocation=True, connect_timeout=1.0), memory=memory) for _ in leaves
    ]
    pairs = zip(leaves, contexts, strict=True)
    return [await check_revocation(issued_leaf(leaf), None, now(), own) for leaf, own in pairs]


@pytest.mark.parametrize("is_good", [True, False])
async def test_a_list_is_fetched_once_a_run(*, is_good: bool) -> None:
    """By the first endpoint that needs it; a useless answer is not asked for again either."""
    asked: list[int] = []
    content = crl().public_bytes(Encoding.DER) if is_good else b"<html>nonsense"
    async with serving(_counting(content, asked)) as port:
        found = await _looks([server(crl_url=f"http://127.0.0.1:{port}/list.crl") for _ in range(4)])
    assert len(asked) == 1
    assert all(isinstance(one, Revocation) is is_good for one in found)


async def test_a_responder_that_is_down_is_given_up() -> None:
    """Every certificate is another question; after three failures in a row nobody waits for it any more."""
    asked: list[int] = []

    async def drops(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(1)
        writer.transport.abort()

    async with serving(drops) as port:
        found = await _looks([server(ocsp_url=f"http://127.0.0.1:{port}/") for _ in range(6)])
    assert len(asked) == 3
    reasons = [one.reason for one in found if isinstance(one, NotTested)]
    assert reasons == [Reason.BLOCKED] * 3 + [Reason.UNREACHABLE] * 3


def test_a_run_asks() -> None:
    """A scheduled scan sees revocation as a full audit does, at any depth."""
    for settings in (RunSettings(depth="lean"), RunSettings(depth="full")):
        assert probe_settings(settings).fetch_revocation


@pytest.mark.parametrize(
    "number",
    ["1.3.6.1.5.5.7.1.1", "2.5.29.31", "2.5.29.32"],
    ids=["authorityInfoAccess", "cRLDistributionPoints", "certificatePolicies"],
)
async def test_an_extension_that_cannot_be_decoded_names_nobody_and_denies_nothing(number: str) -> None:
    """Who is to be asked stands in it, or is hidden by it: that there is nobody would be a guess."""
    spoilt = x509.UnrecognizedExtension(x509.ObjectIdentifier(number), b"\x02\x01\x05")
    unread, _ = await _look(leaf(CA, extra=(spoilt,)))
    assert isinstance(unread, NotTested)
    assert unread.reason is Reason.UNREADABLE
    assert isinstance((await _look(leaf(CA)))[0], Absent)
