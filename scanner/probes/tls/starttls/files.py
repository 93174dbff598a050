"""FTP (RFC 4217)."""

import asyncio

from scanner.probes.tls.starttls.errors import GarbledError, NotOfferedError
from scanner.probes.tls.starttls.talk import reply

PATIENCE = 120  # "service ready in nnn minutes"; the greeting follows
READY = 220
GO_ON = 234


async def ftp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Greeting, AUTH TLS."""
    code, said = await reply(reader)
    if code == PATIENCE:
        code, said = await reply(reader)
    if code != READY:
        raise GarbledError(f"FTP greeting {code}", said[0])
    writer.write(b"AUTH TLS\r\n")
    code, said = await reply(reader)
    if code != GO_ON:
        raise NotOfferedError(f"FTP: AUTH TLS answered {code}", said[0])
