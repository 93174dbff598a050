"""exposure.remote_admin."""

import pytest

from checks.facts import OpenPort, Target
from tests.checks import builders


@pytest.mark.parametrize(
    ("service", "outcome", "severity"),
    [
        (None, "pass", "high"),
        ("mysql", "pass", "high"),
        ("ssh", "fail", "high"),
        ("ms-wbt-server", "fail", "high"),
        ("wsman", "fail", "high"),
        ("X11", "fail", "high"),
        ("telnet", "fail", "critical"),
        ("vnc", "fail", "critical"),
    ],
)
def test_a_way_to_administer_fails(service: str | None, outcome: str, severity: str) -> None:
    """Telnet and VNC are critical, the others high."""
    found = [OpenPort(port=40000, service=service, identified=True)] if service else []
    verdict = builders.verdict("exposure.remote_admin", builders.facts(ports=builders.ports(*found)))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_an_allowed_port_is_judged_too() -> None:
    """That a port may be open does not make its service one for the Internet."""
    target = Target(host=builders.HOST, allowed_ports=(22,), observed_at=builders.NOW)
    ssh = OpenPort(port=22, service="ssh", product="OpenSSH", version="9.6", identified=True)
    facts = builders.facts(target=target, ports=builders.ports(ssh))
    verdict = builders.verdict("exposure.remote_admin", facts)
    assert verdict.outcome == "fail"
    assert verdict.evidence["services"] == [
        {
            "address": builders.V4,
            "port": 22,
            "service": "ssh",
            "product": "OpenSSH",
            "version": "9.6",
            "identified": True,
        }
    ]


def test_the_summary_says_when_only_the_number_spoke() -> None:
    """A port that did not tell its service is named as such."""
    facts = builders.facts(ports=builders.ports(OpenPort(port=3389)))
    verdict = builders.verdict("exposure.remote_admin", facts)
    assert verdict.summary.en == "Open to the outside: RDP (by its port number)."
