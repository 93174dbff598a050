"""Where waivers stand on a day."""

from datetime import timedelta
from typing import Any

import pytest

from checks.model import Outcome, Reason, Severity, Verdict
from scanner.waivers.model import Revocation
from scanner.waivers.standing import Standing, WaiverState, standing
from tests.scanner.waivers.estate import (
    KEY_A,
    KEY_B,
    NOW,
    TODAY,
    B,
    accepted_at,
    observation,
    verdict,
    waiver,
)

FOUND = verdict()
OTHER = verdict(evidence={"accepted": "TLS 1.1"})


def alone(found: Verdict | None, days: int = 0, **changes: Any) -> Standing:
    """Where a waiver of one endpoint stands when its newest look gave this."""
    seen = [observation(found)] if found else []
    (one,) = standing([waiver(FOUND, **changes)], seen, TODAY + timedelta(days=days))
    assert [endpoint.state for endpoint in one.endpoints] == [one.state]
    return one


@pytest.mark.parametrize(
    ("found", "days", "state"),
    [
        (FOUND, 0, WaiverState.IN_FORCE),
        (FOUND, 30, WaiverState.IN_FORCE),
        (FOUND, 31, WaiverState.EXPIRED),
        (OTHER, 0, WaiverState.EVIDENCE_CHANGED),
        (OTHER, 31, WaiverState.EXPIRED),
        (verdict(severity=Severity.CRITICAL), 0, WaiverState.EVIDENCE_CHANGED),
        (verdict(Outcome.PASS), 0, WaiverState.NO_FINDING),
        (verdict(Outcome.NOT_TESTED, reason=Reason.TIMEOUT), 0, WaiverState.NO_FINDING),
        (verdict(check="tls.ciphers"), 0, WaiverState.NO_FINDING),
        (None, 0, WaiverState.NO_FINDING),
    ],
)
def test_a_waiver_lapses_on_its_date_or_with_its_evidence(
    found: Verdict | None, days: int, state: WaiverState
) -> None:
    """In force only while the newest look finds what was accepted."""
    assert alone(found, days).state is state


@pytest.mark.parametrize(
    ("days", "state"), [(4, WaiverState.IN_FORCE), (5, WaiverState.REVOKED), (31, WaiverState.REVOKED)]
)
def test_a_revoked_waiver_was_in_force_before(days: int, state: WaiverState) -> None:
    """As of an earlier day it still is."""
    back = Revocation(on=TODAY + timedelta(days=5), reason="…", actor="a", recorded_at=NOW)
    assert alone(FOUND, days, revocation=back).state is state


def test_silence_in_between_ends_nothing() -> None:
    """A server that did not answer once is waived again when it answers as before."""
    silent = verdict(Outcome.NOT_TESTED, reason=Reason.TIMEOUT)
    assert [alone(found).state for found in (FOUND, silent, FOUND)] == ["in_force", "no_finding", "in_force"]


def test_endpoints_stand_for_themselves() -> None:
    """Where one changed, the other is waived still."""
    both = waiver(FOUND, accepted=(accepted_at(KEY_A, FOUND), accepted_at(KEY_B, FOUND)))
    seen = [observation(OTHER), observation(FOUND, host=B, https_port=8443)]
    (one,) = standing([both], seen, TODAY)
    assert [endpoint.state for endpoint in one.endpoints] == ["evidence_changed", "in_force"]
    assert one.state is WaiverState.IN_FORCE


def test_nobody_knew_of_a_waiver_before_it_was_given() -> None:
    """As of an earlier day it is not in the list."""
    assert standing([waiver(FOUND)], [observation(FOUND)], TODAY - timedelta(days=1)) == ()
