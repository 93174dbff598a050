"""mail_servers.probe against real name servers, and mail servers that talk before a real TLS server."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from checks.facts import Absent, MailServerFacts, NotTested, Part, ProtocolVersion
from checks.facts.names.mail_servers import MailTls, TlsaRecord
from checks.mail._dane import DaneState, state_of
from checks.model import Reason
from scanner.probes import mail_servers
from scanner.probes.context import ProbeContext
from scanner.probes.mail_servers import meeting
from scanner.probes.tls.starttls import Protocol
from tests.scanner.probes import contexts
from tests.scanner.probes.dnssec.signing import now
from tests.scanner.probes.listening import Handler, closed_port, full_port, serving
from tests.scanner.probes.mail_servers.conftest import MailEstate
from tests.scanner.probes.tls.starttls.speakers import speaker

V = ProtocolVersion
REFUSED = NotTested(reason=Reason.NOT_PERMITTED, detail="left out")


def _context(estate: MailEstate, **settings: Any) -> ProbeContext:
    return contexts.context(resolver=estate.resolver, trust_anchors=estate.anchors, **settings)


async def _facts(domain: str, context: ProbeContext, refused: NotTested | None = None) -> MailServerFacts:
    found = await mail_servers.probe(domain, context, now(), refused)
    assert isinstance(found, MailServerFacts)
    return found


def _saying(said: bytes, *answers: bytes) -> Handler:
    """A server that greets, and gives one answer to each line."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        for answer in answers:
            await reader.readline()
            writer.write(answer)
        await reader.read()

    return handle


def _binds(held: socket.socket, port: int) -> bool:
    try:
        held.bind(("::1", port))
    except OSError:
        return False
    return True


@pytest.fixture
async def mail_server(estate: MailEstate, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """At 127.0.0.1, on a port in the place of 25; nobody listens there at ::1."""
    for _ in range(5):
        async with serving(speaker(Protocol.SMTP, estate.behind)) as port:
            with socket.socket(socket.AF_INET6) as held:
                if not _binds(held, port):
                    continue  # somebody else has that port there
                monkeypatch.setattr(meeting, "PORT", port)
                yield
                return
    raise AssertionError("no port is free over both families")


@pytest.mark.usefixtures("mail_server")
async def test_a_signed_domain(estate: MailEstate) -> None:
    """Names by preference, both families, versions, certificate, and TLSA records, through an alias too."""
    context = _context(estate)
    found = await _facts("safe.test", context)
    assert (found.security, [host.name for host in found.hosts]) == (
        "secure",
        ["mail.safe.test", "mail2.safe.test"],
    )
    record = TlsaRecord(usage=3, selector=1, matching=1, data=estate.key)
    assert {(host.tlsa.state, host.tlsa.records) for host in found.hosts} == {("secure", (record,))}
    assert [(one.address, one.asked_as, one.port) for one in found.servers] == [
        ("127.0.0.1", "mail.safe.test", "open"),
        ("::1", "mail.safe.test", "refused"),
    ]
    tls = found.servers[0].tls
    assert isinstance(tls, MailTls)
    accepted = {scan.version for scan in tls.versions if scan.status == "accepted"}
    assert (accepted, {scan.status for scan in tls.versions}) == (
        {V.TLS_1_2, V.TLS_1_3},
        {"accepted", "refused"},
    )
    assert tls.chains[0][0].key_sha256 == estate.key
    assert {state_of(found, host, now()) for host in found.hosts} == {DaneState.GOOD}
    assert found.ipv6_here  # a refusal came over IPv6
    assert found.missing == ()
    stored = found.model_dump_json()
    assert MailServerFacts.model_validate_json(stored) == found
    assert len(stored) < 6_000
    assert context.connections["reach"] == 2
    assert context.connections["dns"] <= 16
    assert context.connections["tls"] <= 5


@pytest.mark.usefixtures("mail_server")
async def test_one_server_is_met_once_a_run(estate: MailEstate) -> None:
    """Whatever domains lead to it, at the same time or later."""
    context = _context(estate)
    other = replace(context, connections=Counter())
    await asyncio.gather(_facts("safe.test", context), _facts("also.safe.test", other))
    again = replace(context, connections=Counter())
    await _facts("bare.safe.test", again)
    assert context.connections["tls"] + other.connections["tls"] <= 6
    assert (again.connections["tls"], again.connections["reach"]) == (0, 0)


@pytest.mark.usefixtures("mail_server")
async def test_each_name_with_keys_in_dns_is_asked_for_once(estate: MailEstate) -> None:
    """One connection a name, for the run; and none by a name whose keys nobody tells."""
    context = _context(estate)
    found = await _facts("safe.test", context)
    assert [one.name for one in found.servers[0].by_name] == ["mail2.safe.test"]
    before = context.connections["tls"]
    for _ in range(2):
        wrong = await _facts("wrong.safe.test", context)
        assert [one.name for one in wrong.servers[0].by_name] == ["wrong.safe.test"]
    assert context.connections["tls"] == before + 1
    assert (await _facts("bare.safe.test", context)).servers[0].by_name == ()
    assert context.connections["tls"] == before + 1


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize(
    ("domain", "verdict"),
    [("anchored.safe.test", DaneState.GOOD), ("strange.safe.test", DaneState.MISMATCH)],
)
async def test_a_trust_anchor_that_is_not_sent(estate: MailEstate, domain: str, verdict: DaneState) -> None:
    """It stands whole in DNS, and whether it certifies what was shown is verified (RFC 7671, 5.2)."""
    found = await _facts(domain, _context(estate))
    (named,) = found.servers[0].by_name
    assert [one.is_sent for one in named.chains[0]] == [True, False]
    assert state_of(found, found.hosts[0], now()) == verdict
    assert MailServerFacts.model_validate_json(found.model_dump_json()) == found


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize(
    ("domain", "state", "records", "verdict"),
    [
        ("wrong.safe.test", "secure", 1, DaneState.MISMATCH),  # met as another first, and by its own name
        ("forged.safe.test", "bogus", 1, DaneState.BOGUS),
        ("bare.safe.test", "secure", 0, DaneState.NONE),
        ("plain.test", "insecure", 1, DaneState.UNSIGNED),
    ],
)
async def test_what_dns_tells_of_keys(
    estate: MailEstate, domain: str, state: str, records: int, verdict: DaneState
) -> None:
    """What is not signed is told as that, and counts for nothing."""
    context = _context(estate)
    await _facts("safe.test", context)
    found = await _facts(domain, context)
    (host,) = found.hosts
    assert (host.tlsa.state, len(host.tlsa.records)) == (state, records)
    assert state_of(found, host, now()) == verdict


@pytest.mark.usefixtures("mail_server")
async def test_a_server_that_is_an_alias(estate: MailEstate) -> None:
    """Its keys are those of the name where a signed alias leads; beyond an unsigned one nothing counts."""
    context = _context(estate)
    found = await _facts("aliased.safe.test", context)
    assert (found.hosts[0].name, found.hosts[0].tlsa.name) == ("alias.safe.test", "mail.safe.test")
    assert state_of(found, found.hosts[0], now()) == DaneState.GOOD
    led = await _facts("led.safe.test", context)
    assert (led.hosts[0].tlsa.name, led.hosts[0].tlsa.records) == ("out.safe.test", ())


@pytest.mark.usefixtures("mail_server")
async def test_a_key_that_is_another(estate: MailEstate) -> None:
    """A server asked by its own name shows what DNS does not tell."""
    found = await _facts("wrong.safe.test", _context(estate))
    assert state_of(found, found.hosts[0], now()) == DaneState.MISMATCH


@pytest.mark.parametrize("domain", ["none.safe.test", "null.safe.test", "nobody.safe.test"])
async def test_a_domain_without_mail(estate: MailEstate, domain: str) -> None:
    """No MX record, a null MX, and no such name: nobody is met."""
    context = _context(estate)
    found = await mail_servers.probe(domain, context, now())
    assert isinstance(found, Absent)
    assert {*context.connections} == {"dns"}


async def test_no_answer_is_not_none(estate: MailEstate) -> None:
    """A resolver that refuses."""
    with closed_port() as port:
        context = contexts.context(resolver=("127.0.0.1", port), trust_anchors=estate.anchors)
        found = await mail_servers.probe("safe.test", context, now())
    assert isinstance(found, NotTested)
    assert found.reason is Reason.DNS_FAILURE


async def test_addresses_that_are_not_public_are_never_touched(estate: MailEstate) -> None:
    """Private ones, and this machine where the name is not one for tests: told alone."""
    context = _context(estate)
    found = await _facts("inside.safe.test", context)
    assert [host.withheld for host in found.hosts] == [("10.0.0.1", "fd00::1"), ("127.0.0.1",)]
    assert (found.servers, {*context.connections}) == ((), {"dns"})
    assert {one.reason for one in found.missing} == {Reason.PRIVATE_ADDRESS}


async def test_a_name_that_is_not_there(estate: MailEstate) -> None:
    """It has no address, and nothing is hidden behind that."""
    found = await _facts("gone.safe.test", _context(estate))
    assert (found.hosts[0].addresses, found.servers, found.missing) == ((), (), ())


async def test_many_names_are_bounded(estate: MailEstate) -> None:
    """The first eight by preference, a null MX beside them aside; the others are told."""
    found = await _facts("many.safe.test", _context(estate))
    assert [host.preference for host in found.hosts] == list(range(8))
    (left,) = (one for one in found.unseen if one.part is Part.MX_ADDRESSES)
    assert (left.reason, "4 of the names" in left.detail) == (Reason.NOT_REQUESTED, True)


@pytest.mark.usefixtures("mail_server")
async def test_without_permission_dns_alone_is_asked(estate: MailEstate) -> None:
    """A scan whose permission leaves mail out."""
    context = _context(estate)
    found = await _facts("safe.test", context, REFUSED)
    assert ({*context.connections}, found.servers) == ({"dns"}, ())
    assert {one.part for one in found.missing} == {Part.MX_REACHED, Part.MX_TLS}
    assert found.silence == REFUSED


@pytest.mark.parametrize(
    ("handler", "kind", "reason"),
    [
        (_saying(b"220 hi\r\n", b"250-me\r\n250 SIZE\r\n"), Absent, None),
        (_saying(b"220 hi\r\n", b"502 what\r\n"), Absent, None),
        (_saying(b"220 hi\r\n", b"250-me\r\n250 STARTTLS\r\n", b"454 later\r\n"), Absent, None),
        (_saying(b"220 hi\r\n", b"250-me\r\n250 STARTTLS\r\n", b"220 go\r\n500 what\r\n"), Absent, None),
        (_saying(b"220 hi\r\n", b"550 not you\r\n"), NotTested, Reason.BLOCKED),
        (_saying(b"554 go away\r\n"), NotTested, Reason.BLOCKED),
        (_saying(b"421 too many\r\n"), NotTested, Reason.BLOCKED),
        (_saying(b"220 " + b"x" * 9000 + b"\r\n"), NotTested, Reason.BLOCKED),
        (_saying(b""), NotTested, Reason.TIMEOUT),
    ],
)
async def test_other_servers(
    estate: MailEstate, monkeypatch: pytest.MonkeyPatch, handler: Handler, kind: type, reason: Reason | None
) -> None:
    """Without STARTTLS is a fact; who turns a stranger away, is silent or says too much has not told."""
    monkeypatch.setattr(meeting, "PATIENCE", 0.5)
    async with serving(handler) as port:
        monkeypatch.setattr(meeting, "PORT", port)
        found = await _facts("bare.safe.test", _context(estate))
    (server,) = found.servers
    assert (server.port, type(server.tls)) == ("open", kind)
    assert reason is None or (isinstance(server.tls, NotTested) and server.tls.reason is reason)


@pytest.mark.parametrize(("held", "state"), [(closed_port, "refused"), (full_port, "timeout")])
async def test_servers_that_do_not_accept(
    estate: MailEstate, monkeypatch: pytest.MonkeyPatch, held: Any, state: str
) -> None:
    """What the connection met is told, and no TLS is tried."""
    context = _context(estate, connect_timeout=0.5)
    with held() as port:
        monkeypatch.setattr(meeting, "PORT", port)
        found = await _facts("bare.safe.test", context)
    assert [one.port for one in found.servers] == [state]
    assert found.silence is not None
    assert "tls" not in context.connections


@pytest.mark.parametrize(("stands", "connections"), [(0.0, 2), (60.0, 1)])
async def test_a_server_that_told_nothing_is_met_again(
    estate: MailEstate, monkeypatch: pytest.MonkeyPatch, stands: float, connections: int
) -> None:
    """At a second look, some time later; all who ask until then are told the same."""
    context = _context(estate)
    monkeypatch.setattr(meeting, "UNTOLD_STANDS", stands)
    with closed_port() as port:
        monkeypatch.setattr(meeting, "PORT", port)
        await _facts("bare.safe.test", context)
        await asyncio.sleep(0.05)
        await _facts("bare.safe.test", context)
    assert context.connections["reach"] == connections
