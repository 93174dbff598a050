"""What TLS at each address comes to, by the checks that judge it: versions, trust, name and validity."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checks.cert import expiry, hostname, trusted
from checks.check import Check
from checks.facts import Absent, Facts, FactsAbsentError, FactsMissingError, NotTested, TlsFacts
from checks.ipv6._addresses import same
from checks.judging import not_applicable, not_tested
from checks.model import WORST_FIRST, Judgement, Outcome
from checks.tls import protocols

JUDGED = (protocols.CHECK, trusted.CHECK, hostname.CHECK, expiry.CHECK)


@dataclass(frozen=True, kw_only=True)
class TlsAt:
    """TLS at one address; ``outcomes`` by check, empty where no TLS was met."""

    address: str
    tls: TlsFacts | Absent | NotTested
    outcomes: Mapping[str, Outcome]

    @property
    def versions(self) -> str:
        """The accepted ones, oldest first; else why there are none."""
        if isinstance(self.tls, TlsFacts):
            return ", ".join(scan.version for scan in self.tls.accepted)
        return self.tls.detail

    @property
    def leaves(self) -> tuple[str, ...]:
        """The SHA-256 of each leaf that was shown, in order."""
        chains = self.tls.chains if isinstance(self.tls, TlsFacts) else ()
        return tuple(sorted({chain.certificates[0].sha256 for chain in chains if chain.certificates}))


def tls_of(facts: Facts, addresses: Iterable[str]) -> list[TlsAt]:
    """TLS at those of these addresses that were looked at."""
    wanted = tuple(addresses)
    return [
        TlsAt(address=address, tls=part.tls, outcomes=dict(_outcomes(part)))
        for address, part in facts.by_address((TlsFacts,))
        if any(same(address, text) for text in wanted)
    ]


def worst_outcomes(sites: Iterable[TlsAt]) -> dict[str, Outcome]:
    """By check, what the worst of these addresses came to."""
    worst: dict[str, Outcome] = {}
    for site in sites:
        for check, outcome in site.outcomes.items():
            worst[check] = min(outcome, worst.get(check, outcome), key=WORST_FIRST.index)
    return worst


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A check that comes out otherwise at one address than was expected of it."""

    address: str
    check: str
    outcome: Outcome
    expected: Outcome

    @property
    def is_worse(self) -> bool:
        """Whether it is worse than expected, not better."""
        return WORST_FIRST.index(self.outcome) < WORST_FIRST.index(self.expected)


def differences(site: TlsAt, expected: Mapping[str, Outcome]) -> Iterator[Difference]:
    """Of one address; what could not be told there, or was not to be expected, is no difference."""
    for check, outcome in site.outcomes.items():
        wanted = expected.get(check, outcome)
        if outcome is not wanted and Outcome.NOT_TESTED not in (outcome, wanted):
            yield Difference(address=site.address, check=check, outcome=outcome, expected=wanted)


def _outcomes(facts: Facts) -> Iterator[tuple[str, Outcome]]:
    if isinstance(facts.tls, TlsFacts):
        yield from ((check.id, _judged(check, facts).outcome) for check in JUDGED)


def _judged(check: Check, facts: Facts) -> Judgement:
    try:
        return check.judge(facts, check.thresholds)
    except FactsMissingError as missing:
        return not_tested(missing.not_tested)
    except FactsAbsentError as absent:
        return not_applicable(absent.absent)
