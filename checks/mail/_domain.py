"""What a domain's mail is like, as the checks of it ask: whether it takes mail, and what covers it."""

from dataclasses import dataclass
from functools import cached_property

from checks.facts import Facts, FactsMissingError, MailAnswer, MailFacts, NotTested
from checks.facts.dns import MailExchange
from checks.facts.names.mail import MailQuestion, RecordType, exchanges_of
from checks.mail._dmarc.discovery import NEVER_ASKED, DmarcCover, DmarcUnansweredError, cover
from checks.model import Reason

NULL_MX = "."  # RFC 7505


@dataclass(frozen=True)
class MailDomain:
    """The facts of a domain, each part read when it is asked for.

    Every part raises ``FactsMissingError`` where DNS gave no answer: that is never "none".
    """

    facts: MailFacts

    @classmethod
    def of(cls, facts: Facts) -> "MailDomain":
        """The domain of an endpoint."""
        return cls(facts.require(MailFacts))

    @property
    def name(self) -> str:
        """In lower case, without its final dot."""
        return self.facts.domain

    def answer(self, name: str, kind: RecordType) -> MailAnswer:
        """What DNS answered.

        Raises:
            FactsMissingError: nothing.

        """
        answer = self._answers.get((name, kind))
        found = NEVER_ASKED if answer is None else answer
        if found.failure is not None:
            raise FactsMissingError(found.failure)
        return found

    @cached_property
    def _answers(self) -> dict[MailQuestion, MailAnswer]:
        return dict(self.facts.by_question())

    @property
    def exchanges(self) -> tuple[MailExchange, ...]:
        """Its MX records, a null MX among them."""
        return exchanges_of(self.answer(self.name, "MX"))

    @property
    def takes_mail(self) -> bool:
        """Whether it has MX records that lead to servers."""
        return any(one.exchange != NULL_MX for one in self.exchanges)

    @property
    def is_apex(self) -> bool:
        """Whether a zone begins there."""
        if self.facts.zone is None:
            raise FactsMissingError(NotTested(reason=Reason.DNS_FAILURE, detail="the zone is not known"))
        return self.facts.zone == self.name

    @property
    def is_mailless_apex(self) -> bool:
        """Whether it is the apex of a zone, and takes no mail: then it is expected to say so."""
        return not self.takes_mail and self.is_apex

    @cached_property
    def dmarc(self) -> DmarcCover:
        """The DMARC record that covers it."""
        try:
            return cover(self.name, self._answers, exists=self._exists)
        except DmarcUnansweredError as error:
            raise FactsMissingError(error.failure) from error

    @property
    def _exists(self) -> bool:
        """Whether DNS knows the name, be it as an alias of one that is gone (RFC 9989, appendix A.4)."""
        own = [answer for answer in map(self._answers.get, self._own) if answer and answer.failure is None]
        known = own or [self.answer(self.name, "MX")]
        return any(answer.exists or answer.aliases for answer in known)

    @property
    def _own(self) -> tuple[MailQuestion, ...]:
        return (self.name, "MX"), (self.name, "TXT")
