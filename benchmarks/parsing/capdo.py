"""``capdo audit --format json`` (schema capdo.audit/1)."""

import json

from benchmarks.findings import Findings, group_name


def parse_capdo(text: str) -> Findings:
    """Versions, suites, groups and the first certificate of each chain; nothing where TLS was not tested."""
    tls = json.loads(text)["facts"]["tls"]
    if tls["kind"] != "tls":
        return Findings()
    return Findings(
        suites={
            scan["version"]: frozenset(suite["name"] for suite in scan["suites"])
            for scan in tls["protocols"]
            if scan["status"] == "accepted"
        },
        groups=frozenset(group_name(group) for group in tls["groups"] or ()),
        certificates=frozenset(
            chain["certificates"][0]["sha256"] for chain in tls["chains"] if chain["certificates"]
        ),
    )
