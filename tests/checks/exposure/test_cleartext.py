"""exposure.cleartext."""

import pytest

from checks.facts import OpenPort
from checks.registry import get
from tests.checks import builders


def port(number: int, service: str = "", **told: bool) -> OpenPort:
    """An open port."""
    return OpenPort(port=number, service=service, **told)


@pytest.mark.parametrize(
    ("ports", "outcome", "severity"),
    [
        ([port(110)], "fail", "medium"),
        ([port(110, "pop3", identified=True, starttls=False)], "fail", "medium"),
        ([port(110, "pop3", identified=True, starttls=True)], "warn", "low"),
        ([port(2110, "pop3", identified=True)], "fail", "medium"),
        ([port(995, "pop3", identified=True, tls=True)], "pass", "medium"),
        ([port(993)], "pass", "medium"),
        ([port(143, "imap", identified=True, starttls=True), port(389, "ldap")], "fail", "medium"),
        ([port(587, "smtp", identified=True, starttls=True)], "warn", "low"),
        ([port(587, "smtp", identified=True, starttls=False)], "fail", "medium"),
        ([port(25, "smtp", identified=True)], "pass", "medium"),
        ([port(161, "snmp")], "fail", "medium"),
        ([port(23, "telnet")], "fail", "medium"),
        ([port(992, "telnet", identified=True, tls=True)], "pass", "medium"),
        ([port(513)], "fail", "medium"),
        ([port(22, "ssh", identified=True)], "pass", "medium"),
        ([port(21, "ftp", identified=True)], "pass", "medium"),
    ],
)
def test_what_travels_in_clear(ports: list[OpenPort], outcome: str, severity: str) -> None:
    """Without TLS a finding, with STARTTLS on offer a warning; mail between servers and FTP are others'."""
    verdict = builders.verdict("exposure.cleartext", builders.facts(ports=builders.ports(*ports)))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_the_finding_names_what_is_in_clear_alone() -> None:
    """What changes to TLS is in the evidence, not in the sentence."""
    ports = builders.ports(
        port(143, "imap", identified=True, starttls=True), port(110, "pop3", identified=True, starttls=False)
    )
    verdict = builders.verdict("exposure.cleartext", builders.facts(ports=ports))
    assert verdict.summary.en == "In clear and open to the outside: POP3."
    services = verdict.evidence["services"]
    assert isinstance(services, list)
    assert [one["starttls"] for one in services if isinstance(one, dict)] == [True, False]


def test_every_named_service_is_tried() -> None:
    """Its ports are always scanned."""
    assert {23, 110, 143, 161, 389, 587, 3268} <= set(get("exposure.cleartext").ports)
