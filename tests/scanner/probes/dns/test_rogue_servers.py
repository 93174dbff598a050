"""dns.probe against name servers that misbehave: no failure is taken for an absence."""

import asyncio

import dns.message
import dns.resolver
import pytest

from checks.facts import DnsFacts, NotTested
from scanner.probes import dns as dns_probe
from scanner.probes.dns import resolver
from tests.scanner.probes import contexts
from tests.scanner.probes.dns import rogues

HOST = "www.example.test"


@pytest.fixture(autouse=True)
def _impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "QUERY_SECONDS", 1.0)


async def _probe(udp: rogues.Answer, tcp: rogues.Answer | None = None) -> DnsFacts | NotTested:
    async with rogues.answering(udp, tcp) as server:
        return await dns_probe.probe(HOST, contexts.context(resolver=server))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (rogues.silent, "timeout"),
        (rogues.forged, "timeout"),
        (rogues.garbage, "timeout"),
        (rogues.servfail, "dns_failure"),
        (rogues.refused, "dns_failure"),
        (rogues.elsewhere, "timeout"),
        (rogues.mute_on_what, "dns_failure"),
        (rogues.oversized, "dns_failure"),
        (rogues.circular, "dns_failure"),
        (rogues.chain_of_50, "dns_failure"),
        (rogues.only("A", rogues.servfail, rogues.silent), "dns_failure"),
    ],
)
async def test_a_resolver_that_does_not_help_is_not_tested(answer: rogues.Answer, reason: str) -> None:
    """Neither A nor AAAA: nobody can tell, and that is what is said."""
    found = await _probe(answer)
    assert isinstance(found, NotTested)
    assert (found.reason, HOST in found.detail) == (reason, True)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (rogues.servfail, ("A of www.example.test: SERVFAIL", "AAAA of www.example.test: SERVFAIL")),
        (rogues.refused, ("REFUSED",)),
        (rogues.bogus, ("SERVFAIL", "extended error 7", "SIGNATURE EXPIRED: since Tuesday")),
        (rogues.chatty, ("NOTIMP", "extended error 900", "xxx")),
        (rogues.silent, ("127.0.0.1 did not answer A of www.example.test in time",)),
        (rogues.only("A", rogues.silent, rogues.refused), ("REFUSED", "did not answer A")),
        (rogues.mute_on_what, ("REFUSED",)),
        (rogues.circular, ("no answer that can be read", "aliases (CNAME) without an end")),
        (rogues.chain_of_50, ("aliases (CNAME) without an end",)),
        (rogues.oversized, ("a datagram of", "which is not read")),
    ],
)
async def test_the_cause_is_said(answer: rogues.Answer, words: tuple[str, ...]) -> None:
    """The response code, what the server adds to it, and what stayed silent stand in the detail."""
    found = await _probe(answer)
    assert isinstance(found, NotTested)
    assert [word for word in words if word not in found.detail] == []


@pytest.mark.parametrize(
    ("over_tcp", "reason", "words"),
    [
        (rogues.boundless, "dns_failure", "more than 1024 records"),
        (rogues.forged, "dns_failure", "another question"),
        (rogues.elsewhere, "dns_failure", "another question"),
        (rogues.truncated, "dns_failure", "truncated there, too"),
        (rogues.chain_of_50, "dns_failure", "without an end"),
    ],
)
async def test_answers_over_tcp_are_no_better_believed(
    over_tcp: rogues.Answer, reason: str, words: str
) -> None:
    """Forged and oversized ones are refused there too, with the cause."""
    found = await _probe(rogues.truncated, over_tcp)
    assert isinstance(found, NotTested)
    assert (found.reason, words in found.detail) == (reason, True)


async def test_a_forged_answer_does_not_keep_the_true_one_out() -> None:
    """Datagrams with another number or question are passed over until the answer comes."""
    async with rogues.answering(
        rogues.address, before=(rogues.forged, rogues.elsewhere, rogues.garbage)
    ) as server:
        found = await dns_probe.probe(HOST, contexts.context(resolver=server))
    assert isinstance(found, DnsFacts)
    assert found.ipv4 == ("192.0.2.1",)


async def test_a_closed_tcp_port_is_told_from_silence() -> None:
    """A resolver that says "too long, use TCP" and takes none there is named as the cause."""
    found = await _probe(rogues.truncated, rogues.silent)
    assert isinstance(found, NotTested)
    assert (found.reason, "truncated over UDP" in found.detail) == ("dns_failure", True)


async def test_the_cause_of_one_family_is_kept() -> None:
    """With A answered and AAAA not, the facts say why the IPv6 addresses are not known."""
    found = await _probe(rogues.only("AAAA", rogues.bogus, rogues.address))
    assert isinstance(found, DnsFacts)
    (lost,) = found.missing
    assert lost.part == "dns.ipv6"
    assert "SIGNATURE EXPIRED" in lost.detail


async def test_a_question_is_asked_twice_at_most() -> None:
    """A silent resolver gets two A and two AAAA questions, each counted."""
    context = contexts.context()
    async with rogues.answering(rogues.silent) as server:
        context = contexts.context(resolver=server)
        await dns_probe.probe(HOST, context)
    assert context.connections == {"dns": 4}


async def test_a_lost_datagram_is_asked_for_again() -> None:
    """The first question of each kind goes unheard."""
    heard: set[str] = set()

    def deaf_once(query: dns.message.Message) -> bytes | None:
        question = query.question[0].to_text()
        if question in heard:
            return rogues.address(query)
        heard.add(question)
        return None

    found = await _probe(deaf_once)
    assert isinstance(found, DnsFacts)
    assert found.ipv4 == ("192.0.2.1",)


async def test_truncation_leads_to_tcp() -> None:
    """What does not fit a datagram is asked for over TCP (RFC 7766)."""
    found = await _probe(rogues.truncated, rogues.address)
    assert isinstance(found, DnsFacts)
    assert found.ipv4 == ("192.0.2.1",)


async def test_a_failing_tcp_side_is_not_an_absence() -> None:
    """Truncated over UDP and hung up on over TCP: could not tell."""
    found = await _probe(rogues.truncated, rogues.silent)
    assert isinstance(found, NotTested)


@pytest.mark.parametrize("kind", ["AAAA", "MX", "TXT", "CAA"])
async def test_a_record_type_without_an_answer_is_named(kind: str) -> None:
    """SERVFAIL for one type leaves the others as they are, and that one unanswered."""
    found = await _probe(rogues.only(kind, rogues.servfail, rogues.address))
    assert isinstance(found, DnsFacts)
    assert found.ipv4 == ("192.0.2.1",)
    assert kind in found.unanswered


async def test_without_an_apex_the_zone_is_unanswered() -> None:
    """A resolver that names no zone leaves its name servers and DS unknown, not absent."""
    found = await _probe(rogues.address)
    assert isinstance(found, DnsFacts)
    assert (found.zone, found.name_servers, found.has_ds) == (None, (), None)
    assert found.unanswered == ("SOA", "NS", "DS")


async def test_denying_one_type_is_not_denying_the_name() -> None:
    """Some servers answer NXDOMAIN for AAAA though the name has an A record."""
    found = await _probe(rogues.without_ipv6)
    assert isinstance(found, DnsFacts)
    assert (found.status, found.ipv4, found.ipv6) == ("NOERROR", ("192.0.2.1",), ())


async def test_the_deadline_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However patient a single question is, the endpoint's deadline is kept."""
    monkeypatch.setattr(resolver, "QUERY_SECONDS", 60)
    async with rogues.answering(rogues.silent) as server, asyncio.timeout(20):
        found = await dns_probe.probe(HOST, contexts.context(0.5, resolver=server))
    assert isinstance(found, NotTested)
    assert found.reason == "timeout"


async def test_a_machine_without_a_resolver_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration is a lack of this machine, not of the host."""

    def none(*_arguments: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver.BaseResolver, "read_resolv_conf", none)
    found = await dns_probe.probe(HOST, contexts.context())
    assert isinstance(found, NotTested)
    assert found.reason == "tool_missing"
