"""The mail probe: what DNS says of a domain's mail, and what that refers to."""

import asyncio
from collections.abc import Iterator

import dns.name
import dns.resolver

from checks.facts import DnsFacts, MailFacts, NotTested, Part, Unseen, Visit
from checks.facts.names.mail import MailQuestion, exchanges_of
from checks.facts.target import DETAIL_LENGTH
from checks.mail import _mta_sts, _tls_rpt
from checks.mail._dmarc import discovery
from checks.mail._domain import NULL_MX
from checks.mail._spf.stranger import evaluate, open_questions
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.dns import climbing, records
from scanner.probes.dns.resolver import NoReply, Resolver
from scanner.probes.mail.asking import MailQuestions
from scanner.probes.mail.policy_file import fetch

SPF_QUESTIONS = 30  # which a record leads to; one within RFC 7208's limits needs fewer


async def probe(domain: str, context: ProbeContext) -> MailFacts | NotTested:
    """Of a domain, an A-label name; ``NotTested`` where this machine has no resolver at all.

    Questions: MX and TXT of the domain and the SOA that tells its zone, eight steps of DMARC at most, what
    SPF leads to, and where it takes mail two of TLS policies, then the addresses of the policy's host.
    """
    try:
        resolver = Resolver(context)
    except dns.resolver.NoResolverConfiguration:
        return NotTested(reason=Reason.TOOL_MISSING, detail="this machine has no resolver configured")
    questions = MailQuestions(resolver)
    steps = (discovery.question(step) for step in discovery.walk(domain))
    apex, _ = await asyncio.gather(
        climbing.apex(dns.name.from_text(domain), resolver),
        questions.ask([(domain, "MX"), (domain, "TXT"), *steps]),
    )
    lost, policy = await asyncio.gather(
        _follow_spf(domain, questions), _ask_of_transport(domain, questions, context)
    )
    return MailFacts(
        domain=domain,
        zone=None if isinstance(apex, NoReply) else records.name_text(apex),
        answers=tuple(questions.answers.values()),
        sts_policy=policy,
        unseen=lost,
    )


async def _follow_spf(domain: str, questions: MailQuestions) -> tuple[Unseen, ...]:
    """Ask what the record leads to, step by step as it is told; what of it is not known at the end."""
    asked: set[MailQuestion] = set()
    while (wanted := open_questions(domain, questions.answers)) and len(asked) < SPF_QUESTIONS:
        chosen = wanted[: SPF_QUESTIONS - len(asked)]
        await questions.ask(chosen)
        asked.update(chosen)
    return tuple(_unseen(domain, questions))


def _unseen(domain: str, questions: MailQuestions) -> Iterator[Unseen]:
    for answer in evaluate(domain, questions.answers).unanswered:
        if answer.failure is not None:
            detail = answer.failure.detail[:DETAIL_LENGTH]
            yield Unseen(part=Part.MAIL_SPF, reason=answer.failure.reason, detail=detail)
    if left := open_questions(domain, questions.answers):
        detail = f"more than {SPF_QUESTIONS} questions, {len(left)} of them not asked"
        yield Unseen(part=Part.MAIL_SPF, reason=Reason.NOT_REQUESTED, detail=detail)


async def _ask_of_transport(
    domain: str, questions: MailQuestions, context: ProbeContext
) -> Visit | NotTested | None:
    """Of a domain that takes mail, what it says of TLS with its servers."""
    exchanges = exchanges_of(questions.answers[domain, "MX"])
    if all(one.exchange == NULL_MX for one in exchanges):
        return None
    record: MailQuestion = (f"{_mta_sts.LABEL}.{domain}", "TXT")
    await questions.ask([record, (f"{_tls_rpt.LABEL}.{domain}", "TXT")])
    if not _mta_sts.select(questions.answers[record].values):
        return None
    host = f"{_mta_sts.HOST}.{domain}"
    await questions.ask([(host, kind) for kind in _mta_sts.ADDRESSES])
    ipv4, ipv6 = (questions.answers[host, kind].values for kind in _mta_sts.ADDRESSES)
    return await fetch(host, DnsFacts(ipv4=ipv4, ipv6=ipv6), context) if ipv4 or ipv6 else None
