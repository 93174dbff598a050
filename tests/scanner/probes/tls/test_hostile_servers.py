import asyncio
from collections.abc import Awaitable, Callable

import pytest

from checks.facts import NotTested, Part, ProtocolVersion, TlsFacts
from checks.model import Reason
from scanner.probes.tls.wire.codes import Extension, Version
from scanner.probes.tls.wire.records import LONGEST_FLIGHT
from tests.scanner.probes.hostile import MEBIBYTE
from tests.scanner.probes.listening import serving
from tests.scanner.probes.loop_watch import LoopWatch
from tests.scanner.probes.tls.asking import ask, context, facts_of, scan_of
from tests.scanner.probes.tls.certificates.pathological import same_name_and_key
from tests.scanner.probes.tls.flights import (
    GREASE,
    alert,
    certificate,
    done,
    hello_retry,
    record,
    records,
    server_hello,
)

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
V = ProtocolVersion
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("kept_worker")]
HANDSHAKE_FAILURE, PROTOCOL_VERSION, UNRECOGNIZED_NAME = 40, 70, 112
GOOD = server_hello() + certificate(b"not DER") + done()


class Scripted:
    """Says one thing a connection, and the last one for ever; then waits, or hangs up."""

    def __init__(self, *said: bytes | None, waits: bool = True) -> None:
        self.said = said
        self.waits = waits
        self.connections = 0
        self.sent = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; None hangs up."""
        answer = self.said[min(self.connections, len(self.said) - 1)]
        self.connections += 1
        await reader.read(65_536)
        if answer is None:
            return
        for start in range(0, len(answer), 65_536):
            writer.write(answer[start : start + 65_536])
            await writer.drain()
            self.sent = start
        if self.waits:
            await reader.read()


def _text(length: int) -> bytes:
    return bytes(range(256)) * (length // 256)


NONSENSE = {
    "a record too long": b"\x16\x03\x03\xff\xff" + bytes(65_535),
    "a message too long": record(b"\x02\xff\xff\xff" + bytes(1000)),
    "an empty record": b"\x16\x03\x03\x00\x00",
    "a record in a record": record(record(server_hello())),
    "overlapping records": record(server_hello())[:-20] + record(certificate(bytes(100))),
    "another record type": record(server_hello()) + b"\x63\x03\x03\x00\x01\x00",
    "an alert too long": record(b"\x02\x28\x00", 21),
    "10,000 certificates": records(server_hello() + certificate(*[_text(512)] * 10_000) + done()),
    "a flight without end": records(server_hello() + certificate(_text(MEBIBYTE)) * 16),
    "warnings without end": alert(UNRECOGNIZED_NAME, level=1) * MEBIBYTE,
    "a version of the future": record(server_hello(0x0305)),
    "a version of the past": record(server_hello(0x0200)),
    "a suite that was not offered": record(server_hello(suite=GREASE)),
    "a suite of TLS 1.3 in TLS 1.2": record(server_hello(suite=0x1301)),
    "a suite of TLS 1.2 in TLS 1.3": record(hello_retry(suite=0x002F)),
    "a certificate first": record(certificate(b"x")),
    "an encrypted record first": record(bytes(64), 23),
    "a hello cut short": record(server_hello()[:1] + b"\x00\x00\x08" + bytes(8)),
    "extensions cut short": record(server_hello(extensions=[(GREASE, b"xyz")])[:-5] + b"\x00\xffxyz"),
    "extensions without number": record(server_hello(extensions=[(kind, b"") for kind in range(1000)])),
}


@pytest.mark.parametrize("name", NONSENSE)
async def test_nonsense_is_not_tested(name: str) -> None:
    """TLS that breaks its rules: a typed reason after one connection, and no more read than a flight."""
    server = Scripted(NONSENSE[name])
    async with serving(server) as port, asyncio.timeout(60):
        found = await ask(port, connect_timeout=20.0)  # what it says is refused: nothing is waited for
    assert isinstance(found, NotTested)
    assert found.reason is Reason.BLOCKED
    assert len(found.detail) <= 300
    assert server.connections == 1
    assert server.sent < LONGEST_FLIGHT + 8 * MEBIBYTE  # what the kernel buffers was not read


async def test_every_later_answer_is_nonsense() -> None:
    """What the first answer told stays; the list is marked as cut off, and other versions as not tested."""
    server = Scripted(record(GOOD), b"\x16\x03\x03\xff\xff")
    async with serving(server) as port:
        facts = await facts_of(port)
    listed = scan_of(facts, V.TLS_1_2)
    assert (listed.status, listed.reason, len(listed.suites)) == ("accepted", Reason.BLOCKED, 1)
    assert scan_of(facts, V.TLS_1_1) == scan_of(facts, V.TLS_1_1).model_copy(
        update={"status": "not_tested", "reason": Reason.BLOCKED}
    )
    assert scan_of(facts, V.TLS_1_3).status == "refused"
    assert facts.chains == ()  # what was sent is no certificate


@pytest.mark.parametrize(
    "flight",
    [
        pytest.param(records(GOOD, 1), id="one byte a record"),
        pytest.param(record(GOOD), id="one record for all"),
        pytest.param(alert(UNRECOGNIZED_NAME, level=1) + record(GOOD), id="after a warning"),
        pytest.param(
            record(server_hello(extensions=[(GREASE, b"?"), (0xFF01, b"\0")]) + done()), id="GREASE extension"
        ),
    ],
)
async def test_odd_but_good(flight: bytes) -> None:
    """However a server cuts its flight into records, and whatever it adds, it is understood."""
    async with serving(Scripted(flight, alert(HANDSHAKE_FAILURE))) as port:
        facts = await facts_of(port)
    assert [(scan.version, len(scan.suites), scan.reason) for scan in facts.accepted] == [
        (V.TLS_1_2, 1, None)
    ]
    assert {scan.status for scan in facts.protocols} == {"accepted", "refused"}
    assert scan_of(facts, V.TLS_1_2).server_order is None


async def test_silence_after_an_answer() -> None:
    """A server that falls silent is left alone: what is known is told, the rest timed out."""
    server = Scripted(record(GOOD), b"")
    async with serving(server) as port:
        facts = await facts_of(port, connect_timeout=0.3)
    assert [(scan.version, scan.reason) for scan in facts.accepted] == [(V.TLS_1_2, Reason.TIMEOUT)]
    assert {scan.reason for scan in facts.protocols if scan.status == "not_tested"} == {Reason.TIMEOUT}
    assert scan_of(facts, V.TLS_1_3).status == "refused"
    assert server.connections <= 8  # each question that is open asked twice


async def test_hanging_up_after_an_answer() -> None:
    """A server that answers once and then resets has begun to block: nothing of that counts as refused."""
    server = Scripted(record(GOOD), None)
    async with serving(server) as port:
        facts = await facts_of(port)
    assert [(scan.version, scan.reason) for scan in facts.accepted] == [(V.TLS_1_2, Reason.BLOCKED)]
    old = [scan_of(facts, version) for version in (V.SSL_3, V.TLS_1_0, V.TLS_1_1)]
    assert {(scan.status, scan.reason) for scan in old} == {("not_tested", Reason.BLOCKED)}


async def test_its_own_deadline_keeps_what_was_found() -> None:
    """A server that takes its time with every answer is left when the probe's time is up."""

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello = await reader.read(65_536)
        await asyncio.sleep(0.2)
        writer.write(record(hello_retry(suite=0x1301 if b"\x13\x01" in hello else 0x1302)))
        await reader.read()

    async with serving(slow) as port, asyncio.timeout(30):
        within = context(tls_deadline=0.5)
        facts = await ask(port, within)
    assert isinstance(facts, TlsFacts)
    assert scan_of(facts, V.TLS_1_3).status == "accepted"
    assert {scan.reason for scan in facts.protocols} <= {Reason.TIMEOUT, Reason.BLOCKED, None}
    assert Reason.TIMEOUT in {scan.reason for scan in facts.protocols}
    assert within.connections["tls"] < 12


async def test_alerts_only() -> None:
    """A server that refuses whatever is offered has shown nothing to judge; its alert is named."""
    async with serving(Scripted(alert(HANDSHAKE_FAILURE))) as port:
        found = await ask(port)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.BLOCKED
    assert "alert 40 (handshake_failure)" in found.detail


@pytest.mark.parametrize("host", ["www.example.test", "127.0.0.1"])
async def test_a_name_that_is_turned_away(host: str) -> None:
    """A server that does not know the name says nothing of anything else, and is asked once."""
    server = Scripted(alert(UNRECOGNIZED_NAME))
    async with serving(server) as port:
        found = await ask(port, host=host)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.NAME_REFUSED
    assert "alert 112 (unrecognized_name)" in found.detail
    assert server.connections == 1


async def test_an_answer_newer_than_the_offer() -> None:
    """A server that answers TLS 1.2 whatever is offered is not taken to accept TLS 1.0."""
    answers = (record(hello_retry()), record(server_hello(Version.TLS_1_2)))
    async with serving(Scripted(*answers)) as port:
        facts = await facts_of(port, depth="lean")
    assert scan_of(facts, V.TLS_1_0).status == "not_tested"


async def test_a_group_that_was_not_offered() -> None:
    """A HelloRetryRequest for an unknown group ends the list, and does no more harm."""
    answers = (record(hello_retry(more=[(GREASE, b"")])), record(hello_retry(suite=0x1302, group=GREASE)))
    async with serving(Scripted(*answers)) as port:
        facts = await facts_of(port)
    assert scan_of(facts, V.TLS_1_3).reason is Reason.BLOCKED
    assert (facts.groups or ())[0] == "x25519"


async def test_ssl_2_alone() -> None:
    """A server of SSL 2.0 answers newer hellos with its own error message, and its own hello with ciphers."""

    async def old(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello = await reader.read(65_536)
        kinds = bytes.fromhex("010080020080")
        lengths = b"\x00\x03" + len(kinds).to_bytes(2, "big") + b"\x00\x10"
        body = b"\x04\x00\x01\x00\x02" + lengths + b"DER" + kinds + bytes(16)
        is_ssl2 = hello[:1] == b"\x80"
        writer.write((0x8000 | len(body)).to_bytes(2, "big") + body if is_ssl2 else b"\x80\x03\x00\x00\x01")
        await reader.read()

    async with serving(old) as port:
        facts = await facts_of(port)
    assert [(scan.version, len(scan.suites)) for scan in facts.accepted] == [(V.SSL_2, 2)]


async def test_the_extension_numbers() -> None:
    """The negotiated protocol is read as text, however it is spelled, and counts only if it was offered."""
    name = b"\x00\x05\x04\xff\xfe\r\n"
    flight = record(server_hello(extensions=[(Extension.ALPN, name)]) + done())
    async with serving(Scripted(flight, alert(PROTOCOL_VERSION))) as port:
        facts = await facts_of(port)
    assert facts.negotiation.alpn == ()


async def test_certificates_that_cost_a_careless_verifier_days() -> None:
    """They are judged beside the event loop, in no time, and cost the server's other facts nothing."""
    flight = records(server_hello() + certificate(*same_name_and_key(30)) + done())
    async with serving(Scripted(flight, alert(HANDSHAKE_FAILURE))) as port, LoopWatch() as watch:
        facts = await facts_of(port)
    (chain,) = facts.chains
    assert (chain.trusted, chain.trust_problem, chain.certificates_sent) == (False, "unknown_issuer", 31)
    assert [scan.version for scan in facts.accepted] == [V.TLS_1_2]
    assert watch.longest < 0.5  # seconds of processor time


async def test_why_there_are_no_certificates_is_told() -> None:
    """What was sent is none: unreadable, and not "blocked"."""
    async with serving(Scripted(record(GOOD), alert(HANDSHAKE_FAILURE))) as port:
        facts = await facts_of(port)
    assert [(one.part, one.reason) for one in facts.unseen] == [(Part.TLS_CERTIFICATES, Reason.UNREADABLE)]
