"""What the evidence says about claims and IPv6. Pure; the targets need it as much as the report does."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from checks.model import Outcome
from inventory.model import Code, Inventory, System
from reports import clauses
from reports.evidence.ipv6_state import Key, Seen, states_of, web_endpoints, works
from reports.model.findings import Contradiction
from scanner.waivers.matching import Waived

NOTHING_WAIVED = Waived()
Looked = TypeVar("Looked", bound=Seen)


def contradicted_systems(
    inventory: Inventory,
    claimed: Collection[Code],
    observations: Iterable[Seen],
    waived: Waived = NOTHING_WAIVED,
) -> Mapping[Code, tuple[Contradiction, ...]]:
    """The evidence against each claim of a fully implemented plan; systems without any are left out.

    A waived finding does not count against the claim while its waiver is in force: somebody answerable has
    accepted it. It is in the result still, with its waiver, to be told of; ``stands`` leaves it aside.

    Args:
        inventory: whose systems and endpoints.
        claimed: the systems said to have their plan fully implemented ("Đã triển khai đầy đủ", Mẫu 08).
        observations: the latest of each endpoint.
        waived: the waivers that are in date.

    Returns:
        By system; what is not waived first, then worst first. Which failing check contradicts which clause:
        ``mappings/*.toml``.

    """
    observed = by_endpoint(observations)
    by_system = {
        system.code: _against(system, observed, waived)
        for system in inventory.systems
        if system.code in claimed
    }
    return {code: evidence for code, evidence in by_system.items() if evidence}


def doubted(
    inventory: Inventory,
    claimed: Collection[Code],
    observations: Iterable[Seen],
    waived: Waived = NOTHING_WAIVED,
) -> frozenset[Code]:
    """The systems whose claim is contradicted: those to be left out of the indicator's second figure."""
    against = contradicted_systems(inventory, claimed, observations, waived)
    return frozenset(code for code, evidence in against.items() if stands(evidence))


def stands(evidence: Iterable[Contradiction]) -> bool:
    """Whether a claim is contradicted: by at least one finding that is not waived ("cần rà soát")."""
    return any(contradiction.waiver is None for contradiction in evidence)


def ipv6_evidence(inventory: Inventory, observations: Iterable[Seen]) -> Mapping[Code, bool | None]:
    """Whether each system is operational over IPv6 (``ipv6.operational`` passes on all its web endpoints).

    None: at least one web endpoint was not tested, and none failed. Systems without a web endpoint that IPv6
    applies to are left out. The rule is capdo's own; no official pass test is known.
    """
    (evidence,) = ipv6_evidence_of_days(inventory, [observations])
    return evidence


def ipv6_evidence_of_days(
    inventory: Inventory, days: Iterable[Iterable[Seen]]
) -> tuple[Mapping[Code, bool | None], ...]:
    """``ipv6_evidence`` of one inventory, by the observations of each of several days."""
    web = {system.code: web_endpoints(system) for system in inventory.systems}
    unseen = works(states_of(web, {}))  # of every day before the first look
    looked = (by_endpoint(observations) for observations in days)
    return tuple(works(states_of(web, seen)) if seen else unseen for seen in looked)


def by_endpoint(observations: Iterable[Looked]) -> Mapping[Key, Looked]:
    """Observations by endpoint; of several, the one that finished last."""
    return {
        observation.key: observation
        for observation in sorted(observations, key=lambda observation: observation.finished_at)
    }


def _against(system: System, observed: Mapping[Key, Seen], waived: Waived) -> tuple[Contradiction, ...]:
    keys = sorted({endpoint.key for endpoint in system.endpoints} & observed.keys())
    contradictions = [
        contradiction for key in keys for contradiction in _contradictions(system.code, observed[key], waived)
    ]
    return tuple(
        sorted(
            contradictions,
            key=lambda contradiction: (
                contradiction.waiver is not None,
                -contradiction.verdict.severity.rank,
            ),
        )
    )


def _contradictions(system: Code, observation: Seen, waived: Waived) -> Iterable[Contradiction]:
    for verdict in observation.verdicts:
        if verdict.outcome is Outcome.FAIL and (contradicted := clauses.contradicted(verdict)):
            waiver = waived.of(system, observation.key, verdict)
            yield Contradiction(
                clauses=contradicted,
                host=observation.key[0],
                verdict=verdict,
                waiver=waiver.number if waiver else None,
            )
