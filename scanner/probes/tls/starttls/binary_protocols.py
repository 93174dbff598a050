"""PostgreSQL, MySQL and LDAP.

After the chapters "SSL Session Encryption" and "Connection Phase" of the first two's manuals, and RFC 4511
section 4.14: an extended request in BER.
"""

from scanner.probes.tls.starttls.dialogue import GarbledError, Incoming, NotOfferedError, Outgoing, exactly
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError

SSL_REQUEST = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
LONGEST_PACKET = 4096  # bytes; a greeting has about 100
PROTOCOL_10 = 10
MYSQL_ERROR = 0xFF
BEFORE_CAPABILITIES = 4 + 8 + 1  # thread id, first part of the salt, a filler
CLIENT_PROTOCOL_41, CLIENT_SSL, CLIENT_SECURE_CONNECTION = 0x0200, 0x0800, 0x8000
LARGEST_PACKET = 2**24 - 1
UTF8 = 33

START_TLS_OID = b"1.3.6.1.4.1.1466.20037"
SEQUENCE, INTEGER, ENUMERATED = 0x30, 0x02, 0x0A
EXTENDED_REQUEST, EXTENDED_RESPONSE, REQUEST_NAME = 0x77, 0x78, 0x80
MESSAGE_ID = bytes((INTEGER, 1, 1))
LONGEST_LDAP_MESSAGE = 4096  # bytes
LONG_LENGTH = 0x80  # lengths from here on take more than one byte
LENGTH_BYTES = 4


async def postgresql(reader: Incoming, writer: Outgoing) -> None:
    """SSLRequest, and one letter back."""
    writer.write(SSL_REQUEST)
    answer = await exactly(reader, 1)
    if answer in (b"N", b"E"):  # E: an error message, from servers older than the request
        raise NotOfferedError("PostgreSQL", answer)
    if answer != b"S":
        raise GarbledError("no PostgreSQL answer", answer)


async def mysql(reader: Incoming, writer: Outgoing) -> None:
    """The server's greeting tells whether it can; an SSLRequest packet then begins TLS."""
    header = await exactly(reader, 4)
    length = int.from_bytes(header[:3], "little")
    if not 1 <= length <= LONGEST_PACKET:
        raise GarbledError(f"a MySQL packet of {length} bytes")
    if not _capabilities(await exactly(reader, length)) & CLIENT_SSL:
        raise NotOfferedError("MySQL: the server's capabilities lack TLS")
    capabilities = CLIENT_SSL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION
    packet = (
        capabilities.to_bytes(4, "little") + LARGEST_PACKET.to_bytes(4, "little") + bytes((UTF8,)) + bytes(23)
    )
    writer.write(len(packet).to_bytes(3, "little") + bytes((header[3] + 1 & 0xFF,)) + packet)


def _capabilities(greeting: bytes) -> int:
    """The lower half, where TLS is."""
    if greeting[0] == MYSQL_ERROR:
        raise GarbledError("MySQL turns us away", greeting[3:])
    version, end, rest = greeting[1:].partition(b"\0")
    flags = rest[BEFORE_CAPABILITIES : BEFORE_CAPABILITIES + 2]
    if greeting[0] != PROTOCOL_10 or not end or len(flags) < 2:  # noqa: PLR2004 - they are a number of 2 bytes
        raise GarbledError("no MySQL greeting", version)
    return int.from_bytes(flags, "little")


async def ldap(reader: Incoming, writer: Outgoing) -> None:
    """StartTLS and the result code of its answer."""
    request = _element(EXTENDED_REQUEST, _element(REQUEST_NAME, START_TLS_OID))
    writer.write(_element(SEQUENCE, MESSAGE_ID + request))
    message = await _ldap_message(reader)
    try:
        code = _result_code(Cursor(message))
    except MalformedError as error:
        raise GarbledError(f"an LDAP answer that cannot be read: {error}") from error
    if code:
        raise NotOfferedError(f"LDAP: StartTLS has the result code {code}")


async def _ldap_message(reader: Incoming) -> bytes:
    """The content of one LDAPMessage."""
    kind, length = await exactly(reader, 2)
    if kind != SEQUENCE:
        raise GarbledError("no LDAP message", bytes((kind, length)))
    if length >= LONG_LENGTH:
        count = length - LONG_LENGTH
        if not 1 <= count <= LENGTH_BYTES:
            raise GarbledError(f"an LDAP message whose length takes {count} bytes")
        length = int.from_bytes(await exactly(reader, count), "big")
    if length > LONGEST_LDAP_MESSAGE:
        raise GarbledError(f"an LDAP message of {length} bytes")
    return await exactly(reader, length)


def _result_code(message: Cursor) -> int:
    """Of an ExtendedResponse; a notice of disconnection (section 4.4.1) is one too, with an error code."""
    _element_content(message, INTEGER)
    return int.from_bytes(
        _element_content(Cursor(_element_content(message, EXTENDED_RESPONSE)), ENUMERATED), "big"
    )


def _element_content(cursor: Cursor, wanted: int) -> bytes:
    kind, length = cursor.number(1), cursor.number(1)
    if kind != wanted:
        raise MalformedError(f"an element of type 0x{kind:02x} instead of 0x{wanted:02x}")
    if length >= LONG_LENGTH:
        length = cursor.number(min(length - LONG_LENGTH, LENGTH_BYTES))
    return cursor.take(length)


def _element(kind: int, content: bytes) -> bytes:
    return bytes((kind, len(content))) + content
