"""LDAP (RFC 4511 section 4.14): an extended request in BER."""

import asyncio

from scanner.probes.tls.starttls.errors import GarbledError, NotOfferedError
from scanner.probes.tls.starttls.talk import exactly
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError

OID = b"1.3.6.1.4.1.1466.20037"
SEQUENCE, INTEGER, ENUMERATED = 0x30, 0x02, 0x0A
EXTENDED_REQUEST, EXTENDED_RESPONSE, REQUEST_NAME = 0x77, 0x78, 0x80
MESSAGE_ID = bytes((INTEGER, 1, 1))
LONGEST = 4096  # bytes of an answer
SHORT = 0x80  # lengths from here on take more than one byte
LENGTH_BYTES = 4


async def ldap(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """StartTLS and the result code of its answer."""
    request = _element(EXTENDED_REQUEST, _element(REQUEST_NAME, OID))
    writer.write(_element(SEQUENCE, MESSAGE_ID + request))
    message = await _message(reader)
    try:
        code = _result_code(Cursor(message))
    except MalformedError as error:
        raise GarbledError(f"an LDAP answer that cannot be read: {error}") from error
    if code:
        raise NotOfferedError(f"LDAP: StartTLS has the result code {code}")


async def _message(reader: asyncio.StreamReader) -> bytes:
    """The content of one LDAPMessage."""
    kind, length = await exactly(reader, 2)
    if kind != SEQUENCE:
        raise GarbledError("no LDAP message", bytes((kind, length)))
    if length >= SHORT:
        count = length - SHORT
        if not 1 <= count <= LENGTH_BYTES:
            raise GarbledError(f"an LDAP message whose length takes {count} bytes")
        length = int.from_bytes(await exactly(reader, count), "big")
    if length > LONGEST:
        raise GarbledError(f"an LDAP message of {length} bytes")
    return await exactly(reader, length)


def _result_code(message: Cursor) -> int:
    """Of an ExtendedResponse; a notice of disconnection (section 4.4.1) is one too, with an error code."""
    _take(message, INTEGER)
    return int.from_bytes(_take(Cursor(_take(message, EXTENDED_RESPONSE)), ENUMERATED), "big")


def _take(cursor: Cursor, wanted: int) -> bytes:
    kind, length = cursor.number(1), cursor.number(1)
    if kind != wanted:
        raise MalformedError(f"an element of type 0x{kind:02x} instead of 0x{wanted:02x}")
    if length >= SHORT:
        length = cursor.number(min(length - SHORT, LENGTH_BYTES))
    return cursor.take(length)


def _element(kind: int, content: bytes) -> bytes:
    return bytes((kind, len(content))) + content
