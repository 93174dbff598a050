"""What DNS answers of a domain's mail: a zone of one line a record, asked for as the probe does."""

from collections.abc import Iterable, Mapping
from typing import Any

from checks.facts import MailAnswer, MailFacts, NotTested, Part, Unseen
from checks.facts.names.mail import MailQuestion
from checks.mail._dmarc import discovery
from checks.mail._spf.stranger import evaluate, open_questions
from checks.model import Reason

DOMAIN = "example.test"
SERVFAIL = NotTested(reason=Reason.DNS_FAILURE, detail="SERVFAIL")
Zone = Mapping[str, Iterable[str]]  # by name: "TXT v=spf1 -all", "MX 10 mail.example.test", "SERVFAIL TXT"
GOOD: Zone = {
    DOMAIN: ("MX 10 mail.example.test", "TXT v=spf1 mx -all"),
    "mail.example.test": ("A 192.0.2.25",),
    "_dmarc.example.test": ("TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.test",),
    "_smtp._tls.example.test": ("TXT v=TLSRPTv1; rua=mailto:tls@example.test",),
}


def answer(zone: Zone, question: MailQuestion) -> MailAnswer:
    """To one question: what the zone has, or that it has nothing."""
    name, kind = question
    records = tuple(zone.get(name, ()))
    if f"SERVFAIL {kind}" in records:
        return MailAnswer(name=name, type=kind, failure=SERVFAIL)
    found = tuple(text.removeprefix(f"{kind} ") for text in records if text.startswith(f"{kind} "))
    exists = bool(records) or any(other.endswith(f".{name}") for other in zone)
    return MailAnswer(name=name, type=kind, exists=exists, values=found)


def published(records: Zone, domain: str = DOMAIN, **changes: Any) -> MailFacts:
    """The facts of a domain whose zone begins at ``example.test``."""
    questions: list[MailQuestion] = [(domain, "MX"), (domain, "TXT")]
    questions += map(discovery.question, discovery.walk(domain))
    questions += [(f"{label}.{domain}", "TXT") for label in ("_mta-sts", "_smtp._tls")]
    questions += [(f"mta-sts.{domain}", "A"), (f"mta-sts.{domain}", "AAAA")]
    answers = {question: answer(records, question) for question in questions}
    while wanted := open_questions(domain, answers):
        answers |= {question: answer(records, question) for question in wanted}
    lost = evaluate(domain, answers).unanswered
    unseen = tuple(Unseen(part=Part.MAIL_SPF, reason=Reason.DNS_FAILURE, detail=one.name) for one in lost)
    fields = {"domain": domain, "zone": DOMAIN, "answers": tuple(answers.values()), "unseen": unseen}
    return MailFacts(**{**fields, **changes})
