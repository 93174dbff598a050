"""ipv6.web_address."""

from typing import Any

import pytest

from checks.facts import NotTested
from checks.model import Reason
from tests.checks import builders


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "pass"),
        ({"ipv6": ()}, "fail"),
        ({"ipv6": ("fd00::1", "2001:db8::1")}, "fail"),
        ({"ipv6": ("fd00::1", builders.V6)}, "pass"),
        ({"ipv4": ("127.0.0.1",), "ipv6": ("::1",)}, "pass"),
        ({"ipv6": ("::1",)}, "fail"),
        ({"ipv6": (), "unanswered": ("AAAA",)}, "not_tested"),
        ({"ipv6": (), "unanswered": ("CAA",)}, "fail"),
        ({"unanswered": ("AAAA",)}, "pass"),
        ({"ipv6": (), "status": "ADDRESS"}, "not_applicable"),
        ({"ipv4": (), "status": "ADDRESS"}, "pass"),
        ({"ipv4": (), "ipv6": ("fd00::1",), "status": "ADDRESS"}, "fail"),
        ({"ipv4": (), "ipv6": (), "status": "NXDOMAIN"}, "not_tested"),
    ],
)
def test_one_usable_address_is_enough(changes: dict[str, Any], outcome: str) -> None:
    """An unanswered query is never "no address", and a name that does not exist has none to judge."""
    verdict = builders.verdict("ipv6.web_address", builders.facts(dns=builders.dns(**changes)))
    assert (verdict.outcome, verdict.severity) == (outcome, "medium")


def test_it_needs_no_ipv6_of_the_scanner() -> None:
    """DNS alone tells; reachability is another check."""
    silent = NotTested(reason=Reason.UNREACHABLE)
    facts = builders.facts(dns=builders.dns(ipv6=()), reach=silent, http=silent)
    assert builders.verdict("ipv6.web_address", facts).outcome == "fail"


def test_unusable_addresses_are_named() -> None:
    """The administrator sees why an AAAA record does not count."""
    verdict = builders.verdict("ipv6.web_address", builders.facts(dns=builders.dns(ipv6=("2002::1",))))
    assert verdict.evidence["unusable"] == {"2002::1": "6to4"}
    assert "(6to4)" in verdict.summary.vi


def test_loopback_counts_only_where_it_was_connected_to() -> None:
    """A machine that looks at itself has IPv6 at ::1; public DNS that says so has none."""
    itself = {"ipv4": ("127.0.0.1",), "ipv6": ("::1",)}
    inside = builders.facts(dns=builders.dns(**itself))
    public = builders.facts(dns=builders.dns(**itself, withheld=("127.0.0.1", "::1")))
    assert builders.verdict("ipv6.web_address", inside).outcome == "pass"
    assert builders.verdict("ipv6.web_address", public).outcome == "fail"
