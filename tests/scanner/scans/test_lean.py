"""What a lean look does not ask for, since no check that it is about needs it."""

from checks.model import Outcome, Reason
from scanner.lab import Lab
from tests.scanner.scans.test_scans import look


def test_ipv6_alone_opens_no_connection_of_tls(lab: Lab) -> None:
    """TLS over both families is compared where TLS is looked at anyway, and at the full depth."""
    seen = look(lab, "tot", "ipv6", depth="lean")
    assert "tls" not in seen.connections
    (verdict,) = (one for one in seen.verdicts if one.check == "ipv6.web_tls")
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_TESTED, Reason.NOT_REQUESTED)
    for depth, only in (("lean", ("ipv6", "tls.protocols")), ("full", ("ipv6.web_tls",))):
        seen = look(lab, "tot", *only, depth=depth)
        (verdict,) = (one for one in seen.verdicts if one.check == "ipv6.web_tls")
        assert verdict.reason is not Reason.NOT_REQUESTED
