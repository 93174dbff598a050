"""What the verdicts of a system say of each requirement of its level."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from checks.model import Outcome, Verdict
from inventory.clock import day_of
from inventory.model import Code
from inventory.requirements.model import Requirement
from reports import clauses
from reports.evidence.ipv6_state import Key
from reports.model.self_assessment import ScanEvidence, ScanSays, ScanWord
from scanner.observation import Observation
from scanner.waivers.matching import Waived

GOOD = {Outcome.PASS, Outcome.NOT_APPLICABLE, Outcome.INFO}
ClauseKey = tuple[str, str]  # a standard and a clause's number


@dataclass(frozen=True)
class Spoken:
    """One verdict at one endpoint. ``waived``: somebody answerable has accepted it for a time."""

    key: Key
    seen_at: datetime
    verdict: Verdict
    waived: bool = False

    @property
    def clauses(self) -> frozenset[ClauseKey]:
        """The clauses that it contradicts: none, where it is waived."""
        found = () if self.waived else clauses.contradicted(self.verdict)
        return frozenset((one.standard, one.number) for one in found)


Spoke = Mapping[ClauseKey, tuple[Spoken, ...]]


def spoken(system: Code, keys: Iterable[Key], observed: Mapping[Key, Observation], waived: Waived) -> Spoke:
    """By clause, every verdict at a system's endpoints that speaks to it."""
    found: dict[ClauseKey, list[Spoken]] = {}
    for one in verdicts_at(system, keys, observed, waived):
        for clause in clauses_of(one.verdict.check):
            found.setdefault(clause, []).append(one)
    return {clause: tuple(told) for clause, told in found.items()}


def verdicts_at(
    system: Code, keys: Iterable[Key], observed: Mapping[Key, Observation], waived: Waived
) -> Iterator[Spoken]:
    """Every verdict at a system's endpoints, with the moment of the look that gave it last."""
    for key in keys:
        observation = observed.get(key)
        if observation is None:
            continue
        for verdict in observation.verdicts:
            is_waived = waived.of(system, key, verdict) is not None
            yield Spoken(key, _seen_at(observation, verdict), verdict, is_waived)


def says(requirement: Requirement, spoke: Spoke, endpoints: int) -> ScanSays | None:
    """What scans say of a requirement; None: no check speaks of it. ``endpoints``: the system's, how many."""
    named = clauses_named(requirement)
    if not named:
        return None
    speaking = (one for clause in named for one in spoke.get(clause, ()))
    told = list({(one.key, one.verdict.check): one for one in speaking}.values())
    against = [one for one in told if one.clauses & named]
    if against:
        return ScanSays(word=ScanWord.CONTRADICTED, evidence=tuple(_evidence(against)))
    if findings := [one for one in told if one.verdict.is_finding and not one.waived]:
        return ScanSays(word=ScanWord.FINDINGS, evidence=tuple(_evidence(findings)))
    outcomes = {one.verdict.outcome for one in told}
    seen = len({one.key for one in told}) == endpoints and outcomes <= GOOD and Outcome.PASS in outcomes
    return ScanSays(word=ScanWord.NOTHING_AGAINST if seen else ScanWord.NOT_SEEN)


@cache
def clauses_of(check: str) -> frozenset[ClauseKey]:
    """The clauses that a check speaks to, one a standard at most."""
    found = ((standard.id, standard.clause_of(check)) for standard in clauses.standards())
    return frozenset((standard, clause.number) for standard, clause in found if clause)


def clauses_named(requirement: Requirement) -> frozenset[ClauseKey]:
    """The mapped clauses that a requirement is: by its number at level 3, or by its own code."""
    names = {requirement.clause, requirement.code}
    return frozenset(
        (standard.id, clause.number)
        for standard in clauses.standards()
        for clause in standard.clauses
        if names.intersection(clause.number.split(", "))
    )


def _seen_at(observation: Observation, verdict: Verdict) -> datetime:
    age = observation.confirmations.get(verdict.check)
    return age.confirmed_at if age is not None else observation.finished_at


def _evidence(told: Iterable[Spoken]) -> Iterator[ScanEvidence]:
    for one in sorted(told, key=lambda one: (-one.verdict.severity.rank, one.key, one.verdict.check)):
        yield ScanEvidence(
            host=one.key[0],
            check=one.verdict.check,
            severity=one.verdict.severity,
            summary=one.verdict.summary,
            seen_on=day_of(one.seen_at),
        )
