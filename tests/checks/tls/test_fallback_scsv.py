"""tls.fallback_scsv."""

import pytest

from checks.facts import Absent, NotTested, ProtocolVersion
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion


def judged(
    accepted: set[ProtocolVersion],
    detected: bool | Absent | NotTested,  # noqa: FBT001 - a fact of three kinds
    unknown: frozenset[ProtocolVersion] = frozenset(),
) -> Verdict:
    """The verdict on a server that accepts these versions."""
    scans = tuple(
        builders.protocol(version, status="not_tested", reason=Reason.TIMEOUT)
        if version in unknown
        else builders.protocol(version, *(["SUITE"] if version in accepted else []))
        for version in V
    )
    negotiation = builders.negotiation(fallback_scsv=detected)
    tls = builders.tls(protocols=scans, negotiation=negotiation)
    return builders.verdict("tls.fallback_scsv", builders.facts(tls=tls))


@pytest.mark.parametrize(
    ("accepted", "detected", "outcome"),
    [
        ({V.TLS_1_1, V.TLS_1_2}, True, "pass"),
        ({V.TLS_1_1, V.TLS_1_2}, False, "fail"),
        ({V.SSL_3, V.TLS_1_2, V.TLS_1_3}, False, "fail"),
        ({V.TLS_1_2, V.TLS_1_3}, False, "not_applicable"),
        ({V.SSL_2, V.TLS_1_2}, False, "not_applicable"),
        ({V.TLS_1_3}, Absent(), "not_applicable"),
        ({V.TLS_1_1, V.TLS_1_2}, NotTested(reason=Reason.TIMEOUT), "not_tested"),
    ],
)
def test_it_matters_where_there_is_an_older_version_to_fall_to(
    accepted: set[ProtocolVersion],
    detected: bool | Absent | NotTested,  # noqa: FBT001 - a fact of three kinds
    outcome: str,
) -> None:
    """Two versions among SSL 3 to TLS 1.2; TLS 1.3 guards itself, SSL 2 has no such signal."""
    verdict = judged(accepted, detected)
    assert (verdict.outcome, verdict.severity) == (outcome, "low")


def test_a_version_not_tested_may_be_the_second_one() -> None:
    """Then it is neither a fail nor not applicable."""
    assert judged({V.TLS_1_2}, detected=False, unknown=frozenset({V.TLS_1_0})).outcome == "not_tested"
    assert judged({V.TLS_1_2}, detected=False, unknown=frozenset({V.SSL_2})).outcome == "not_applicable"
