"""What the evidence says about claims and IPv6. Pure; the targets need it as much as the report does."""

from collections.abc import Collection, Iterable, Mapping

from inventory.model import Code, Inventory, System
from reports import clauses
from reports.ipv6 import Key, system_state, works
from reports.model.findings import Contradiction
from scanner.observation import Observation


def contradicted_systems(
    inventory: Inventory, claimed: Collection[Code], observations: Iterable[Observation]
) -> Mapping[Code, tuple[Contradiction, ...]]:
    """The evidence against each claim of a fully implemented plan; systems without any are left out.

    Args:
        inventory: whose systems and endpoints.
        claimed: the systems said to have their plan fully implemented ("Đã triển khai đầy đủ", Mẫu 08).
        observations: the latest of each endpoint.

    Returns:
        By system, worst first. Which failing check contradicts which clause: ``mappings/tcvn-11930.toml``.

    """
    observed = by_endpoint(observations)
    found = {
        system.code: _against(system, observed) for system in inventory.systems if system.code in claimed
    }
    return {code: evidence for code, evidence in found.items() if evidence}


def ipv6_evidence(inventory: Inventory, observations: Iterable[Observation]) -> Mapping[Code, bool | None]:
    """Whether each system is operational over IPv6 (``ipv6.operational`` passes on all its web endpoints).

    None: at least one web endpoint was not tested, and none failed. Systems without a web endpoint that IPv6
    applies to are left out. The rule is capdo's own; no official pass test is known.
    """
    observed = by_endpoint(observations)
    states = {system.code: system_state(system, observed) for system in inventory.systems}
    return works(states)


def by_endpoint(observations: Iterable[Observation]) -> Mapping[Key, Observation]:
    """Observations by endpoint; of several, the one that finished last."""
    return {seen.key: seen for seen in sorted(observations, key=lambda seen: seen.finished_at)}


def _against(system: System, observed: Mapping[Key, Observation]) -> tuple[Contradiction, ...]:
    keys = sorted({endpoint.key for endpoint in system.endpoints} & observed.keys())
    found = [contradiction for key in keys for contradiction in _contradictions(observed[key])]
    return tuple(sorted(found, key=lambda one: -one.verdict.severity.rank))


def _contradictions(observation: Observation) -> Iterable[Contradiction]:
    mapping = clauses.load()
    for verdict in observation.verdicts:
        if clause := mapping.contradicted_by(verdict):
            yield Contradiction(
                clause=clause.number,
                clause_name=clause.name,
                strength=clause.strength,
                host=observation.target.host,
                verdict=verdict,
            )
