"""PostgreSQL (its manual, "SSL Session Encryption") and MySQL (its manual, "Connection Phase")."""

import asyncio

from scanner.probes.tls.starttls.errors import GarbledError, NotOfferedError
from scanner.probes.tls.starttls.talk import exactly

SSL_REQUEST = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
LONGEST_PACKET = 4096  # bytes; a greeting has about 100
PROTOCOL_10 = 10
ERROR = 0xFF
AFTER_VERSION = 4 + 8 + 1  # thread id, first part of the salt, a filler
CLIENT_PROTOCOL_41, CLIENT_SSL, CLIENT_SECURE_CONNECTION = 0x0200, 0x0800, 0x8000
LARGEST = 2**24 - 1
UTF8 = 33


async def postgresql(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """SSLRequest, and one letter back."""
    writer.write(SSL_REQUEST)
    answer = await exactly(reader, 1)
    if answer in (b"N", b"E"):  # E: an error message, from servers older than the request
        raise NotOfferedError("PostgreSQL", answer)
    if answer != b"S":
        raise GarbledError("no PostgreSQL answer", answer)


async def mysql(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The server's greeting tells whether it can; an SSLRequest packet then begins TLS."""
    header = await exactly(reader, 4)
    length = int.from_bytes(header[:3], "little")
    if not 1 <= length <= LONGEST_PACKET:
        raise GarbledError(f"a MySQL packet of {length} bytes")
    if not _capabilities(await exactly(reader, length)) & CLIENT_SSL:
        raise NotOfferedError("MySQL: the server's capabilities lack TLS")
    ours = CLIENT_SSL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION
    packet = ours.to_bytes(4, "little") + LARGEST.to_bytes(4, "little") + bytes((UTF8,)) + bytes(23)
    writer.write(len(packet).to_bytes(3, "little") + bytes((header[3] + 1 & 0xFF,)) + packet)


def _capabilities(greeting: bytes) -> int:
    """The lower half, where TLS is."""
    if greeting[0] == ERROR:
        raise GarbledError("MySQL turns us away", greeting[3:])
    version, found, rest = greeting[1:].partition(b"\0")
    flags = rest[AFTER_VERSION : AFTER_VERSION + 2]
    if greeting[0] != PROTOCOL_10 or not found or len(flags) < 2:  # noqa: PLR2004 - they are a number of 2 bytes
        raise GarbledError("no MySQL greeting", version)
    return int.from_bytes(flags, "little")
