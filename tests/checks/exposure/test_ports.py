"""exposure.ports."""

import pytest

from checks.facts import NotTested, OpenPort, PortFacts, Target
from checks.model import Reason
from tests.checks import builders


@pytest.mark.parametrize(
    ("ports", "allowed", "outcome"),
    [
        ([], (), "pass"),
        ([8080], (), "fail"),
        ([8080], (8080,), "pass"),
        ([8080, 3306], (8080,), "fail"),
    ],
)
def test_only_listed_ports_may_be_open(ports: list[int], allowed: tuple[int, ...], outcome: str) -> None:
    """The web ports and those of the inventory; whatever answers on another is a finding."""
    target = Target(host=builders.HOST, allowed_ports=allowed, observed_at=builders.NOW)
    found = builders.ports(*(OpenPort(port=port) for port in ports))
    facts = builders.facts(target=target, ports=found)
    assert builders.verdict("exposure.ports", facts).outcome == outcome


def test_the_web_ports_are_those_of_the_endpoint() -> None:
    """An endpoint on 8443 does not allow 443."""
    target = Target(host=builders.HOST, https_port=8443, http_port=8080, observed_at=builders.NOW)
    verdict = builders.verdict("exposure.ports", builders.facts(target=target))
    assert verdict.outcome == "fail"
    assert "80, 443" in verdict.summary.en


def test_the_evidence_is_bounded() -> None:
    """Address, port and what answers, however many and however long."""
    noisy = [OpenPort(port=1000 + i, service="s" * 1000, product="p" * 1000) for i in range(500)]
    verdict = builders.verdict("exposure.ports", builders.facts(ports=builders.ports(*noisy)))
    assert len(str(verdict.evidence)) < 30_000
    assert len(verdict.summary.vi) < 500


def test_without_a_port_scan_nothing_is_said() -> None:
    """No permission, or no nmap: not tested, for each check of the family."""
    missing: PortFacts | NotTested = NotTested(reason=Reason.TOOL_MISSING, detail="nmap")
    for name in ("ports", "remote_admin", "database", "file_sharing"):
        verdict = builders.verdict(f"exposure.{name}", builders.facts(ports=missing))
        assert (verdict.outcome, verdict.reason) == ("not_tested", "tool_missing")
