"""The questions about one domain's mail, each asked once a run, and their answers as facts."""

import asyncio
from collections.abc import Iterable

import dns.exception
from dns.name import Name
from dns.rdata import Rdata
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.TXT import TXT

from checks.facts import MailAnswer, NotTested
from checks.facts.names.mail import MailQuestion, RecordType
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.dns import records
from scanner.probes.dns.records import RECORDS_KEPT, TEXT_KEPT
from scanner.probes.dns.resolver import NoReply, Reply, Resolver

POLICY = "v"  # how the texts begin that are read: v=spf1, v=DMARC1, v=STSv1, v=TLSRPTv1
TOO_LONG = NotTested(reason=Reason.UNREADABLE, detail=f"a TXT record of more than {TEXT_KEPT} characters")


class MailQuestions:
    """What was asked of DNS so far."""

    def __init__(self, resolver: Resolver) -> None:
        self.answers: dict[MailQuestion, MailAnswer] = {}
        self._resolver = resolver

    async def ask(self, questions: Iterable[MailQuestion]) -> None:
        """Ask them, those aside that were asked before, at the same time."""
        new = [question for question in dict.fromkeys(questions) if question not in self.answers]
        found = await asyncio.gather(*(self._answer(*question) for question in new))
        self.answers.update(zip(new, found, strict=True))

    async def _answer(self, name: str, kind: RecordType) -> MailAnswer:
        try:
            owner = _name(name)
        except dns.exception.DNSException:  # too long to be asked for, so that nobody can have it
            return MailAnswer(name=name, type=kind, exists=False)
        reply = await self._resolver.ask_once(owner, RdataType[kind])
        if isinstance(reply, NoReply):
            failure = NotTested(reason=reply.reason, detail=reply.detail[:DETAIL_LENGTH])
            return MailAnswer(name=name, type=kind, failure=failure)
        return _told(name, kind, reply)


def _name(text: str) -> Name:
    """A name as it is written: nothing in it is an escape."""
    return Name([*(label.encode("ascii") for label in text.split(".")), b""])


def _told(name: str, kind: RecordType, reply: Reply) -> MailAnswer:
    values, aliases = _values(kind, reply.records), records.names(reply.cnames)
    if any(len(value) > TEXT_KEPT for value in values):
        return MailAnswer(name=name, type=kind, aliases=aliases, failure=TOO_LONG)
    return MailAnswer(name=name, type=kind, exists=reply.exists, values=values, aliases=aliases)


def _values(kind: RecordType, found: tuple[Rdata, ...]) -> tuple[str, ...]:
    if kind == "TXT":
        return _policies(found)
    if kind == "MX":
        return tuple(f"{mail.preference} {mail.exchange}" for mail in records.mail_exchanges(found))
    return records.addresses(found)


def _policies(found: tuple[Rdata, ...]) -> tuple[str, ...]:
    """The texts that may be policies: a domain's others are no business of mail, and may be many."""
    joined = (b"".join(record.strings) for record in found if isinstance(record, TXT))
    texts = sorted(data.decode("utf-8", errors="replace") for data in joined)
    return tuple(text for text in texts if text.lower().startswith(POLICY))[:RECORDS_KEPT]
