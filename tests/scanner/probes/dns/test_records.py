"""dns.probe against a real authoritative server."""

from dataclasses import replace

import pytest

from checks.facts import CaaRecord, DnsFacts, MailExchange, NameServer, NotTested
from scanner.probes import dns
from tests.scanner.probes import contexts

Server = tuple[str, int]
CAA = (
    CaaRecord(flags=128, tag="iodef", value="mailto:admin@example.test"),
    CaaRecord(flags=0, tag="issue", value="ca.test"),
)


async def _facts(host: str, server: Server) -> DnsFacts:
    found = await dns.probe(host, contexts.context(resolver=server))
    assert isinstance(found, DnsFacts)
    assert found.unanswered == ()
    return found


async def test_all_there_is_to_know_of_a_host(knot: Server) -> None:
    """Every record of the host and its zone, in canonical form and a steady order."""
    assert await _facts("www.example.test", knot) == DnsFacts(
        ipv4=("192.0.2.10", "192.0.2.20"),
        ipv6=("2001:db8::10",),
        zone="example.test",
        name_servers=(
            NameServer(name="ns1.example.test", ipv4=("192.0.2.1",), ipv6=("2001:db8::1",)),
            NameServer(name="ns2.example.test", ipv4=("192.0.2.2",)),
        ),
        mail_exchanges=(
            MailExchange(preference=10, exchange="mail1.example.test"),
            MailExchange(preference=20, exchange="mail2.example.test"),
        ),
        txt=("v=spf1 -all",),
        caa=CAA,
        has_ds=True,
    )


async def test_an_alias_leads_to_its_addresses(knot: Server) -> None:
    """The chain is kept in order, and the zone is the alias's own."""
    found = await _facts("alias.example.test", knot)
    assert found.cname_chain == ("second.example.test", "www.example.test")
    assert found.ipv4 == ("192.0.2.10", "192.0.2.20")
    assert found.zone == "example.test"


async def test_a_name_that_does_not_exist_is_a_fact(knot: Server) -> None:
    """NXDOMAIN, and no questions beyond it."""
    context = contexts.context(resolver=knot)
    assert await dns.probe("gone.example.test", context) == DnsFacts(status="NXDOMAIN")
    assert context.connections == {"dns": 2}


async def test_an_alias_that_leads_nowhere_has_a_zone(knot: Server) -> None:
    """The alias itself exists: its chain is told, and its zone and authorities as any name's are."""
    found = await _facts("dangling.example.test", knot)
    assert (found.status, found.cname_chain) == ("NXDOMAIN", ("gone.example.test",))
    assert (found.zone, len(found.name_servers), found.caa) == ("example.test", 2, CAA)


@pytest.mark.parametrize(
    ("host", "ipv4", "ipv6"),
    [
        ("four.example.test", ("192.0.2.4",), ()),
        ("six.example.test", (), ("2001:db8::6",)),
        ("empty.example.test", (), ()),
    ],
)
async def test_a_name_may_lack_a_family(
    knot: Server, host: str, ipv4: tuple[str, ...], ipv6: tuple[str, ...]
) -> None:
    """NODATA is an answer: there is no such address."""
    found = await _facts(host, knot)
    assert (found.status, found.ipv4, found.ipv6) == ("NOERROR", ipv4, ipv6)


async def test_a_null_mx_is_kept(knot: Server) -> None:
    """RFC 7505: preference 0 and the root."""
    found = await _facts("four.example.test", knot)
    assert found.mail_exchanges == (MailExchange(preference=0, exchange="."),)


@pytest.mark.parametrize(
    ("host", "caa"),
    [
        ("example.test", CAA),
        ("deep.er.example.test", CAA),
        ("alias.example.test", CAA),
        ("own.example.test", (CaaRecord(flags=0, tag="issue", value=";"),)),
        ("plain.test", ()),
    ],
)
async def test_the_closest_caa_records_govern(knot: Server, host: str, caa: tuple[CaaRecord, ...]) -> None:
    """They are sought at the host, then upwards (RFC 8659, section 3)."""
    assert (await _facts(host, knot)).caa == caa


@pytest.mark.parametrize(
    ("host", "zone", "has_ds"),
    [
        ("example.test", "example.test", True),
        ("er.example.test", "example.test", True),
        ("plain.test", "test", False),
    ],
)
async def test_the_apex_and_its_ds(knot: Server, host: str, zone: str, *, has_ds: bool) -> None:
    """The zone is the one that holds the name, at whatever depth; DS is asked of its parent."""
    found = await _facts(host, knot)
    assert (found.zone, found.has_ds) == (zone, has_ds)


async def test_large_answers_come_over_tcp_and_are_bounded(knot: Server) -> None:
    """A truncated answer is asked for again over TCP, which is counted; 64 records and 4,096 characters."""
    context = contexts.context(resolver=knot)
    found = await dns.probe("many.example.test", context)
    assert isinstance(found, DnsFacts)
    assert len(found.ipv4) == 64
    assert found.ipv4[0] == "192.0.2.1"
    assert [len(text) for text in found.txt] == [4096] * 10
    small = contexts.context(resolver=knot)
    await dns.probe("own.example.test", small)
    assert context.connections["dns"] > small.connections["dns"]


async def test_octets_that_are_no_text_are_replaced(knot: Server) -> None:
    """What a zone says is text in the end, whatever it was; making it harmless is the renderers' work."""
    assert (await _facts("strange.example.test", knot)).txt == ("\ufffd\x00<script>",)


@pytest.mark.parametrize(
    ("address", "facts"),
    [
        ("192.0.2.1", DnsFacts(status="ADDRESS", ipv4=("192.0.2.1",))),
        ("2001:db8::1", DnsFacts(status="ADDRESS", ipv6=("2001:db8::1",))),
    ],
)
async def test_an_address_is_not_asked_about(address: str, facts: DnsFacts) -> None:
    """Only the address itself is filled in, and no question is sent."""
    context = contexts.context(resolver=("127.0.0.1", 9))
    assert await dns.probe(address, context) == facts
    assert not context.connections


async def test_a_budget_of_one_is_enough(knot: Server) -> None:
    """Questions wait for each other, none for itself."""
    found = await dns.probe("www.example.test", contexts.context(per_address=1, resolver=knot))
    assert not isinstance(found, NotTested)
    assert found.unanswered == ()


async def test_addresses_alone_take_two_questions(knot: Server) -> None:
    """Where no check needs the zone, nothing else is asked; the addresses are the same."""
    context = contexts.context(resolver=knot)
    found = await dns.probe("www.example.test", context, addresses_only=True)
    assert isinstance(found, DnsFacts)
    assert (found.ipv4, found.ipv6) == ((whole := await _facts("www.example.test", knot)).ipv4, whole.ipv6)
    assert found.zone is None
    assert context.connections == {"dns": 2}


async def test_what_a_zone_says_is_asked_once_a_run(knot: Server) -> None:
    """Hosts of one zone: for the second, only what is its own; and it is told the same of the zone."""
    first = contexts.context(resolver=knot)
    whole = await dns.probe("www.example.test", first)
    second = replace(contexts.context(resolver=knot), memory=first.memory)
    other = await dns.probe("four.example.test", second)
    assert isinstance(whole, DnsFacts)
    assert isinstance(other, DnsFacts)
    assert (other.zone, other.name_servers, other.caa, other.has_ds) == (
        whole.zone,
        whole.name_servers,
        whole.caa,
        whole.has_ds,
    )
    assert second.connections["dns"] == len(("A", "AAAA", "SOA", "CAA", "MX", "TXT"))
