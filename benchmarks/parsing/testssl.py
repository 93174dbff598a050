"""``testssl.sh --jsonfile`` with ``--cipher-per-proto``, ``--pfs`` and ``--server-defaults``."""

import json
from collections import defaultdict

from benchmarks.findings import Findings, group_name

VERSIONS = {
    "SSLv2": "SSLv2",
    "SSLv3": "SSLv3",
    "TLS1": "TLSv1.0",
    "TLS1_1": "TLSv1.1",
    "TLS1_2": "TLSv1.2",
    "TLS1_3": "TLSv1.3",
}
GROUPS = ("PFS_ECDHE_curves", "FS_ECDHE_curves", "DH_groups")
SUITE = "cipher-"
NONE = ("", "--", "None")


def parse_testssl(text: str) -> Findings:
    """Its findings are a flat list; those that concern suites, groups and certificates are read."""
    found = [(each["id"], each["finding"]) for each in json.loads(text)]
    suites: dict[str, set[str]] = defaultdict(set)
    for key, finding in found:
        if key in VERSIONS and finding.startswith("offered"):
            suites[VERSIONS[key]] |= set()
        if key.startswith(SUITE):
            suites[_version(key)].add(finding.split()[-1])
    groups = (name for key, finding in found if key in GROUPS for name in finding.split())
    return Findings(
        suites={version: frozenset(names) for version, names in suites.items()},
        groups=frozenset(group_name(name.rpartition("/")[2]) for name in groups if _is_group(name)),
        certificates=frozenset(
            finding.lower() for key, finding in found if key.startswith("cert_fingerprintSHA256")
        ),
    )


def _version(key: str) -> str:
    """``cipher-tls1_2_xc02c`` is of TLS 1.2."""
    name = key.removeprefix(SUITE).rpartition("_")[0]
    return VERSIONS[name.upper()] if name.startswith("tls") else VERSIONS[f"SSLv{name[-1]}"]


def _is_group(name: str) -> bool:
    """A group, not a word of a sentence such as "Unknown DH group (1024 bits)"."""
    return any(character.isdigit() for character in name) and not name.startswith("(")
