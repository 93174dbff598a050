"""ipv6.web_reachable."""

from typing import Any

import pytest

from checks.facts import NotTested, ReachFacts
from checks.model import Reason
from tests.checks import builders
from tests.checks.ipv6.reaches import BOTH, CLOSED, HTTPS, SILENT, reach

TWO = {"ipv6": (builders.V6, "2a00::1")}


@pytest.mark.parametrize(
    ("dns", "reached", "outcome", "reason"),
    [
        ({}, reach(BOTH, BOTH), "pass", None),
        ({}, reach(BOTH, HTTPS), "pass", None),
        ({}, reach(BOTH, CLOSED), "fail", None),
        ({}, reach(BOTH, SILENT), "fail", None),
        ({}, reach(CLOSED, BOTH), "pass", None),
        (TWO, reach(BOTH, BOTH, BOTH), "pass", None),
        (TWO, reach(BOTH, BOTH, SILENT), "fail", None),
        (TWO, reach(BOTH, BOTH), "not_tested", "internal_error"),
        ({"ipv6": (builders.V6.upper(),)}, reach(BOTH, CLOSED), "fail", None),
        ({"ipv6": (builders.V6, "fd00::1")}, reach(BOTH, BOTH), "pass", None),
        ({}, reach(SILENT, SILENT), "not_tested", "unreachable"),
        ({"ipv4": ()}, reach(CLOSED, CLOSED), "not_tested", "unreachable"),
        ({}, reach(BOTH, SILENT, ipv6_here=False), "not_tested", "no_ipv6_here"),
        ({"ipv6": ()}, reach(BOTH), "not_applicable", None),
        ({"ipv6": ()}, reach(BOTH, ipv6_here=False), "not_applicable", None),
        ({"ipv6": ("fd00::1",)}, reach(BOTH), "not_applicable", None),
        ({"ipv6": (), "unanswered": ("AAAA",)}, reach(BOTH), "not_tested", "dns_failure"),
        ({"ipv6": (), "status": "ADDRESS"}, reach(BOTH), "not_applicable", None),
    ],
)
def test_every_usable_address_must_answer(
    dns: dict[str, Any], reached: ReachFacts, outcome: str, reason: str | None
) -> None:
    """A fault of the host fails; a scanner without IPv6 or a host that is down altogether is not tested."""
    facts = builders.facts(dns=builders.dns(**dns), reach=reached)
    verdict = builders.verdict("ipv6.web_reachable", facts)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_a_silent_probe_is_not_tested() -> None:
    """Without facts on reachability there is no verdict."""
    facts = builders.facts(reach=NotTested(reason=Reason.TIMEOUT))
    assert builders.verdict("ipv6.web_reachable", facts).reason == "timeout"


def test_the_evidence_names_address_and_port() -> None:
    """An administrator sees which address failed, and how."""
    verdict = builders.verdict("ipv6.web_reachable", builders.facts(reach=reach(BOTH, CLOSED)))
    assert verdict.evidence == {builders.V6: "443 refused, 80 refused"}
    assert builders.V6 in verdict.summary.vi


@pytest.mark.parametrize(
    ("reached", "key", "value"),
    [
        (reach(BOTH, BOTH, SILENT), "reachable", "1/2"),
        (reach(BOTH, BOTH, HTTPS), "reachable", None),
        (reach(BOTH, CLOSED, SILENT), "reachable", None),
        (reach(BOTH, HTTPS, HTTPS), "only_over_ipv4", [80]),
        (reach(BOTH, HTTPS, BOTH), "only_over_ipv4", None),
        (reach(HTTPS, BOTH, BOTH), "only_over_ipv4", None),
    ],
)
def test_what_is_partial_is_told(reached: ReachFacts, key: str, value: object) -> None:
    """How many addresses answer where some do, and ports that are open over IPv4 alone."""
    verdict = builders.verdict("ipv6.web_reachable", builders.facts(dns=builders.dns(**TWO), reach=reached))
    assert verdict.evidence.get(key) == value
    assert ("1/2" in verdict.summary.vi) is (value == "1/2")
