"""What two vantages see otherwise of an endpoint: whether it lets them in, what is wrong there. Pure.

- Whether an endpoint lets a vantage in, its newest look tells: by an answer of TLS or of a page, else by what
  TCP connections met. Where it does not, nothing else that only an answer tells is compared.
- A check is seen otherwise where it finds something from the one and nothing from the other; ports, where
  they are open to the one alone, though nobody allowed them.
- What the newest look of one could not tell is no difference. It is told apart, where the other found
  something.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from checks.evidence import LIST_LENGTH
from checks.facts import Facts, HttpFacts, NotTested, ReachFacts, TlsFacts
from checks.model import Outcome, Reason, Verdict
from checks.registry import all_checks
from inventory.model import Code
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey

Pair = tuple[str, str]  # of vantages
PORTS = "exposure.ports"
UNANSWERED = (Outcome.NOT_TESTED, Outcome.NOT_APPLICABLE)
NewestFacts = Callable[[int], Facts | None]  # of the first or the second vantage's newest look


@dataclass(frozen=True, kw_only=True)
class CheckSeenApart:
    """One that finds something from one vantage alone. ``confirmed``: by which look of each. UTC."""

    verdicts: tuple[Verdict, Verdict]
    confirmed: tuple[datetime, datetime]

    @property
    def found_from(self) -> int:
        """Of the first or the second vantage."""
        return 0 if self.verdicts[0].is_finding else 1


@dataclass(frozen=True, kw_only=True)
class SeenApart:
    """One endpoint; everything in twos is of the first vantage and of the second. UTC.

    ``lets_in``: None: the newest look could not tell, for the reason in ``why``. ``seen``: the newest looks
    that told something. ``ports``: open to that one alone. ``untold``: checks that it could not tell and
    that find something from the other, by reason.
    """

    key: EndpointKey
    systems: tuple[Code, ...]
    seen: tuple[datetime, datetime]
    lets_in: tuple[bool | None, bool | None]
    why: tuple[Reason | None, Reason | None] = (None, None)
    checks: tuple[CheckSeenApart, ...] = ()
    ports: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    untold: tuple[Mapping[Reason, int], Mapping[Reason, int]]

    @property
    def let_in_alone(self) -> int | None:
        """Which vantage alone it lets in; None: neither, or both, or nobody knows."""
        return self.lets_in.index(True) if set(self.lets_in) == {True, False} else None

    @property
    def differs(self) -> bool:
        """Whether something is seen otherwise."""
        return self.let_in_alone is not None or bool(self.checks) or any(self.ports)

    @property
    def is_unsure(self) -> bool:
        """Whether something may be, which one of them could not tell."""
        return any(self.untold) or (None in self.lets_in and True in self.lets_in)


def seen_apart(
    key: EndpointKey,
    systems: Collection[Code],
    looks: tuple[Observation, Observation],
    newest_facts: NewestFacts,
) -> SeenApart:
    """One endpoint from two vantages, as it stands from each."""
    told = (_told(looks[0]), _told(looks[1]))
    lets_in, why = _lets_in(told, newest_facts)
    left_out = set() if lets_in == (True, True) else answered_checks()
    common = sorted((told[0].keys() & told[1].keys()) - left_out)
    checks = (
        CheckSeenApart(
            verdicts=(told[0][check], told[1][check]),
            confirmed=(
                looks[0].confirmations[check].confirmed_at,
                looks[1].confirmations[check].confirmed_at,
            ),
        )
        for check in common
        if told[0][check].is_finding != told[1][check].is_finding
    )
    return SeenApart(
        key=key,
        systems=tuple(sorted(systems)),
        seen=(looks[0].finished_at, looks[1].finished_at),
        lets_in=lets_in,
        why=why,
        checks=tuple(checks),
        ports=_ports(told),
        untold=(_untold(looks[0], told, 0, left_out), _untold(looks[1], told, 1, left_out)),
    )


@cache
def answered_checks() -> frozenset[str]:
    """The checks that only an answer of TLS or of a page tells."""
    return frozenset(check.id for check in all_checks().values() if {TlsFacts, HttpFacts} & {*check.needs})


def lets_in(facts: Facts) -> tuple[bool | None, Reason | None]:
    """What a look without an answer met: whether a connection was accepted all the same; or why not known."""
    if isinstance(facts.reach, ReachFacts) and facts.reach.addresses:
        return any(entry.is_open for entry in facts.reach.addresses), None
    if isinstance(facts.tls, TlsFacts) or isinstance(facts.http, HttpFacts):
        return True, None
    reasons = [part.reason for part in (facts.reach, facts.tls, facts.http) if isinstance(part, NotTested)]
    asked = [reason for reason in reasons if reason is not Reason.NOT_REQUESTED]
    if asked and set(asked) == {Reason.UNREACHABLE}:
        return False, None
    return None, next((reason for reason in asked if reason is not Reason.UNREACHABLE), Reason.INCOMPLETE)


def _told(look: Observation) -> Mapping[str, Verdict]:
    """What the newest look told that was asked for each check."""
    return {verdict.check: verdict for verdict in look.verdicts if _why_untold(look, verdict) is None}


def _why_untold(look: Observation, verdict: Verdict) -> Reason | None:
    age = look.confirmations.get(verdict.check)
    if age is None or verdict.outcome is Outcome.NOT_TESTED:
        return verdict.reason or Reason.INCOMPLETE
    attempt = age.not_confirmed
    return None if attempt is None or attempt.reason is Reason.NOT_REQUESTED else attempt.reason


def _lets_in(
    told: tuple[Mapping[str, Verdict], Mapping[str, Verdict]], newest_facts: NewestFacts
) -> tuple[tuple[bool | None, bool | None], tuple[Reason | None, Reason | None]]:
    answered = [any(_is_answer(verdict) for verdict in one.values()) for one in told]
    if answered[0] == answered[1]:
        return (answered[0], answered[1]), (None, None)
    silent = answered.index(False)
    facts = newest_facts(silent)
    accepts, reason = (None, Reason.INCOMPLETE) if facts is None else lets_in(facts)
    return ((accepts, True), (reason, None)) if silent == 0 else ((True, accepts), (None, reason))


def _is_answer(verdict: Verdict) -> bool:
    return verdict.outcome not in UNANSWERED and verdict.check in answered_checks()


def _ports(
    told: tuple[Mapping[str, Verdict], Mapping[str, Verdict]],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Nothing where one could not tell, nor against a list that has no room for more."""
    if not all(PORTS in one for one in told):
        return (), ()
    first, second = (_listed(one[PORTS]) for one in told)
    alone = first[0] - second[0], second[0] - first[0]
    return (
        tuple(sorted(alone[0])) if second[1] < LIST_LENGTH else (),
        tuple(sorted(alone[1])) if first[1] < LIST_LENGTH else (),
    )


def _listed(verdict: Verdict) -> tuple[frozenset[int], int]:
    """The ports of the evidence, and how many entries it has."""
    entries = verdict.evidence.get("ports")
    listed = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    numbers = (entry.get("port") for entry in listed)
    return frozenset(number for number in numbers if isinstance(number, int)), len(listed)


def _untold(
    look: Observation,
    told: tuple[Mapping[str, Verdict], Mapping[str, Verdict]],
    place: int,
    left_out: Collection[str],
) -> Mapping[Reason, int]:
    found = {check for check, verdict in told[1 - place].items() if verdict.is_finding}
    return Counter(_reasons(look, found - told[place].keys() - {*left_out}))


def _reasons(look: Observation, checks: Collection[str]) -> Iterator[Reason]:
    for verdict in look.verdicts:
        if verdict.check in checks and (reason := _why_untold(look, verdict)) is not None:
            yield reason
