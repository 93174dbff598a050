"""dns.delegation."""

from typing import Any

import pytest

from checks.facts import NameServer, ParentSide, Part, Unseen
from checks.model import Reason
from tests.checks import builders

NAMES = ("ns2.example.test", "ns3.example.test")
GOOD = builders.server_answer(2)
LAME = builders.server_answer(3, state="lame", serial=None, detail="REFUSED")
SILENT = builders.server_answer(3, state="silent", serial=None)
SILENT_6 = builders.server_answer(3, 6, state="silent", serial=None)
NO_PARENT = (Unseen(part=Part.ZONE_PARENT, reason=Reason.DNS_FAILURE),)


def parent(*names: str, glue: tuple[NameServer, ...] = ()) -> dict[str, Any]:
    """A parent that delegates to these."""
    return {"parent": ParentSide(zone="test", name_servers=names, glue=glue)}


@pytest.mark.parametrize(
    ("changes", "outcome", "kind"),
    [
        ({}, "pass", ""),
        (parent(*NAMES), "pass", ""),
        ({"servers": (GOOD, LAME)}, "info", "lame"),
        ({"servers": (GOOD, SILENT)}, "info", "silent"),
        ({"servers": (GOOD, SILENT_6)}, "info", "silent"),
        ({"servers": (GOOD, SILENT_6), "ipv6_here": False}, "pass", ""),
        ({"servers": (GOOD, builders.server_answer(3, serial=6))}, "info", "serials"),
        (parent(*NAMES, "old.example.test"), "info", "only_at_parent"),
        (parent(NAMES[0]), "info", "only_at_child"),
        (parent(*NAMES, glue=(NameServer(name=NAMES[0], ipv4=("192.0.2.99",)),)), "info", "glue_differs"),
        (parent(*NAMES, glue=(NameServer(name="other.test", ipv4=("192.0.2.99",)),)), "pass", ""),
        ({"servers": (SILENT, SILENT_6)}, "not_tested", ""),
        ({"servers": ()}, "not_tested", ""),
        ({"parent": None, "unseen": NO_PARENT}, "not_tested", ""),
        ({"parent": None, "unseen": NO_PARENT, "servers": (GOOD, LAME)}, "info", "lame"),
    ],
)
def test_parent_zone_and_servers_agree(changes: dict[str, Any], outcome: str, kind: str) -> None:
    """Each way to disagree is told by its name, for information; what was not seen is no agreement."""
    verdict = builders.verdict("dns.delegation", builders.facts(zone=builders.zone(**changes)))
    assert (verdict.outcome, verdict.severity) == (outcome, "info")
    kinds = ("lame", "silent", "serials", "only_at_parent", "only_at_child", "glue_differs")
    assert [name for name in kinds if name in verdict.evidence] == ([kind] if kind else [])
