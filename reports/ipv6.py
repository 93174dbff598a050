"""A system's IPv6 state: that of its worst web endpoint; "not tested" unless something is known to fail."""

from collections.abc import Iterable, Mapping

from checks.model import Outcome, Verdict
from inventory.model import EndpointRole, System
from reports.model.estate import Ipv6State
from scanner.observation import Observation

Key = tuple[str, int, int]
CHECK = "ipv6.operational"
FAILING = (Ipv6State.NONE, Ipv6State.ASSIGNED, Ipv6State.REACHABLE)  # worst first


def system_state(system: System, observed: Mapping[Key, Observation]) -> Ipv6State:
    """The state of a system; not applicable when it has no web endpoint that IPv6 applies to."""
    web = {endpoint.key for endpoint in system.endpoints if endpoint.role is EndpointRole.WEB}
    states = {_endpoint_state(observed.get(key)) for key in web}
    order = (*FAILING, Ipv6State.NOT_TESTED, Ipv6State.OPERATIONAL)
    return next((state for state in order if state in states), Ipv6State.NOT_APPLICABLE)


def _endpoint_state(observation: Observation | None) -> Ipv6State:
    verdict = _verdict(observation.verdicts) if observation else None
    if verdict is None or verdict.outcome is Outcome.NOT_TESTED:
        return Ipv6State.NOT_TESTED
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return Ipv6State.NOT_APPLICABLE
    if verdict.outcome is Outcome.PASS:
        return Ipv6State.OPERATIONAL
    told = verdict.evidence.get("state")
    return next((state for state in FAILING if state.value == told), Ipv6State.NONE)


def _verdict(verdicts: Iterable[Verdict]) -> Verdict | None:
    return next((verdict for verdict in verdicts if verdict.check == CHECK), None)
