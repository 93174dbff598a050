"""mail.probe against a real authoritative server."""

from collections import Counter
from dataclasses import replace

import pytest

from checks.facts import MailAnswer, MailFacts, NotTested
from checks.model import Reason
from scanner.probes import mail
from scanner.probes.context import ProbeContext
from scanner.probes.mail import probing
from tests.scanner.probes import contexts
from tests.scanner.probes.dns import rogues

Server = tuple[str, int]


async def _facts(domain: str, server: Server, context: ProbeContext | None = None) -> MailFacts:
    found = await mail.probe(domain, context or contexts.context(resolver=server))
    assert isinstance(found, MailFacts)
    return found


def _answer(facts: MailFacts, name: str, kind: str) -> MailAnswer:
    return next(answer for answer in facts.answers if (answer.name, answer.type) == (name, kind))


async def test_all_that_a_domain_publishes(domains: Server) -> None:
    """The zone, MX and TXT, DMARC's whole walk, whatever SPF leads to, and the policies of transport."""
    found = await _facts("example.test", domains)
    values = {(answer.name, answer.type): answer.values for answer in found.answers}
    assert found.zone == "example.test"
    assert values == {
        ("example.test", "MX"): ("10 mail1.example.test", "20 mail2.example.test"),
        ("example.test", "TXT"): (
            "v=spf1 include:_spf.provider.test a:www.example.test mx exists:%{i}.example.test -all",
        ),
        ("_dmarc.example.test", "TXT"): ("v=DMARC1; p=quarantine",),
        ("_dmarc.test", "TXT"): ("v=DMARC1; p=reject; psd=y",),
        ("_spf.provider.test", "TXT"): ("v=spf1 ip4:192.0.2.0/24 a:silent.example.test ~all",),
        ("www.example.test", "A"): ("192.0.2.80",),
        ("silent.example.test", "A"): (),
        ("silent.example.test", "AAAA"): (),
        ("_mta-sts.example.test", "TXT"): ("v=STSv1; id=1",),
        ("_smtp._tls.example.test", "TXT"): ("v=TLSRPTv1; rua=mailto:tls@example.test",),
        ("mta-sts.example.test", "A"): ("127.0.0.1",),
        ("mta-sts.example.test", "AAAA"): (),
    }
    assert (found.unseen, all(answer.failure is None for answer in found.answers)) == ((), True)


async def test_the_same_is_asked_once_a_run(domains: Server) -> None:
    """Two hosts of a domain share what is above them; a second look at one asks nothing but its zone."""
    context = contexts.context(resolver=domains)
    await _facts("www.example.test", domains, context)
    first = context.connections["dns"]
    other = replace(context, connections=Counter())
    await _facts("alias.example.test", domains, other)
    assert other.connections["dns"] < first
    again = replace(context, connections=Counter())
    await _facts("www.example.test", domains, again)
    assert again.connections["dns"] <= 1


async def test_an_alias_and_a_name_that_is_not_there(domains: Server) -> None:
    """Both are answers."""
    alias = _answer(await _facts("alias.example.test", domains), "alias.example.test", "TXT")
    assert (alias.exists, alias.aliases) == (True, ("www.example.test",))
    assert not _answer(await _facts("nobody.example.test", domains), "nobody.example.test", "MX").exists


@pytest.mark.parametrize("domain", ["loop.example.test", "greedy.example.test", "nested.example.test"])
async def test_questions_are_bounded(domains: Server, domain: str) -> None:
    """A record that leads back to itself, names too many or branches is followed so far and no farther."""
    context = contexts.context(resolver=domains)
    found = await _facts(domain, domains, context)
    assert len(found.answers) <= 2 + 3 + probing.SPF_QUESTIONS
    assert context.connections["dns"] <= 2 + 3 + 2 + probing.SPF_QUESTIONS


async def test_more_than_is_asked_is_told(domains: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out is a part that was not seen."""
    monkeypatch.setattr(probing, "SPF_QUESTIONS", 3)
    found = await _facts("greedy.example.test", domains)
    (unseen,) = found.unseen
    assert (unseen.part, unseen.reason) == ("mail.spf", "not_requested")


async def test_a_text_that_is_too_long_is_not_read(domains: Server) -> None:
    """Half a policy would be another one."""
    text = _answer(await _facts("long.example.test", domains), "long.example.test", "TXT")
    assert text.failure is not None
    assert text.failure.reason is Reason.UNREADABLE


async def test_where_no_policy_file_is_asked_for(domains: Server) -> None:
    """Private addresses are told and not touched; a host that is gone has none, nor a domain without mail."""
    inside = await _facts("inside.example.test", domains)
    assert isinstance(inside.sts_policy, NotTested)
    assert inside.sts_policy.reason is Reason.PRIVATE_ADDRESS
    assert (await _facts("gone.example.test", domains)).sts_policy is None
    null = await _facts("null.example.test", domains)
    assert null.sts_policy is None
    assert not any(answer.name.startswith(("_mta-sts", "mta-sts")) for answer in null.answers)


async def test_a_resolver_that_fails() -> None:
    """Every answer tells why there is none; nothing is "none"."""
    async with rogues.answering(rogues.servfail) as server:
        found = await _facts("example.test", server)
    assert found.zone is None
    assert {answer.failure.reason for answer in found.answers if answer.failure} == {Reason.DNS_FAILURE}
    assert all(answer.failure for answer in found.answers)
    assert [unseen.part for unseen in found.unseen] == ["mail.spf"]


async def test_names_that_nobody_can_ask_for(domains: Server) -> None:
    """A domain as long as DNS allows leaves no room for the labels of policies."""
    domain = ".".join(["a" * 63] * 3 + ["b" * 53, "test"])
    found = await _facts(domain, domains)
    assert not _answer(found, f"_dmarc.{domain}", "TXT").exists
