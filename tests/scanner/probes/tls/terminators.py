"""TLS terminators with the flaws of history, each in front of a real server.

A terminator relays records, and a fault sees each record of the client first. So everything but the flaw is
real TLS.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.scanner.probes.listening import Handler

CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, APPLICATION_DATA, HEARTBEAT = 20, 21, 22, 23, 24
CLIENT_HELLO, CLIENT_KEY_EXCHANGE = 1, 16
UNEXPECTED_MESSAGE, BAD_RECORD_MAC, HANDSHAKE_FAILURE, DECRYPT_ERROR, UNRECOGNIZED_NAME = 10, 20, 40, 51, 112
ONLY_TLS_1_3 = b"\x00\x2b\x00\x03\x02\x03\x04"  # the supported_versions extension
PADDING = 16  # bytes at the end of a heartbeat (RFC 6520 section 4)


@dataclass(frozen=True)
class Move:
    """What becomes of a record: bytes for the client, bytes for the server."""

    back: bytes = b""
    onward: bytes = b""
    hang_up: bool = False


class Fault(Protocol):
    """Sees the records of one connection's client, one after the other."""

    def meet(self, kind: int, body: bytes) -> Move | None:
        """What becomes of a record; None: it is relayed."""


def record(kind: int, body: bytes) -> bytes:
    """One record of TLS 1.2."""
    return bytes((kind, 3, 3)) + len(body).to_bytes(2, "big") + body


def alert(description: int) -> bytes:
    """A fatal alert."""
    return record(ALERT, bytes((2, description)))


def terminator(port: int, fault: Callable[[], Fault], *, hushed: bool = False) -> Handler:
    """A handler that relays to the server on a port, with a fresh fault for each connection.

    ``hushed``: alerts in clear never reach the client, nor does it notice when the server behind hangs up.
    """

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", port)
        back = asyncio.create_task(_relay(behind_reader, writer, hushed=hushed))
        try:
            await _listen(reader, writer, behind_writer, fault())
            await back
        finally:
            back.cancel()
            behind_writer.transport.abort()

    return handle


async def _listen(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, behind: asyncio.StreamWriter, fault: Fault
) -> None:
    with suppress(asyncio.IncompleteReadError):
        while True:
            header = await reader.readexactly(5)
            body = await reader.readexactly(int.from_bytes(header[3:], "big"))
            move = fault.meet(header[0], body) or Move(onward=header + body)
            if header[0] == HEARTBEAT:
                await asyncio.sleep(0.2)  # the server's first flight comes before the answer
            writer.write(move.back)
            behind.write(move.onward)
            await writer.drain()
            if move.hang_up:
                await _hang_up(reader, writer)
                return
    behind.write_eof()


async def _hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close when the client has: with octets of its unread, TCP would reset, and the alert could be lost."""
    writer.write_eof()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(2):
            while await reader.read(65536):
                pass
    writer.close()


async def _relay(source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, hushed: bool) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            sink.write(b"" if hushed and data[0] == ALERT else data)
        if hushed:
            await asyncio.sleep(3600)
        sink.close()


@dataclass
class Heartbeats:
    """Answers heartbeats. Unless ``careful``, with as much as the request claims to have sent: Heartbleed."""

    careful: bool

    def meet(self, kind: int, body: bytes) -> Move | None:
        """A heartbeat is answered or discarded, the rest is relayed."""
        if kind != HEARTBEAT:
            return None
        length = int.from_bytes(body[1:3], "big")
        if self.careful and len(body) < 3 + length + PADDING:
            return Move()
        payload = body[3 : 3 + length].ljust(length, b"\xee")
        return Move(back=record(HEARTBEAT, b"\2" + body[1:3] + payload + bytes(PADDING)))


@dataclass
class EarlyKeys:
    """Takes a ChangeCipherSpec before there are keys (CVE-2014-0224); ``silent``: and then falls silent."""

    silent: bool = False
    keys_sent: bool = False
    early: bool = False

    def meet(self, kind: int, body: bytes) -> Move | None:
        """After the early message, a record in clear does not decrypt."""
        self.keys_sent = self.keys_sent or ONLY_TLS_1_3 in body  # where the message means nothing
        self.keys_sent = self.keys_sent or (kind == HANDSHAKE and body[0] == CLIENT_KEY_EXCHANGE)
        if kind == CHANGE_CIPHER_SPEC and not self.keys_sent:
            self.early = True
        elif not self.early:
            return None
        return Move(back=alert(BAD_RECORD_MAC) if kind == APPLICATION_DATA and not self.silent else b"")


@dataclass
class Oracle:
    """Tells by its alerts whether an RSA-encrypted secret was padded as PKCS #1 wants: ROBOT.

    ``strong``: it also tells which of two rules was broken.
    """

    key: rsa.RSAPrivateKey
    strong: bool = False

    def meet(self, kind: int, body: bytes) -> Move | None:
        """A badly padded secret is answered here; a good one goes to the server behind."""
        if kind != HANDSHAKE or body[0] != CLIENT_KEY_EXCHANGE or len(body) < 6 + self.key.key_size // 8:
            return None
        padded = self._decrypted(body[6:])
        if not padded.startswith(b"\0\2"):
            return Move(back=alert(HANDSHAKE_FAILURE), hang_up=True)
        if padded.find(b"\0", 2) != len(padded) - 49:
            return Move(back=alert(DECRYPT_ERROR if self.strong else HANDSHAKE_FAILURE), hang_up=True)
        return None

    def _decrypted(self, encrypted: bytes) -> bytes:
        numbers = self.key.private_numbers()
        modulus = numbers.public_numbers.n
        plain = pow(int.from_bytes(encrypted, "big"), numbers.d, modulus)
        return plain.to_bytes((modulus.bit_length() + 7) // 8, "big")


@dataclass
class Strict:
    """Turns down hellos with an alert: those that ``refuses`` says."""

    refuses: Callable[[bytes], bool]
    description: int = UNRECOGNIZED_NAME

    def meet(self, kind: int, body: bytes) -> Move | None:
        """The hello is looked at, the rest is relayed."""
        if kind == HANDSHAKE and body[0] == CLIENT_HELLO and self.refuses(body):
            return Move(back=alert(self.description), hang_up=True)
        return None


@dataclass
class Rewriting:
    """Changes hellos on their way."""

    old: bytes
    new: bytes

    def meet(self, kind: int, body: bytes) -> Move | None:
        """The hello is rewritten, the rest is relayed."""
        if kind != HANDSHAKE or body[0] != CLIENT_HELLO:
            return None
        return Move(onward=record(kind, body.replace(self.old, self.new)))


@dataclass
class Compressing:
    """Agrees to DEFLATE whenever it is offered. No OpenSSL that is built today can."""

    def meet(self, kind: int, body: bytes) -> Move | None:
        """A hello with compression methods is answered here."""
        if kind != HANDSHAKE or body[0] != CLIENT_HELLO:
            return None
        session = 4 + 2 + 32
        suites = session + 1 + body[session]
        methods = suites + 2 + int.from_bytes(body[suites : suites + 2], "big")
        if 1 not in body[methods + 1 : methods + 1 + body[methods]]:
            return None
        hello = b"\3\3" + bytes(32) + b"\0" + body[suites + 2 : suites + 4] + b"\1"
        message = b"\2" + len(hello).to_bytes(3, "big") + hello
        return Move(back=record(HANDSHAKE, message) + record(HANDSHAKE, b"\x0e\0\0\0"), hang_up=True)
