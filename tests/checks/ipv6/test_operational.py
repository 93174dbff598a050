"""ipv6.operational."""

from typing import Any

import pytest

from checks.facts import Absent, AddressFacts, Facts, NotTested, TlsFacts
from checks.model import Reason
from tests.checks import builders
from tests.checks.ipv6.reaches import BOTH, HTTPS, SILENT, reach


def site(dns: dict[str, Any] | None = None, **changes: Any) -> Facts:
    """The builders' endpoint with some DNS records changed."""
    return builders.facts(dns=builders.dns(**(dns or {})), **changes)


OTHER = builders.visit(builders.exchange(status=404), address=builders.V6)
ODD = builders.visit(builders.exchange(body="<h1>It works!</h1>" * 99), address=builders.V6)
UNKNOWN = NotTested(reason=Reason.TIMEOUT)


def secured(tls: TlsFacts | Absent | NotTested) -> Facts:
    """The builders' endpoint with this TLS over IPv6."""
    return site(others=(AddressFacts(address=builders.V6, tls=tls, http=builders.http()),))


SELF_SIGNED = builders.tls(chains=(builders.chain(trusted=False, trust_problem="self_signed"),))


@pytest.mark.parametrize(
    ("facts", "outcome", "state"),
    [
        (site(), "pass", "operational"),
        (site(http=builders.http(https_ipv6=ODD)), "fail", "reachable"),
        (site({"ipv4": ()}), "pass", "operational"),
        (site({"ipv6": ()}), "fail", "none"),
        (site({"ipv6": ("fd00::1",)}), "fail", "none"),
        (site({"ipv6": ()}, reach=UNKNOWN, http=UNKNOWN), "fail", "none"),
        (site(reach=reach(BOTH, SILENT)), "fail", "assigned"),
        (site({"ipv6": (builders.V6, "2a00::1")}, reach=reach(BOTH, BOTH, SILENT)), "fail", "assigned"),
        (site(reach=reach(BOTH, HTTPS)), "fail", "reachable"),
        (secured(builders.tls()), "pass", "operational"),
        (secured(UNKNOWN), "pass", "operational"),
        (secured(SELF_SIGNED), "fail", "reachable"),
        (secured(Absent(detail="no TLS")), "fail", "reachable"),
        (site(http=builders.http(https_ipv6=OTHER)), "fail", "reachable"),
        (site({"ipv6": (), "status": "ADDRESS"}), "not_applicable", "n.a."),
    ],
)
def test_the_four_states(facts: Facts, outcome: str, state: str) -> None:
    """Only "operational" passes; another page, such as a default one, takes it away."""
    verdict = builders.verdict("ipv6.operational", facts)
    assert (verdict.outcome, verdict.evidence["state"], verdict.severity) == (outcome, state, "medium")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (site(reach=reach(BOTH, SILENT, ipv6_here=False)), "no_ipv6_here"),
        (site(reach=reach(SILENT, SILENT)), "unreachable"),
        (site({"ipv6": (), "unanswered": ("AAAA",)}), "dns_failure"),
        (site({"ipv4": (), "ipv6": (), "status": "NXDOMAIN"}), "dns_failure"),
        (site(http=UNKNOWN), "timeout"),
        (site(reach=UNKNOWN), "timeout"),
        (builders.facts(dns=UNKNOWN), "timeout"),
        (site(http=builders.http(https_ipv6=None)), "internal_error"),
    ],
)
def test_what_could_not_be_told_has_no_state(facts: Facts, reason: str) -> None:
    """Never fail, never pass, and no state that the indicator could count."""
    verdict = builders.verdict("ipv6.operational", facts)
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)
    assert "state" not in verdict.evidence
