"""What an SPF record says of a stranger: of an address that belongs to nobody whom the domain could mean.

A stranger is in no network that a domain can have named for its own senders; it is in those so wide that no
organization has one (``0.0.0.0/0``). For it every term is evaluated up to the ``all`` that decides.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from checks.facts import MailAnswer
from checks.facts.names.mail import MailQuestion, RecordType
from checks.mail._spf.evaluation import Evaluation, SpfPermError, SpfResult
from checks.mail._spf.record import Mechanism, Network
from checks.mail._spf.sender import UnknownAnswerError

IpVersion = Literal[4, 6]
VERSIONS: tuple[IpVersion, ...] = (4, 6)
# Prefixes of the largest blocks that one organization holds (IANA's registries): wider ones are everybody's.
OWN_PREFIX: Mapping[IpVersion, int] = {4: 8, 6: 16}
LENIENT_FIRST: tuple[SpfResult, ...] = ("pass", "neutral", "softfail", "fail", "none")


@dataclass(frozen=True)
class SpfOutcome:
    """What was found. ``error``: why the record cannot be interpreted.

    ``result``: "none" with an error, without a record, and where what decides is not known. ``decided_by``:
    the domain and the term that decide; empty where none is met.
    ``open``: questions of which nothing is known yet. ``unanswered``: answers that failed, passed over as if
    nothing of theirs matched. ``unresolved``: names that are others for each message, passed over too.
    """

    result: SpfResult = "none"
    error: SpfPermError | None = None
    lookups: int = 0
    void_lookups: int = 0
    decided_by: tuple[str, str] = ("", "")
    open: tuple[MailQuestion, ...] = ()
    unanswered: tuple[MailAnswer, ...] = ()
    unresolved: tuple[str, ...] = ()


@dataclass
class _Stranger:
    """An ``SpfSender``; its questions that nobody has answered are noted, and taken to match nothing."""

    version: IpVersion
    domain: str
    answers: Mapping[MailQuestion, MailAnswer]
    open: dict[MailQuestion, None] = field(default_factory=dict)
    unanswered: dict[MailQuestion, MailAnswer] = field(default_factory=dict)
    unresolved_terms: dict[str, None] = field(default_factory=dict)

    def answer(self, name: str, kind: RecordType) -> MailAnswer:
        question = (name, kind)
        found = self.answers.get(question)
        if found is None:
            self.open[question] = None
        elif found.failure is not None:
            self.unanswered[question] = found
        if found is None or found.failure is not None:
            raise UnknownAnswerError
        return found

    def addresses(self, name: str) -> tuple[str, ...]:
        """Of either family: a name without this one's only is not what "void" is meant to find."""
        return self.answer(name, "A").values or self.answer(name, "AAAA").values

    def letters(self, domain: str) -> Mapping[str, str]:
        """What is the same in every message from this domain."""
        return {"d": domain, "o": self.domain}

    def is_in(self, network: Network) -> bool:
        return network.version == self.version and network.prefixlen < OWN_PREFIX[self.version]

    def is_near(self, addresses: tuple[str, ...], mechanism: Mechanism) -> bool:
        return self._is_wide(mechanism) and self.version in map(_version, addresses)

    def is_at(self, exchanges: tuple[str, ...], mechanism: Mechanism) -> bool:
        return self._is_wide(mechanism) and exchanges != (".",)

    def _is_wide(self, mechanism: Mechanism) -> bool:
        prefixes = {4: mechanism.ipv4, 6: mechanism.ipv6}
        return prefixes[self.version] < OWN_PREFIX[self.version]

    def is_named(self, domain: str) -> bool:  # noqa: ARG002 - whatever the domain is
        return False

    def unresolved(self, term: str) -> None:
        self.unresolved_terms[term] = None


def _version(address: str) -> int:
    return ipaddress.ip_address(address).version


def evaluate(domain: str, answers: Mapping[MailQuestion, MailAnswer]) -> SpfOutcome:
    """The record of a domain, for a stranger of either address family: what is worse of the two."""
    return min(
        _outcomes(domain, answers), key=lambda one: (one.error is None, LENIENT_FIRST.index(one.result))
    )


def open_questions(domain: str, answers: Mapping[MailQuestion, MailAnswer]) -> tuple[MailQuestion, ...]:
    """What is to be asked next to evaluate the record of a domain; nothing once all is there."""
    every = (question for outcome in _outcomes(domain, answers) for question in outcome.open)
    return tuple(dict.fromkeys(every))


def _outcomes(domain: str, answers: Mapping[MailQuestion, MailAnswer]) -> list[SpfOutcome]:
    return [_evaluated(_Stranger(version, domain, answers)) for version in VERSIONS]


def _evaluated(stranger: _Stranger) -> SpfOutcome:
    evaluation = Evaluation(stranger)
    result: SpfResult = "none"
    error = None
    try:
        result = evaluation.result(stranger.domain)
    except SpfPermError as raised:
        error = raised
    except UnknownAnswerError:
        pass
    return SpfOutcome(
        result=result,
        error=error,
        lookups=evaluation.lookups,
        void_lookups=evaluation.void_lookups,
        decided_by=evaluation.decided_by,
        open=tuple(stranger.open),
        unanswered=tuple(stranger.unanswered.values()),
        unresolved=tuple(stranger.unresolved_terms),
    )
