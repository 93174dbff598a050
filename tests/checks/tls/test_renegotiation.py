"""tls.renegotiation."""

import pytest

from checks.facts import Absent, NotTested
from checks.model import Reason
from tests.checks import builders

SILENT = NotTested(reason=Reason.TIMEOUT, detail="silence")
ABSENT = Absent(detail="TLS 1.3 only")
Answer = bool | Absent | NotTested


@pytest.mark.parametrize(
    ("secure", "by_client", "outcome", "severity"),
    [
        (True, False, "pass", "medium"),
        (True, ABSENT, "pass", "medium"),
        (True, True, "warn", "low"),
        (True, SILENT, "not_tested", "medium"),
        (False, False, "fail", "medium"),
        (False, True, "fail", "medium"),
        (False, SILENT, "fail", "medium"),
        (SILENT, False, "not_tested", "medium"),
        (SILENT, True, "warn", "low"),
        (ABSENT, ABSENT, "not_applicable", "medium"),
        (SILENT, SILENT, "not_tested", "medium"),
    ],
)
def test_secure_renegotiation_decides_first(
    secure: Answer, by_client: Answer, outcome: str, severity: str
) -> None:
    """A finding stands whatever else is unknown; a pass needs both answers."""
    negotiation = builders.negotiation(secure_renegotiation=secure, client_renegotiation=by_client)
    verdict = builders.verdict("tls.renegotiation", builders.facts(tls=builders.tls(negotiation=negotiation)))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_what_is_known_is_kept_when_the_rest_was_not_tested() -> None:
    """A lean scan knows the extension and tries no renegotiation."""
    negotiation = builders.negotiation(client_renegotiation=SILENT)
    verdict = builders.verdict("tls.renegotiation", builders.facts(tls=builders.tls(negotiation=negotiation)))
    assert verdict.evidence == {"secure": True, "detail": "silence"}
    assert verdict.reason == "timeout"
