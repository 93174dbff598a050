"""A system's IPv6 state: that of its worst web endpoint; "not tested" unless something is known to fail."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from checks.model import Outcome, Verdict
from inventory.model import Code, EndpointRole, System
from reports.source import Ipv6State

Key = tuple[str, int, int]
CHECK = "ipv6.operational"
FAILING = (Ipv6State.NONE, Ipv6State.ASSIGNED, Ipv6State.REACHABLE)  # worst first
ORDER = (*FAILING, Ipv6State.NOT_TESTED, Ipv6State.OPERATIONAL)  # of what a system is told by, the first


class Seen(Protocol):
    """What stands of an endpoint: a whole ``Observation``, or as much of it as was asked for."""

    @property
    def key(self) -> Key:
        """The endpoint."""

    @property
    def finished_at(self) -> datetime:
        """Of several, the one that finished last counts. UTC."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """By check."""

    def is_stale(self, check: str) -> bool:
        """Whether what stands of a check is too old to be counted."""


def states_of(web: Mapping[Code, frozenset[Key]], observed: Mapping[Key, Seen]) -> Mapping[Code, Ipv6State]:
    """The state of each system by its ``web_endpoints``; not applicable where none of them matters to IPv6.

    Each endpoint is looked at once.
    """
    seen = {key: _endpoint_state(_verdict(observation)) for key, observation in observed.items()}
    return {
        code: _worst({seen.get(key, Ipv6State.NOT_TESTED) for key in endpoints})
        for code, endpoints in web.items()
    }


def web_endpoints(system: System) -> frozenset[Key]:
    """The endpoints that decide."""
    return frozenset(endpoint.key for endpoint in system.endpoints if endpoint.role is EndpointRole.WEB)


def works(states: Mapping[Code, Ipv6State]) -> Mapping[Code, bool | None]:
    """Whether each system works over IPv6; None: at least one web endpoint was not tested, and none failed.

    Systems without a web endpoint that IPv6 applies to are left out.
    """
    return {
        code: None if state is Ipv6State.NOT_TESTED else state is Ipv6State.OPERATIONAL
        for code, state in states.items()
        if state is not Ipv6State.NOT_APPLICABLE
    }


def _worst(states: Collection[Ipv6State]) -> Ipv6State:
    if len(states) == 1:  # as nearly every system has it
        return next(iter(states))
    return next((state for state in ORDER if state in states), Ipv6State.NOT_APPLICABLE)


def _endpoint_state(verdict: Verdict | None) -> Ipv6State:
    if verdict is None or verdict.outcome is Outcome.NOT_TESTED:
        return Ipv6State.NOT_TESTED
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return Ipv6State.NOT_APPLICABLE
    if verdict.outcome is Outcome.PASS:
        return Ipv6State.OPERATIONAL
    state_value = verdict.evidence.get("state")
    return next((state for state in FAILING if state.value == state_value), Ipv6State.NONE)


def _verdict(observation: Seen | None) -> Verdict | None:
    """What stands; None: nothing, or only what is too old to count."""
    if observation is None or observation.is_stale(CHECK):
        return None
    return next((verdict for verdict in observation.verdicts if verdict.check == CHECK), None)
