"""Where each waiver stands on a day, against what stands at each of its endpoints.

Nothing of this is stored: a waiver lapses by itself, on its date or when the evidence is another. It holds
again should a later look find exactly what was accepted. A look that could tell nothing changes nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from checks.model import Frozen, Severity, Verdict
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.waivers.matching import covers
from scanner.waivers.model import Accepted, Waiver


class WaiverState(StrEnum):
    """How a waiver, or its part for one endpoint, stands."""

    IN_FORCE = "in_force"
    EVIDENCE_CHANGED = "evidence_changed"  # lapsed: there is a finding, and not the one that was accepted
    NO_FINDING = "no_finding"  # nothing to waive: passed, never told, or not looked at
    EXPIRED = "expired"
    REVOKED = "revoked"


class EndpointStanding(Frozen):
    """One endpoint of a waiver."""

    host: str
    https_port: int
    http_port: int
    severity: Severity  # as it was accepted
    state: WaiverState


class Standing(Frozen):
    """A waiver on a day. In force when it is at any of its endpoints; lapsed when it is at none."""

    waiver: Waiver
    state: WaiverState
    endpoints: tuple[EndpointStanding, ...]


def standing(
    waivers: Iterable[Waiver], observations: Iterable[Observation], day: date
) -> tuple[Standing, ...]:
    """Every waiver given by a day, by number; ``observations``: what stands of each endpoint by that day."""
    observed = {observation.key: observation for observation in observations}
    return tuple(_standing(waiver, observed, day) for waiver in waivers if waiver.given_on <= day)


def _standing(waiver: Waiver, observed: Mapping[EndpointKey, Observation], day: date) -> Standing:
    ended = _ended(waiver, day)
    endpoints = tuple(_endpoint(waiver, accepted, observed, ended) for accepted in waiver.accepted)
    states = {endpoint.state for endpoint in endpoints}
    order = (WaiverState.IN_FORCE, WaiverState.EVIDENCE_CHANGED, WaiverState.NO_FINDING)
    state = ended or next((state for state in order if state in states), WaiverState.NO_FINDING)
    return Standing(waiver=waiver, state=state, endpoints=endpoints)


def _ended(waiver: Waiver, day: date) -> WaiverState | None:
    if waiver.revoked_by(day):
        return WaiverState.REVOKED
    return WaiverState.EXPIRED if waiver.until < day else None


def _endpoint(
    waiver: Waiver, accepted: Accepted, observed: Mapping[EndpointKey, Observation], ended: WaiverState | None
) -> EndpointStanding:
    verdict = _verdict(observed.get(accepted.key), waiver.check)
    host, https_port, http_port = accepted.key
    state = ended or _against(accepted, verdict)
    return EndpointStanding(
        host=host, https_port=https_port, http_port=http_port, severity=accepted.severity, state=state
    )


def _against(accepted: Accepted, verdict: Verdict | None) -> WaiverState:
    if verdict is None or not verdict.is_finding:
        return WaiverState.NO_FINDING
    return WaiverState.IN_FORCE if covers(accepted, verdict) else WaiverState.EVIDENCE_CHANGED


def _verdict(observation: Observation | None, check: str) -> Verdict | None:
    verdicts = observation.verdicts if observation else ()
    return next((verdict for verdict in verdicts if verdict.check == check), None)
