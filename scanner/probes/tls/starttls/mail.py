"""SMTP (RFC 3207), IMAP (RFC 9051 section 6.2.1) and POP3 (RFC 2595 section 4)."""

import asyncio

from scanner.probes.tls.starttls.errors import GarbledError, NotOfferedError
from scanner.probes.tls.starttls.talk import line, line_where, reply

READY = 220
OK = 250
TAG = b"capdo1"


async def smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Greeting, EHLO with our own address (RFC 5321 section 4.1.3), STARTTLS."""
    code, said = await reply(reader)
    if code != READY:
        raise GarbledError(f"SMTP greeting {code}", said[0])
    writer.write(b"EHLO %s\r\n" % _own_address(writer))
    code, said = await reply(reader)
    keywords = {keyword.split()[0].upper() for keyword in said[1:] if keyword.split()}
    if code != OK or b"STARTTLS" not in keywords:
        raise NotOfferedError(f"SMTP: EHLO answered {code} without STARTTLS")
    writer.write(b"STARTTLS\r\n")
    code, said = await reply(reader)
    if code != READY:
        raise NotOfferedError(f"SMTP: STARTTLS answered {code}", said[0])


async def imap(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Greeting, STARTTLS, its tagged answer."""
    greeting = (await line(reader)).upper()
    if greeting.startswith(b"* PREAUTH"):
        raise NotOfferedError("IMAP: already authenticated, STARTTLS is too late")
    if not greeting.startswith(b"* OK"):
        raise GarbledError("no IMAP greeting", greeting)
    writer.write(TAG + b" STARTTLS\r\n")
    answer = await line_where(reader, lambda one: not one.startswith(b"* "))
    if not answer.startswith(TAG + b" "):
        raise GarbledError("no tagged IMAP answer", answer)
    if answer.split()[1:2] != [b"OK"]:
        raise NotOfferedError("IMAP", answer)


async def pop3(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Greeting, STLS."""
    greeting = await line(reader)
    if not greeting.startswith(b"+OK"):
        raise GarbledError("no POP3 greeting", greeting)
    writer.write(b"STLS\r\n")
    answer = await line(reader)
    if answer.startswith(b"-ERR"):
        raise NotOfferedError("POP3", answer)
    if not answer.startswith(b"+OK"):
        raise GarbledError("no POP3 answer", answer)


def _own_address(writer: asyncio.StreamWriter) -> bytes:
    address: str = writer.get_extra_info("sockname")[0].partition("%")[0]
    return f"[IPv6:{address}]".encode() if ":" in address else f"[{address}]".encode()
