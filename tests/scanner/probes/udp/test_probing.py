"""UDP services of a host: what is asked, what is told, and what is counted."""

import asyncio
import socket
from contextlib import AsyncExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import NotTested, UdpFacts
from scanner.limits import Budget
from scanner.probes import udp
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.udp import asking, probing
from scanner.probes.udp.service import TOKEN_LENGTH, UdpService, printable
from tests.scanner.probes.udp import services as servers
from tests.scanner.probes.udp.services import Answer, serving_udp

BY_NAME = {service.name: service for service in probing.SERVICES}
HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of this machine answers at once, or never."""
    monkeypatch.setattr(asking, "PATIENCE", 0.4)
    monkeypatch.setattr(asking, "MORE", 0.05)


def context() -> ProbeContext:
    """One run's."""
    return ProbeContext(settings=ProbeSettings(), budget=Budget())


def closed_port() -> int:
    """A UDP port that nobody has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as held:
        held.bind((HERE, 0))
        return int(held.getsockname()[1])


@pytest.mark.parametrize(
    ("name", "answer", "state", "told", "sent"),
    [
        ("snmp", servers.snmp, "open", "Cisco IOS Software, Switch 1", 1),
        ("snmp", servers.snmp_of_version_2c, "open", "Cisco IOS Software, Switch 1", 2),
        ("snmp", servers.garbage, "guarded", "", 1),
        ("dns", servers.open_resolver, "open", "rcode 0", 1),
        ("dns", servers.refusing_dns, "guarded", "rcode 5", 1),
        ("dns", servers.recursion_without_answer, "guarded", "rcode 2", 1),
        ("ntp_monlist", servers.ntp, "open", "", 1),
        ("ntp_monlist", servers.guarded_ntp, "guarded", "", 1),
        ("ntp_control", servers.ntp, "open", 'version="ntpd 4.2.6p5", processor="x86_64"', 1),
        ("ntp_control", servers.guarded_ntp, "guarded", "", 1),
        ("ipmi", servers.ipmi, "open", "anonymous login", 1),
        ("ssdp", servers.ssdp, "open", "Linux/3.4 UPnP/1.0 MiniUPnPd/1.9", 1),
        ("memcached", servers.memcached, "open", "VERSION 1.4.15", 1),
        ("cldap", servers.cldap, "open", "", 1),
        ("portmapper", servers.port_mapper, "open", "", 1),
        ("netbios", servers.netbios, "open", "", 1),
        ("chargen", servers.chargen, "open", "", 1),
        ("bacnet", servers.bacnet, "open", "", 1),
        ("bacnet", servers.garbage, "guarded", "", 1),
        ("memcached", lambda _question: [], "silent", "", 2),
    ],
)
async def test_a_service_is_told_by_its_answer(
    name: str, answer: Answer, state: str, told: str, sent: int
) -> None:
    """Served, refused, or silent; each datagram is counted, and never more than two are sent."""
    counted = context()
    async with serving_udp(HERE, 0, answer) as host:
        found = await asking.ask(HERE, BY_NAME[name]._replace(port=host.port), counted)
    assert (found.state, found.sent, len(host.asked)) == (state, sent, sent)
    assert found.told.startswith(told)
    assert counted.connections == {"udp": sent}


async def test_what_an_amplifier_multiplies_is_told() -> None:
    """All datagrams of the answer count; the question is a few octets."""
    async with serving_udp(HERE, 0, servers.ntp) as host:
        found = await asking.ask(HERE, BY_NAME["ntp_monlist"]._replace(port=host.port), context())
    assert (found.bytes_sent, found.bytes_received) == (8, 2 * (8 + 6 * 72))
    assert found.amplification == 110


async def test_a_closed_port_is_told_apart_from_silence() -> None:
    """The host says so (ICMP): one datagram is enough."""
    found = await asking.ask(HERE, BY_NAME["snmp"]._replace(port=closed_port()), context())
    assert (found.state, found.sent) == ("closed", 1)


async def test_an_answer_of_another_port_counts_for_tftp_alone() -> None:
    """RFC 1350, 4: a transfer goes on at a port of its own. An answer from elsewhere is nobody's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as first:
        first.bind((HERE, 0))
        first.setblocking(False)  # noqa: FBT003 - socket's interface

        async def answering() -> None:
            for _ in range(2):
                _, sender = await asyncio.get_running_loop().sock_recvfrom(first, 1024)
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as second:
                    second.bind((HERE, 0))
                    second.sendto(b"\0\x05\0\x01not found\0", sender)

        port = first.getsockname()[1]
        async with asyncio.TaskGroup() as group:
            group.create_task(answering())
            tftp = await asking.ask(HERE, BY_NAME["tftp"]._replace(port=port), context())
            unlike = BY_NAME["tftp"]._replace(port=port, answers_from_other_port=False)
            silent = await asking.ask(HERE, unlike._replace(ask=lambda _token: (b"?",)), context())
    assert (tftp.state, silent.state) == ("open", "silent")


async def test_a_closed_tftp_port_is_told_too() -> None:
    """By the second question: the first cannot hear of it."""
    found = await asking.ask(HERE, BY_NAME["tftp"]._replace(port=closed_port()), context())
    assert (found.state, found.sent) == ("closed", 2)


async def test_a_flood_is_bounded() -> None:
    """A server that never stops answering: a few datagrams are read, and it is over."""
    async with serving_udp(HERE, 0, lambda _question: [b"x" * 1000] * 500) as host:
        found = await asking.ask(HERE, BY_NAME["chargen"]._replace(port=host.port), context())
    assert found.bytes_received <= asking.MOST * asking.LONGEST


def at(**ports: int) -> tuple[UdpService, ...]:
    """Services at these ports."""
    return tuple(BY_NAME[name]._replace(port=port) for name, port in ports.items())


async def test_an_address_is_asked_once_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many endpoints are there; the services of an address share its few slots."""
    shared = context()
    async with AsyncExitStack() as stack:
        hosts = [
            await stack.enter_async_context(serving_udp(HERE, 0, answer))
            for answer in (servers.snmp, servers.refusing_dns)
        ]
        snmp, dns = (host.port for host in hosts)
        monkeypatch.setattr(probing, "SERVICES", at(snmp=snmp, dns=dns, ipmi=closed_port()))
        first, second = await asyncio.gather(udp.probe((HERE,), shared), udp.probe((HERE,), shared))
    assert isinstance(first, UdpFacts)
    assert first == second
    (address,) = first.addresses
    assert [answer.state for answer in address.answers] == ["open", "guarded", "closed"]
    assert shared.connections == {"udp": 3}
    assert first.missing == ()


async def test_what_time_did_not_suffice_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent host: the services that were not asked are named."""
    monkeypatch.setattr(probing, "SECONDS", 0.2)
    async with serving_udp(HERE, 0, lambda _question: []) as host:
        monkeypatch.setattr(probing, "SERVICES", at(snmp=host.port, dns=closed_port()))
        found = await udp.probe((HERE,), context())
    assert isinstance(found, UdpFacts)
    (lost,) = found.missing
    assert "127.0.0.1: not asked in time: snmp" in lost.detail


@pytest.mark.parametrize("addresses", [(), ("224.0.0.1",), ("0.0.0.0",)])
async def test_no_address_of_a_host(addresses: tuple[str, ...]) -> None:
    """Nothing is sent, and the reason is told."""
    counted = context()
    assert isinstance(await udp.probe(addresses, counted), NotTested)
    assert counted.connections == {}


@pytest.mark.parametrize("service", probing.SERVICES, ids=lambda service: service.name)
@given(data=st.binary(max_size=200), token=st.binary(min_size=TOKEN_LENGTH, max_size=TOKEN_LENGTH))
def test_any_answer_is_read(service: UdpService, data: bytes, token: bytes) -> None:
    """Whatever a server sends, with and without the token where it belongs: no exception, bounded text."""
    for said in (data, token + data, token[:2] + data, b"\x30\x82" + data, service.ask(token)[0] + data):
        reading = service.read(said, token)
        assert reading is None or len(reading.told) <= 100


def test_each_service_is_asked_gently() -> None:
    """One or two datagrams, each of them small."""
    for service in probing.SERVICES:
        questions = service.ask(b"abcd")
        assert 1 <= len(questions) <= 2
        assert all(len(question) <= 150 for question in questions)


def test_what_is_told_is_printable() -> None:
    """No control character reaches anybody."""
    assert printable(b"a\x1b[31m\r\nb\xff" + b"c" * 500).startswith("a [31m b c")
