"""One connection that tells whether a port speaks TLS at all, before a slow tool is let loose on it."""

import asyncio
from contextlib import suppress

from checks.facts import Absent, NotTested
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.hello import client_hello

RECORDS = (b"\x16\x03", b"\x15\x03")  # a handshake or an alert (RFC 8446 section 5.1)
START = 2  # bytes of an answer that tell what it is
NUDGE = b"\r\n\r\n"  # ends the line or the request that a server of a plain protocol waits for


async def greet(
    address: str, port: int, server_name: str | None, context: ProbeContext
) -> Absent | NotTested | None:
    """None when TLS is spoken, whatever the version; else what there is instead, or why nothing is known."""
    async with context.budget.connection(address, "tls", context.connections):
        patience = context.settings.connect_timeout
        try:
            async with asyncio.timeout(patience):
                reader, writer = await asyncio.open_connection(address, port)
        except TimeoutError:
            return NotTested(
                reason=Reason.TIMEOUT, detail=f"port {port} did not accept within {patience:g} s"
            )
        except ConnectionRefusedError:
            return Absent(detail=f"port {port} is closed")  # a fact, not a failure to test
        except OSError as error:
            return NotTested(
                reason=Reason.UNREACHABLE, detail=f"port {port}: {error.strerror or error}"[:300]
            )
        try:
            return _judge(await _answer(reader, writer, client_hello(server_name), patience), port)
        finally:
            await _close(writer)


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hello: bytes, patience: float
) -> bytes | None:
    """The first two bytes of the answer; fewer when the server closed, None when it kept silent.

    Half of the patience is for the answer to the hello, the other half for what follows the nudge.
    """
    received = b""
    for sent in (hello, NUDGE):
        with suppress(TimeoutError):
            async with asyncio.timeout(patience / 2):
                with suppress(ConnectionError):
                    writer.write(sent)
                    while len(received) < START and (more := await reader.read(START - len(received))):
                        received += more
                return received
    return received or None


def _judge(received: bytes | None, port: int) -> Absent | NotTested | None:
    if received is None:
        return NotTested(reason=Reason.TIMEOUT, detail=f"port {port} accepts, but does not answer")
    if not received:
        return NotTested(
            reason=Reason.BLOCKED, detail=f"port {port} hung up on a TLS hello without an answer"
        )
    if received in RECORDS:
        return None
    return Absent(detail=f"port {port} answers, but not in TLS: its answer begins with 0x{received.hex()}")


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
