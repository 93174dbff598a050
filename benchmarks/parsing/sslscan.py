"""``sslscan --xml``."""

import hashlib
import ssl
import subprocess
from collections import defaultdict
from functools import cache

from defusedxml.ElementTree import fromstring

from benchmarks.findings import VERSIONS, Findings, group_name

ALL = "ALL:COMPLEMENTOFALL@SECLEVEL=0"


def parse_sslscan(text: str) -> Findings:
    """Accepted suites, groups and the leaf certificates; sslscan names suites as OpenSSL does."""
    document = fromstring(text, forbid_dtd=True)
    suites: dict[str, set[str]] = defaultdict(set)
    for protocol in document.iter("protocol"):
        if protocol.get("enabled") == "1":
            suites[_version(protocol.get("type", ""), protocol.get("version", ""))] = set()
    for cipher in document.iter("cipher"):
        suites[_full(cipher.get("sslversion", ""))].add(
            iana_names().get(cipher.get("id", "").lower(), cipher.get("cipher", ""))
        )
    groups = (group_name(group.get("name", "").partition(" (")[0]) for group in document.iter("group"))
    leaves = (blob.text or "" for blob in document.iter("certificate-blob"))
    return Findings(
        suites={version: frozenset(found) for version, found in suites.items()},
        groups=frozenset(groups),
        certificates=frozenset(
            hashlib.sha256(ssl.PEM_cert_to_DER_cert(leaf.strip())).hexdigest() for leaf in leaves
        ),
    )


def _version(kind: str, number: str) -> str:
    return _full(f"{kind.upper()}v{number}")


def _full(name: str) -> str:
    return name if name in VERSIONS else f"{name}.0"  # TLSv1


@cache
def iana_names() -> dict[str, str]:
    """Suites by their number, for example ``0xc02b``, as the installed OpenSSL knows them."""
    listed = subprocess.run(
        ["openssl", "ciphers", "-V", "-stdname", ALL],  # noqa: S607 - whichever is installed
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    parts = [line.split() for line in listed.splitlines()]
    return {part[0].replace(",0x", "").lower(): part[2] for part in parts}
