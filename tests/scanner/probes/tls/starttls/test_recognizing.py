"""What a port speaks when it speaks no TLS: told by its greeting, and by its number where there is none."""

import asyncio
from pathlib import Path

import pytest

from checks.facts import Absent, NotTested, TlsFacts
from checks.model import Reason
from scanner.probes.tls.handshake import detection
from scanner.probes.tls.starttls import Protocol, spoken_protocol
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.hostile import resets_at_once
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, ask, issue
from tests.scanner.probes.tls.starttls.speakers import MYSQL_GREETING, packet, speaker

SILENT_AT_FIRST = {Protocol.LDAP, Protocol.POSTGRESQL}
LIKE_SMTP = {Protocol.FTP}  # but for its port


@pytest.mark.parametrize(
    ("greeting", "port", "protocol"),
    [
        (b"220 mail.example.test ESMTP", 443, Protocol.SMTP),
        (b"220-mail.example.test", 2525, Protocol.SMTP),
        (b"554 5.7.1 not you", 465, Protocol.SMTP),
        (b"220 ProFTPD Server", 443, Protocol.FTP),
        (b"220 ready", 21, Protocol.FTP),
        (b"* OK IMAP4rev1", 443, Protocol.IMAP),
        (b"* PREAUTH", 1143, Protocol.IMAP),
        (b"+OK ready", 443, Protocol.POP3),
        (packet(MYSQL_GREETING), 443, Protocol.MYSQL),
        (packet(b"\xffj\x04Host is not allowed"), 3306, Protocol.MYSQL),
        (b"", 25, Protocol.SMTP),
        (b"22", 587, Protocol.SMTP),
        (b"", 389, Protocol.LDAP),
        (b"", 5432, Protocol.POSTGRESQL),
        (b"", 443, None),
        (b"SSH-2.0-OpenSSH", 25, None),
        (b"HTTP/1.1 400", 443, None),
        (b"2200 no reply", 443, None),
    ],
)
def test_by_greeting_or_port(greeting: bytes, port: int, protocol: Protocol | None) -> None:
    """A greeting decides; where it is too short to tell, the port that IANA gave the protocol."""
    assert spoken_protocol(greeting, port) is protocol


@pytest.mark.parametrize("protocol", sorted(set(Protocol) - SILENT_AT_FIRST - LIKE_SMTP))
async def test_a_greeting_is_told(tmp_path: Path, protocol: Protocol) -> None:
    """A port that greets in such a protocol is not said to lack TLS: the way to look at it is named."""
    with nginx(tmp_path, *issue(tmp_path, (leaf(ROOT),)), protocol=MODERN) as behind:
        async with serving(speaker(protocol, behind)) as port:
            found = await ask(port)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.STARTTLS
    assert f"--starttls {protocol}" in found.detail


async def test_a_port_that_hangs_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL and LDAP hang up on a TLS hello: told on their port; on another it is a block."""
    async with serving(resets_at_once) as port:
        elsewhere = await ask(port)
        monkeypatch.setattr(detection, "spoken_protocol", lambda _greeting, _port: Protocol.LDAP)
        on_its_port = await ask(port)
    assert isinstance(elsewhere, NotTested)
    assert isinstance(on_its_port, NotTested)
    assert (elsewhere.reason, on_its_port.reason) == (Reason.BLOCKED, Reason.STARTTLS)
    assert "--starttls ldap" in on_its_port.detail


async def test_another_plain_protocol_has_no_tls() -> None:
    """What is none of these stays a port without TLS."""

    async def ssh(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        await reader.read()

    async with serving(ssh) as port:
        assert isinstance(await ask(port), Absent)


@pytest.mark.parametrize("protocol", [Protocol.SMTP, Protocol.IMAP])
async def test_a_mail_server_that_turns_some_away(tmp_path: Path, protocol: Protocol) -> None:
    """Every third connection is greeted with "too many": the others give the whole."""
    numbers = iter(range(1, 1000))
    with nginx(tmp_path, *issue(tmp_path, (leaf(ROOT),)), protocol=MODERN) as behind:
        talk = speaker(protocol, behind)

        async def busy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if next(numbers) % 3 == 0:
                writer.write(b"421 too many connections\r\n")
                await writer.drain()
            else:
                await talk(reader, writer)

        async with serving(busy) as port:
            found = await ask(port, starttls=protocol, depth="lean")
    assert isinstance(found, TlsFacts)
    assert not found.missing
    assert len(found.accepted[0].suites) == 3
