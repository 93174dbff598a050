"""For whom an SPF record is evaluated: what an evaluation has to know of a sender."""

from collections.abc import Mapping
from typing import Protocol

from checks.facts import MailAnswer
from checks.facts.names.mail import RecordType
from checks.mail._spf.record import Mechanism, Network


class UnknownAnswerError(Exception):
    """A sender passes over what leads there, as if nothing matched."""


class SpfSender(Protocol):
    """Whoever sends: how DNS answers for it, and which addresses are its own."""

    def answer(self, name: str, kind: RecordType) -> MailAnswer:
        """What DNS says; what it raises ends the evaluation, but ``UnknownAnswerError`` that of one term."""

    def addresses(self, name: str) -> tuple[str, ...]:
        """Those of a name that count for this sender."""

    def letters(self, domain: str) -> Mapping[str, str]:
        """What macros stand for, by letter, as far as it is known."""

    def is_in(self, network: Network) -> bool:
        """Whether the sender's address is one of these."""

    def is_near(self, addresses: tuple[str, ...], mechanism: Mechanism) -> bool:
        """Whether it is within the mechanism's prefixes of one of these."""

    def is_at(self, exchanges: tuple[str, ...], mechanism: Mechanism) -> bool:
        """Whether it is within the mechanism's prefixes of an address of one of these mail servers."""

    def is_named(self, domain: str) -> bool:
        """Whether its own name, looked up from its address, is this domain's (5.5)."""

    def unresolved(self, term: str) -> None:
        """A name stands there that is another one for each message."""
