"""Servers that speak a protocol in clear and, when asked for TLS, hand over to a real TLS server behind them.

That they speak it rightly is shown by a test in which openssl's own client talks to them.
"""

import asyncio
from collections.abc import Awaitable, Callable

from scanner.probes.tls.starttls import Protocol
from tests.scanner.probes.listening import Handler

Speech = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LDAP_OK = bytes.fromhex("300c02010178070a010004000400")
MYSQL_GREETING = (
    b"\x0a8.0.36\0" + bytes(4) + b"saltsalt" + b"\0" + (0xFFFF).to_bytes(2, "little") + b"\x21\x02\0"
    b"\xff\xc7\x15" + bytes(10) + b"saltsaltsalt\0" + b"caching_sha2_password\0"
)


def packet(content: bytes, number: int = 0) -> bytes:
    """One packet of MySQL."""
    return len(content).to_bytes(3, "little") + bytes((number,)) + content


async def smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Replies of several lines."""
    writer.write(b"220-mail.example.test ESMTP\r\n220 ready\r\n")
    while not (command := (await reader.readuntil(b"\n")).upper()).startswith(b"STARTTLS"):
        known = command.startswith(b"EHLO")
        writer.write(b"250-mail.example.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n" if known else b"500 ?\r\n")
    writer.write(b"220 2.0.0 go ahead\r\n")


async def imap(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """With capabilities, and an untagged line before the answer."""
    writer.write(b"* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n")
    while b"STARTTLS" not in (command := await reader.readuntil(b"\n")).upper():
        tag = command.split()[0]
        writer.write(b"* CAPABILITY IMAP4rev1 STARTTLS\r\n%s OK done\r\n" % tag)
    writer.write(b"* OK a moment\r\n%s OK begin\r\n" % command.split()[0])


async def pop3(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Plain."""
    writer.write(b"+OK POP3 ready\r\n")
    while not (await reader.readuntil(b"\n")).upper().startswith(b"STLS"):
        writer.write(b"-ERR ?\r\n")
    writer.write(b"+OK begin\r\n")


async def ftp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A greeting of several lines, one of which looks like a reply."""
    writer.write(b"220-Welcome\r\n 221 not yet\r\n220 ready\r\n")
    while not (await reader.readuntil(b"\n")).upper().startswith(b"AUTH TLS"):
        writer.write(b"500 ?\r\n")
    writer.write(b"234 AUTH TLS\r\n")


async def ldap(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One message each."""
    header = await reader.readexactly(2)
    await reader.readexactly(header[1])
    writer.write(LDAP_OK)


async def postgresql(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One letter."""
    await reader.readexactly(8)
    writer.write(b"S")


async def mysql(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The greeting first, then a packet that is no more than a request for TLS."""
    writer.write(packet(MYSQL_GREETING))
    header = await reader.readexactly(4)
    assert header[3] == 1
    assert int.from_bytes(header[:3], "little") == 32
    await reader.readexactly(32)


SPEECHES: dict[Protocol, Speech] = {
    Protocol.SMTP: smtp,
    Protocol.IMAP: imap,
    Protocol.POP3: pop3,
    Protocol.FTP: ftp,
    Protocol.LDAP: ldap,
    Protocol.POSTGRESQL: postgresql,
    Protocol.MYSQL: mysql,
}


def speaker(protocol: Protocol, port: int) -> Handler:
    """A handler that talks, and then relays to the TLS server on a port."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await SPEECHES[protocol](reader, writer)
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            await asyncio.gather(_relay(reader, behind_writer), _relay(behind_reader, writer))
        finally:
            behind_writer.transport.abort()

    return handle


async def _relay(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
    sink.close()
