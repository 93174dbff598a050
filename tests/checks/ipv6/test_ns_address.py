"""ipv6.ns_address."""

from typing import Any

import pytest

from tests.checks import builders
from tests.checks.dns.test_ns_redundancy import servers


@pytest.mark.parametrize(
    ("changes", "outcome", "count"),
    [
        (servers("1.1.1.1 2a00:1::1", "8.8.8.8 2a00:2::1"), "pass", "2"),
        (servers("2a00:1::1", "2a00:1::2", "9.9.9.9"), "pass", "2"),
        ({**servers("2a00:1::1", "2a00:1::2", ""), "unanswered": ("NS:AAAA",)}, "pass", "2"),
        (servers("127.0.0.1 ::1", "127.0.0.2 ::1"), "not_applicable", ""),
        (servers("1.1.1.1 ::1", "8.8.8.8 2a00:2::1"), "fail", "1"),
        (servers("2a00:1::1", "2a00:1::1"), "fail", "1"),
        (servers("1.1.1.1 2a00:1::1", "8.8.8.8"), "fail", "1"),
        (servers("1.1.1.1 2001:db8::1", "8.8.8.8 2002:0808:0808::1"), "fail", "0"),
        (servers("1.1.1.1 fd00::1", "8.8.8.8 fe80::1", "9.9.9.9 ::ffff:9.9.9.9"), "fail", "0"),
        (servers("1.1.1.1"), "fail", "0"),
        ({**servers("1.1.1.1 2a00:1::1", "8.8.8.8"), "unanswered": ("NS:AAAA",)}, "not_tested", ""),
        ({"name_servers": (), "unanswered": ("NS",)}, "not_tested", ""),
        ({"status": "ADDRESS", "ipv4": (), "zone": None}, "not_applicable", ""),
    ],
)
def test_two_name_servers_with_usable_addresses(changes: dict[str, Any], outcome: str, count: str) -> None:
    """Internet.nl's ns_aaaa: two at least, of addresses that the public can use, on two machines."""
    verdict = builders.verdict("ipv6.ns_address", builders.facts(dns=builders.dns(**changes)))
    assert verdict.outcome == outcome
    assert count in verdict.summary.en
