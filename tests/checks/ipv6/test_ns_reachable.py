"""ipv6.ns_reachable."""

from typing import Any

import pytest

from checks.facts import Part, Unseen
from checks.model import Reason
from tests.checks import builders

V4, V6 = builders.server_answer(2), builders.server_answer(2, 6)
LAME = builders.server_answer(3, 6, state="lame", serial=None, detail="REFUSED")
SILENT = builders.server_answer(3, 6, state="silent", serial=None)
SILENT_4 = builders.server_answer(3, state="silent", serial=None)
INSIDE = builders.server_answer(3, 6, address="fd00::53", state="withheld", serial=None)
TUNNEL = builders.server_answer(3, 6, address="2002:0808:0808::1", state="silent", serial=None)
LOST = (Unseen(part=Part.ZONE_SERVERS, reason=Reason.DNS_FAILURE, detail="NS:AAAA"),)


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({}, "pass", None),
        ({"servers": (V4, V6, LAME)}, "pass", None),
        ({"servers": (V4, V6, SILENT)}, "fail", None),
        ({"servers": (V4, SILENT)}, "fail", None),
        ({"servers": (V6, TUNNEL)}, "pass", None),
        ({"servers": (V4, SILENT), "ipv6_here": False}, "not_tested", "no_ipv6_here"),
        ({"servers": (SILENT, SILENT_4)}, "not_tested", "timeout"),
        ({"servers": (V4,)}, "not_applicable", None),
        ({"servers": (V4, INSIDE)}, "not_applicable", None),
        ({"servers": (V6,), "unseen": LOST}, "not_tested", "incomplete"),
        ({"servers": (V6, SILENT), "unseen": LOST}, "fail", None),
    ],
)
def test_each_server_answers_over_ipv6(changes: dict[str, Any], outcome: str, reason: str | None) -> None:
    """Silence is a finding where IPv6 works here and the servers can be asked at all."""
    verdict = builders.verdict("ipv6.ns_reachable", builders.facts(zone=builders.zone(**changes)))
    assert (verdict.outcome, verdict.reason) == (outcome, reason)
