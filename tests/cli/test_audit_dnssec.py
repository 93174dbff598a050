"""``capdo audit`` of names whose answers are signed, from an anchor that is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import capdo
from tests.scanner.probes import knot
from tests.scanner.probes.dnssec.zones import tree

HOSTS = {
    "both.signed.test": "pass",
    "www.unsigned.test": "warn",
    "out.signed.test": "warn",
    "both.expired.test": "fail",
    "www.sha1.test": "warn",
}
ONLY = ("--only", "dns.dnssec", "--format", "json", "--lang", "en")


def _verdict(document: dict[str, Any]) -> dict[str, Any]:
    (verdict,) = (one for one in document["verdicts"] if one["check"] == "dns.dnssec")
    assert isinstance(verdict, dict)
    return verdict


@pytest.mark.parametrize("anchor", [".", "signed.test"])
def test_names_are_validated_from_the_anchor_named(tmp_path: Path, anchor: str) -> None:
    """From the root each has its outcome; from an inner zone the others cannot be told."""
    (tmp_path / "anchor.ds").write_text(tree().anchor(anchor))
    with knot.serving(tree().zones, tmp_path) as (address, port):
        options = ("--resolver", f"{address}:{port}", "--trust-anchor", "anchor.ds")
        ended = capdo("audit", *HOSTS, *options, *ONLY, folder=tmp_path)
    found = {one["target"]: _verdict(one) for one in json.loads(ended.output)}
    inside = [host for host in HOSTS if host.endswith("signed.test") and anchor != "."]
    expected = {
        host: outcome for host, outcome in HOSTS.items() if anchor == "." or host == "both.signed.test"
    }
    assert {host: found[host]["outcome"] for host in expected} == expected
    others = {host: found[host]["outcome"] for host in HOSTS if host not in (*expected, *inside)}
    assert set(others.values()) <= {"not_tested"}


def test_without_the_anchor_of_this_root_nothing_is_told(tmp_path: Path) -> None:
    """Nor is anything at a lean look."""
    with knot.serving(tree().zones, tmp_path) as (address, port):
        asked = ("audit", "both.signed.test", "--resolver", f"{address}:{port}", *ONLY)
        ended = capdo(*asked, folder=tmp_path)
        lean = capdo(*asked, "--depth", "lean", folder=tmp_path)
    told = _verdict(json.loads(ended.output))
    assert (ended.status, told["outcome"], told["reason"]) == (3, "not_tested", "indeterminate")
    assert _verdict(json.loads(lean.output))["reason"] == "not_requested"
