"""What was looked at, what was not, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from checks.model import Reason, Verdict
from inventory.model import System
from reports.assembly.estate import Estate, keys_of
from reports.assembly.named import reference
from reports.evidence.ipv6_state import Key
from reports.model import Coverage, NamedRef, NotTestedGroup
from scanner.observation import Observation


def not_tested(estate: Estate) -> tuple[NotTestedGroup, ...]:
    """What could not be told, by reason, most verdicts first."""
    groups: dict[Reason, list[tuple[Key, Verdict]]] = defaultdict(list)
    for key, untold in estate.not_tested_at.items():
        for verdict in untold:
            groups[verdict.reason or Reason.INTERNAL_ERROR].append((key, verdict))
    by_reason = [
        NotTestedGroup(
            reason=reason,
            verdicts=len(missing),
            hosts=tuple(sorted({key[0] for key, _ in missing})),
            families=tuple(sorted({verdict.check.partition(".")[0] for _, verdict in missing})),
        )
        for reason, missing in groups.items()
    ]
    return tuple(sorted(by_reason, key=lambda group: (-group.verdicts, group.reason)))


def coverage(estate: Estate) -> Coverage:
    """How much of the inventory was looked at, when, and at what cost."""
    systems = estate.inventory.systems
    exposed = [system for system in systems if system.endpoints]
    unseen = [system for system in exposed if not _is_scanned(estate, system)]
    times = [estate.observed[key].finished_at for key in estate.looked_at]
    return Coverage(
        systems=len(systems),
        systems_with_endpoints=len(exposed),
        systems_scanned=len(exposed) - len(unseen),
        endpoints=len(estate.systems_at),
        endpoints_scanned=len(estate.looked_at),
        oldest=min(times, default=None),
        newest=max(times, default=None),
        never_scanned=_refs(unseen),
        without_endpoints=_refs([system for system in systems if not system.endpoints]),
        connections=_connections(estate),
        unconfirmed=sum(_has_unconfirmed(estate, key) for key in estate.observed),
        stale=sum(_has_stale(observation) for observation in estate.observed.values()),
        without_ipv6=sum(_waits_for_ipv6(untold) for untold in estate.not_tested_at.values()),
        undated=_refs([system for system in systems if system.in_operation_since is None]),
    )


def _is_scanned(estate: Estate, system: System) -> bool:
    return any(key in estate.looked_at for key in keys_of(system))


def _has_unconfirmed(estate: Estate, key: Key) -> bool:
    confirmations = estate.observed[key].confirmations
    ages = (confirmations.get(finding.check) for finding in estate.findings_at[key])
    return any(age is not None and age.not_confirmed is not None for age in ages)


def _waits_for_ipv6(untold: Iterable[Verdict]) -> bool:
    return any(verdict.reason is Reason.NO_IPV6_HERE for verdict in untold)


def _has_stale(observation: Observation) -> bool:
    return any(age.stale for age in observation.confirmations.values())


def _refs(systems: list[System]) -> tuple[NamedRef, ...]:
    return tuple(reference(system.code, system.name) for system in systems)


def _connections(estate: Estate) -> dict[str, int]:
    total: Counter[str] = Counter()
    for observation in estate.observed.values():
        total.update(observation.connections)
    return dict(sorted(total.items()))
