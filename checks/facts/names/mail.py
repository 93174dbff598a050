"""What is published of mail that claims to come from a domain, or goes to it."""

from collections.abc import Mapping
from typing import Literal

from checks.facts.dns import MailExchange
from checks.facts.extent import Unseen
from checks.facts.target import NotTested
from checks.facts.visit import Visit
from checks.model import Frozen

RecordType = Literal["TXT", "MX", "A", "AAAA"]
MailQuestion = tuple[str, RecordType]


class MailAnswer(Frozen):
    """What DNS answers to one question; nothing known where there is a ``failure``.

    ``values``: texts of TXT, each with its strings joined (RFC 7208, 3.3); addresses of A and AAAA;
    ``10 mail.example`` of MX, the preferred first, and ``0 .`` of a null MX (RFC 7505).
    """

    name: str  # in lower case, without its final dot
    type: RecordType
    exists: bool = True  # False: NXDOMAIN
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # the chain of CNAME that led there
    failure: NotTested | None = None


class MailFacts(Frozen):
    """Of the domain that has the host's own name: its policies, and the texts that these refer to.

    ``answers``: to its MX and TXT, to every step of DMARC's tree walk (RFC 9989, 4.10), and to whatever its
    SPF record leads to (RFC 7208). Of a domain's TXT those alone that may be an SPF record.
    ``sts_policy``: the visit to the policy file of MTA-STS; None: nothing says that there is one.
    """

    kind: Literal["mail"] = "mail"
    version: Literal[1] = 1
    domain: str
    zone: str | None = None  # the apex of the zone that holds it; None: not answered
    answers: tuple[MailAnswer, ...] = ()
    sts_policy: Visit | NotTested | None = None
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen

    def by_question(self) -> Mapping[MailQuestion, MailAnswer]:
        """The answers, by what was asked."""
        return {(answer.name, answer.type): answer for answer in self.answers}


def exchanges_of(answer: MailAnswer) -> tuple[MailExchange, ...]:
    """The records in an answer to MX."""
    parts = (value.split(" ", 1) for value in answer.values)
    return tuple(MailExchange(preference=int(preference), exchange=name) for preference, name in parts)
