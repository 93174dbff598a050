"""What servers may say instead of going on to TLS."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.starttls import GarbledError, NotOfferedError, Protocol, StartTlsError, upgrade
from tests.scanner.probes.listening import serving
from tests.scanner.probes.tls.starttls.speakers import LDAP_OK, MYSQL_GREETING, packet

LIMIT = 16 * 1024


async def _upgrade(protocol: Protocol, said: bytes) -> bytes:
    """Talk to a server that says all this at once and hangs up; what it was told, when that went well."""
    heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        writer.write_eof()
        heard.set_result(await reader.read())

    async with serving(handle) as port, asyncio.timeout(20):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LIMIT)
        try:
            await upgrade(protocol, reader, writer)
            writer.close()
            return await heard
        finally:
            writer.transport.abort()


P = Protocol
NO_SSL = MYSQL_GREETING.replace(b"\xff\xff\x21", b"\xff\xf7\x21")


@pytest.mark.parametrize(
    ("protocol", "said"),
    [
        pytest.param(P.SMTP, b"220 hi\r\n250 plain\r\n", id="smtp: not among the keywords"),
        pytest.param(P.SMTP, b"220 STARTTLS\r\n250-STARTTLS host\r\n250 SIZE\r\n", id="smtp: only its name"),
        pytest.param(P.SMTP, b"220 hi\r\n502 no\r\n", id="smtp: no EHLO"),
        pytest.param(P.SMTP, b"220 hi\r\n250-a\r\n250 STARTTLS\r\n454 later\r\n", id="smtp: not now"),
        pytest.param(P.IMAP, b"* OK hi\r\n* BAD x\r\ncapdo1 BAD what\r\n", id="imap: unknown"),
        pytest.param(P.IMAP, b"* OK hi\r\ncapdo1 NO\r\n", id="imap: no"),
        pytest.param(P.IMAP, b"* PREAUTH hi\r\n", id="imap: too late"),
        pytest.param(P.POP3, b"+OK hi\r\n-ERR\r\n", id="pop3"),
        pytest.param(P.FTP, b"220 hi\r\n534 no\r\n", id="ftp"),
        pytest.param(P.FTP, b"120 wait\r\n220 hi\r\n500 what\r\n", id="ftp: after a while"),
        pytest.param(P.LDAP, LDAP_OK.replace(b"\x0a\x01\x00", b"\x0a\x01\x02"), id="ldap"),
        pytest.param(P.POSTGRESQL, b"N", id="postgresql"),
        pytest.param(P.POSTGRESQL, b"E\0\0\0", id="postgresql: old"),
        pytest.param(P.MYSQL, packet(NO_SSL), id="mysql"),
    ],
)
async def test_not_offered(protocol: Protocol, said: bytes) -> None:
    """The server says that it has no TLS."""
    with pytest.raises(NotOfferedError):
        await _upgrade(protocol, said)


@pytest.mark.parametrize(
    ("protocol", "said"),
    [
        pytest.param(P.SMTP, b"", id="smtp: nothing"),
        pytest.param(P.SMTP, b"554 no service\r\n", id="smtp: turned away"),
        pytest.param(P.SMTP, b"SSH-2.0-OpenSSH_9.2\r\n", id="smtp: another protocol"),
        pytest.param(P.SMTP, b"220-more\r\n" * 1000, id="smtp: without end"),
        pytest.param(P.SMTP, b"220 " + b"x" * 100_000, id="smtp: an endless line"),
        pytest.param(P.SMTP, b"220 " + b"x" * 5_000 + b"\r\n", id="smtp: a long line"),
        pytest.param(P.SMTP, b"220 hi\r\n550 not you\r\n", id="smtp: turned away by EHLO"),
        pytest.param(P.IMAP, b"* BYE full\r\n", id="imap: turned away"),
        pytest.param(P.IMAP, b"* OK hi\r\n" + b"* x\r\n" * 1000, id="imap: without end"),
        pytest.param(P.IMAP, b"* OK hi\r\nother OK\r\n", id="imap: another tag"),
        pytest.param(P.POP3, b"+OK hi\r\nwhat\r\n", id="pop3"),
        pytest.param(P.FTP, b"421 full\r\n", id="ftp: turned away"),
        pytest.param(P.LDAP, b"HTTP/1.1 400\r\n\r\n", id="ldap: another protocol"),
        pytest.param(P.LDAP, b"\x30\x84\xff\xff\xff\xff" + bytes(9999), id="ldap: 4 GiB"),
        pytest.param(P.LDAP, b"\x30\xff" + bytes(300), id="ldap: an absurd length"),
        pytest.param(P.LDAP, b"\x30\x03\x02\x01\x01", id="ldap: cut short"),
        pytest.param(P.POSTGRESQL, b"H", id="postgresql"),
        pytest.param(P.MYSQL, packet(b"\xff\x6a\x04Host is blocked"), id="mysql: turned away"),
        pytest.param(P.MYSQL, packet(b"\x0a8.0"), id="mysql: cut short"),
        pytest.param(P.MYSQL, packet(b"\x09" + MYSQL_GREETING[1:]), id="mysql: of 1998"),
        pytest.param(P.MYSQL, b"HTTP/1.1 400\r\n\r\n", id="mysql: another protocol"),
        pytest.param(P.MYSQL, b"\0\0\0\0", id="mysql: empty"),
    ],
)
async def test_garbled(protocol: Protocol, said: bytes) -> None:
    """The server says something else, too much, or nothing."""
    with pytest.raises(GarbledError):
        await _upgrade(protocol, said)


async def test_what_a_server_says_is_bounded_and_printable() -> None:
    """No control character of a server reaches a terminal."""
    with pytest.raises(StartTlsError) as raised:
        await _upgrade(P.POP3, b"\x1b[31m\xff\x00" + b"x" * 900 + b"\r\n")
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) <= 200


async def test_our_side() -> None:
    """SMTP is told our address as RFC 5321 wants it."""
    told = await _upgrade(P.SMTP, b"220 hi\r\n250-host\r\n250 starttls\r\n220 go\r\n")
    assert told == b"EHLO [127.0.0.1]\r\nSTARTTLS\r\n"


class _Nowhere(asyncio.StreamWriter):
    """Takes what it is given; the dialogues write through nothing else."""

    def __init__(self) -> None:
        """No transport: nothing is sent."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Nowhere."""

    def get_extra_info(self, name: str, default: object = None) -> object:
        """The address that SMTP asks for."""
        return ("::1", 0, 0, 0) if name == "sockname" else default

    def __del__(self) -> None:
        """Nothing to close."""


@given(
    st.sampled_from(Protocol),
    st.lists(
        st.sampled_from([b"220 ", b"220-", b"250 STARTTLS\r\n", b"* OK ", b"capdo1 ", b"+OK", b"\r\n", b"S"])
        | st.binary(max_size=20),
        max_size=12,
    ),
)
async def test_whatever_is_said(protocol: Protocol, parts: list[bytes]) -> None:
    """Any bytes at all: TLS may begin, or the error is ours."""
    reader = asyncio.StreamReader(limit=LIMIT)
    reader.feed_data(b"".join(parts))
    reader.feed_eof()
    with suppress(StartTlsError):
        await upgrade(protocol, reader, _Nowhere())
