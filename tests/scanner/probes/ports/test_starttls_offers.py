"""Ports of mail and directories: whether they change to TLS on request is asked by one connection."""

import asyncio

import pytest

from checks.facts import OpenPort
from scanner.limits import Budget
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.ports.starttls_offers import protocol_of, with_offers
from scanner.probes.tls.starttls import Protocol
from tests.scanner.probes.listening import Handler, closed_port, serving

LDAP_REFUSAL = bytes.fromhex("300c02010178070a010204000400")  # protocolError (RFC 4511, 4.14.2)


def says(*lines: bytes) -> Handler:
    """A server that speaks first, and has an answer to each line."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for line in lines:
            if line:
                writer.write(line)
                await writer.drain()
            await reader.read(1024)

    return handle


@pytest.mark.parametrize(
    ("service", "handler", "offered"),
    [
        ("pop3", says(b"+OK ready\r\n", b"+OK Begin TLS\r\n"), True),
        ("pop3", says(b"+OK ready\r\n", b"-ERR unknown command\r\n"), False),
        ("imap", says(b"* OK ready\r\n", b"capdo1 OK begin\r\n"), True),
        ("imap", says(b"* OK ready\r\n", b"capdo1 BAD no\r\n"), False),
        ("submission", says(b"220 m ESMTP\r\n", b"250-m\r\n250 STARTTLS\r\n", b"220 go\r\n"), True),
        ("submission", says(b"220 m ESMTP\r\n", b"250 m\r\n"), False),
        ("ldap", says(b"", LDAP_REFUSAL), False),
        ("pop3", says(b"SSH-2.0-x\r\n"), None),
        ("imap", says(b"* OK " + b"x" * 20_000), None),
    ],
)
async def test_an_offer_is_told_apart(service: str, handler: Handler, *, offered: bool | None) -> None:
    """Offered, refused, and a port that speaks something else, of which nothing is told."""
    context = ProbeContext(settings=ProbeSettings(), budget=Budget())
    async with serving(handler) as port:
        (told,) = await with_offers("127.0.0.1", [OpenPort(port=port, service=service)], context)
    assert told.starttls is offered
    assert context.connections == {"ports": 1}


async def test_a_closed_port_tells_nothing() -> None:
    """It was open a moment ago."""
    context = ProbeContext(settings=ProbeSettings(), budget=Budget())
    with closed_port() as port:
        (told,) = await with_offers("127.0.0.1", [OpenPort(port=port, service="imap")], context)
    assert told.starttls is None


@pytest.mark.parametrize(
    ("port", "protocol"),
    [
        (OpenPort(port=110, service="pop3"), Protocol.POP3),
        (OpenPort(port=587, service="smtp", identified=True), Protocol.SMTP),
        (OpenPort(port=25, service="smtp", identified=True), None),
        (OpenPort(port=995, service="pop3", tls=True), None),
        (OpenPort(port=22, service="ssh"), None),
    ],
)
def test_only_what_begins_in_clear_is_asked(port: OpenPort, protocol: Protocol | None) -> None:
    """Mail between servers, services within TLS and all others are left alone."""
    assert protocol_of(port) is protocol
