"""Endpoints as the inventory has them now: permissions are changed while a run goes on or waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from inventory.database.store import InventoryStore
from scanner.planning.host_systems import HostSystems
from scanner.planning.permission import scan_permit
from scanner.planning.plan import PlannedEndpoint, plan_endpoints, www_sibling


@dataclass
class PlanOfNow:
    """Plans endpoints anew. Whatever may not be looked at any more has a permit for nothing.

    Its questions raise InventoryError when the database cannot be read.
    """

    inventory: InventoryStore
    _at_hosts: HostSystems = field(init=False)

    def __post_init__(self) -> None:
        self._at_hosts = HostSystems(self.inventory.engine)

    def know_all(self, planned: Iterable[PlannedEndpoint]) -> None:
        """Before the first of many questions, of these endpoints."""
        self._at_hosts.know_all({system.code: system for one in planned for system in one.systems})

    def endpoint(self, planned: PlannedEndpoint, at: datetime) -> PlannedEndpoint:
        """One endpoint as it may be looked at at a moment; it costs next to nothing where nothing changed."""
        hosts = {planned.host} | www_sibling(planned.host)
        now = {one.key: one for one in plan_endpoints(self._at_hosts.at(hosts), at)}
        if (found := now.get(planned.key)) is None:
            return _unpermitted(planned, at)
        return replace(found, scannable=(planned.scannable - hosts) | found.scannable)

    def endpoints(self, planned: Iterable[PlannedEndpoint], at: datetime) -> list[PlannedEndpoint]:
        """Many endpoints, for the price of the whole inventory."""
        now = {one.key: one for one in plan_endpoints(self.inventory.load(), at)}
        return [now.get(one.key) or _unpermitted(one, at) for one in planned]


def _unpermitted(planned: PlannedEndpoint, at: datetime) -> PlannedEndpoint:
    """No system in operation has the endpoint."""
    return replace(planned, systems=(), neighbours=frozenset(), permit=scan_permit((), at))
