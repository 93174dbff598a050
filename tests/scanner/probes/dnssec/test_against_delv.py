"""BIND's validator, delv, over the same zones: where it is installed, both say the same."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import dns.name
import pytest
from dns.rdatatype import RdataType

from scanner.probes import dnssec
from scanner.probes.dns.resolver import NoReply
from scanner.probes.dnssec.anchors import TrustAnchors
from tests.scanner.probes import contexts
from tests.scanner.probes.dnssec.signing import now
from tests.scanner.probes.dnssec.zones import tree

Server = tuple[str, int]
SAYS = {
    "fully validated": "secure",
    "negative response, fully validated": "secure",
    "unsigned answer": "insecure",
    "negative response, unsigned answer": "insecure",
}
QUESTIONS = (
    ("www", "A"),
    ("www", "AAAA"),
    ("a.wild", "A"),
    ("a.wild", "AAAA"),
    ("gone", "A"),
    ("alias", "A"),
)
ZONES = (
    *("signed", "hashed", "expired", "island", "wrongds", "strange", "forged", "stripped", "undenied"),
    *("unsigned", "unknown", "optout", "child.hashed", "child.optout"),
)
# A denial by an NSEC3 record that opts out is no secure one (RFC 5155, 9.2); delv says so of wildcards alone.
JUSTIFIED = {("optout", "gone", "A"): "insecure", ("optout", "a.wild", "AAAA"): "insecure"}


def _by_delv(delv: str, name: str, kind: str, server: Server, anchors: Path) -> str:
    """The worst of what it says of an answer's parts."""
    command = [delv, f"@{server[0]}", "-p", str(server[1]), "-a", str(anchors), "+root", name, kind]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    states = {SAYS[line[2:]] for line in told.stdout.splitlines() if line[2:] in SAYS}
    if not states or ("resolution failed" in told.stderr and "ncache" not in told.stderr):
        return "bogus"
    return "insecure" if "insecure" in states else "secure"


def _anchor_for_delv(folder: Path) -> Path:
    anchor = tree().root.ds(".")
    numbers = f"{anchor.key_tag} {int(anchor.algorithm)} {int(anchor.digest_type)}"
    file = folder / "anchors.conf"
    file.write_text(f'trust-anchors {{ . static-ds {numbers} "{anchor.digest.hex()}"; }};')
    return file


@pytest.mark.parametrize("zone", ZONES)
async def test_both_validators_agree(
    signed_zones: Server, from_root: TrustAnchors, tmp_path: Path, zone: str
) -> None:
    """Of names and types in one zone: secure, insecure or bogus."""
    delv = shutil.which("delv")
    if delv is None:
        pytest.skip("delv is not installed (bind9-dnsutils)")
    anchors = _anchor_for_delv(tmp_path)
    context = contexts.context(resolver=signed_zones, trust_anchors=from_root)
    for host, kind in QUESTIONS:
        name = dns.name.from_text(f"{host}.{zone}.test")
        found = await dnssec.security(name, RdataType.from_text(kind), context, now())
        assert not isinstance(found, NoReply)
        by_delv = await asyncio.to_thread(_by_delv, delv, name.to_text(), kind, signed_zones, anchors)
        assert found.state == JUSTIFIED.get((zone, host, kind), by_delv), (host, kind, found)
