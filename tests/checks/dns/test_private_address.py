"""dns.private_address."""

from typing import Any

import pytest

from checks.facts import NameServer
from tests.checks import builders

INSIDE = NameServer(name="ns1.a.gov.vn", ipv4=("8.8.8.8", "10.0.0.53"))
LOCAL = NameServer(name="ns1.a.test", ipv4=("127.0.0.53",), ipv6=("::1",))


@pytest.mark.parametrize(
    ("changes", "outcome", "named"),
    [
        ({}, "pass", ()),
        ({"withheld": ("10.1.2.3",)}, "fail", ("10.1.2.3 (private)",)),
        ({"withheld": ("127.0.0.1", "::1")}, "fail", ("127.0.0.1 (loopback)", "::1 (loopback)")),
        ({"withheld": ("169.254.169.254", "0.0.0.0")}, "fail", ("(link-local)", "(unspecified)")),
        ({"name_servers": (INSIDE,)}, "fail", ("10.0.0.53 (private)",)),
        ({"name_servers": (LOCAL,)}, "pass", ()),
        ({"name_servers": (LOCAL,), "withheld": ("127.0.0.1",)}, "fail", ("127.0.0.53 (loopback)",)),
        ({"ipv4": ("127.0.0.1",), "ipv6": ("::1",)}, "pass", ()),
        ({"ipv4": (), "ipv6": ()}, "not_applicable", ()),
        ({"ipv4": (), "ipv6": (), "status": "NXDOMAIN"}, "not_tested", ()),
        ({"ipv4": ("10.1.2.3",), "ipv6": (), "status": "ADDRESS"}, "not_applicable", ()),
        ({"ipv6": (), "unanswered": ("AAAA",)}, "not_tested", ()),
        ({"ipv6": (), "unanswered": ("AAAA",), "withheld": ("10.1.2.3",)}, "fail", ("10.1.2.3",)),
    ],
)
def test_public_names_lead_to_public_addresses(
    changes: dict[str, Any], outcome: str, named: tuple[str, ...]
) -> None:
    """Each address that is not public is named with its kind, name servers' too; what was allowed is fine."""
    verdict = builders.verdict("dns.private_address", builders.facts(dns=builders.dns(**changes)))
    assert verdict.outcome == outcome
    assert [text for text in named if text not in verdict.summary.vi or text not in verdict.summary.en] == []
