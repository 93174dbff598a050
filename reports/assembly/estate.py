"""The inventory on the day of the report, joined with what was seen of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

from checks.model import FINDINGS, Outcome, Verdict
from inventory.acting import ActingBodies
from inventory.model import Code, Inventory, System
from inventory.successors import Successors
from reports.assembly.named import reference
from reports.evidence.against_claims import by_endpoint
from reports.evidence.ipv6_state import Key, states_of, web_endpoints
from reports.model import Ipv6State, NamedRef
from reports.source import ReportSource
from reports.text.names import organization_names
from scanner.observation import Observation
from scanner.waivers.matching import Waived, in_date


@dataclass(frozen=True, kw_only=True)
class Estate:
    """``inventory``: without what was decommissioned. ``observed``: only its endpoints. Keys are sorted."""

    source: ReportSource
    inventory: Inventory
    organizations: Mapping[Code, str]
    successors: Successors
    acting: ActingBodies
    systems_at: Mapping[Key, tuple[System, ...]]
    codes_at: Mapping[Key, frozenset[Code]]  # the codes of these systems
    observed: Mapping[Key, Observation]
    waived: Waived

    @classmethod
    def of(cls, source: ReportSource) -> Self:
        """Join a source."""
        remaining = tuple(system for system in source.inventory.systems if not _gone(source, system))
        inventory = source.inventory.model_copy(update={"systems": remaining})
        systems_at = _systems_at(inventory)
        latest = by_endpoint(source.observations)
        return cls(
            source=source,
            inventory=inventory,
            organizations=organization_names(source.inventory),
            successors=Successors(inventory.organizations),
            acting=ActingBodies(inventory.organizations, source.acting),
            systems_at=systems_at,
            codes_at={
                key: frozenset(system.code for system in systems) for key, systems in systems_at.items()
            },
            observed={key: latest[key] for key in systems_at if key in latest},
            waived=Waived(in_date(source.waivers, source.as_of)),
        )

    def organization(self, code: Code) -> NamedRef:
        """An organization; named by its code where the inventory does not have it."""
        return reference(code, self.organizations.get(code, code))

    def owner(self, system: System) -> NamedRef:
        """Who answers for a system on the day: its owner, or the body that took over from it."""
        return self.organization(self.successors.on(system.owner, self.source.as_of))

    def agency(self, system: System) -> NamedRef:
        """Who must act for a system on the day, as the report goes by owner or by operating unit."""
        return self.organization(self.acting.of(system, self.source.as_of))

    def counted(self) -> Iterator[System]:
        """The systems that count: those in operation on the day."""
        return (system for system in self.inventory.systems if system.in_operation(self.source.as_of))

    def verdicts(self) -> Iterator[Verdict]:
        """Every verdict, each endpoint once."""
        return chain.from_iterable(observation.verdicts for observation in self.observed.values())

    @cached_property
    def looked_at(self) -> frozenset[Key]:
        """The endpoints of which at least one check could be told: the one measure of coverage."""
        return frozenset(key for key, observation in self.observed.items() if observation.tells)

    @cached_property
    def ipv6_states(self) -> Mapping[Code, Ipv6State]:
        """The IPv6 state of each system."""
        web = {system.code: web_endpoints(system) for system in self.inventory.systems}
        return states_of(web, self.observed)

    @cached_property
    def findings(self) -> tuple[tuple[Key, Verdict], ...]:
        """Those that somebody should act on."""
        return tuple(self.findings_of(self.findings_at))

    @cached_property
    def findings_at(self) -> Mapping[Key, tuple[Verdict, ...]]:
        """The findings of each endpoint that was observed."""
        return self._told_at(*FINDINGS)

    @cached_property
    def not_tested_at(self) -> Mapping[Key, tuple[Verdict, ...]]:
        """What could not be told of each endpoint that was observed."""
        return self._told_at(Outcome.NOT_TESTED)

    def findings_of(self, keys: Iterable[Key]) -> Iterator[tuple[Key, Verdict]]:
        """The findings of some endpoints, all of which were observed."""
        return ((key, finding) for key in keys for finding in self.findings_at[key])

    def _told_at(self, *outcomes: Outcome) -> Mapping[Key, tuple[Verdict, ...]]:
        return {
            key: tuple([verdict for verdict in observation.verdicts if verdict.outcome in outcomes])
            for key, observation in self.observed.items()
        }


def keys_of(system: System) -> list[Key]:
    """A system's endpoints, each once, sorted."""
    return sorted({endpoint.key for endpoint in system.endpoints})


def _gone(source: ReportSource, system: System) -> bool:
    decommissioned = source.approval(system.code).decommissioned
    return decommissioned or (system.ended is not None and system.ended <= source.as_of)


def _systems_at(inventory: Inventory) -> Mapping[Key, tuple[System, ...]]:
    systems: dict[Key, list[System]] = defaultdict(list)
    for system in inventory.systems:
        for key in keys_of(system):
            systems[key].append(system)
    return {key: tuple(systems[key]) for key in sorted(systems)}
