"""``sslyze --json_out``."""

import hashlib
import json
import ssl
from typing import Any

from benchmarks.findings import Findings, group_name

COMMANDS = {
    "ssl_2_0_cipher_suites": "SSLv2",
    "ssl_3_0_cipher_suites": "SSLv3",
    "tls_1_0_cipher_suites": "TLSv1.0",
    "tls_1_1_cipher_suites": "TLSv1.1",
    "tls_1_2_cipher_suites": "TLSv1.2",
    "tls_1_3_cipher_suites": "TLSv1.3",
}


def parse_sslyze(text: str) -> Findings:
    """What the commands that were run found; nothing where it could not connect."""
    servers = json.loads(text)["server_scan_results"]
    if not servers or not servers[0]["scan_result"]:
        return Findings()
    results = {name: one["result"] for name, one in servers[0]["scan_result"].items() if one["result"]}
    return Findings(
        suites={
            version: _suites(results[command])
            for command, version in COMMANDS.items()
            if command in results and results[command]["accepted_cipher_suites"]
        },
        groups=_groups(results.get("elliptic_curves")),
        certificates=_certificates(results.get("certificate_info")),
    )


def _suites(result: dict[str, Any]) -> frozenset[str]:
    return frozenset(accepted["cipher_suite"]["name"] for accepted in result["accepted_cipher_suites"])


def _groups(result: dict[str, Any] | None) -> frozenset[str]:
    curves = (result["supported_curves"] or ()) if result else ()
    return frozenset(group_name(curve["name"]) for curve in curves)


def _certificates(result: dict[str, Any] | None) -> frozenset[str]:
    deployments = result["certificate_deployments"] if result else ()
    leaves = (deployment["received_certificate_chain"][0]["as_pem"] for deployment in deployments)
    return frozenset(hashlib.sha256(ssl.PEM_cert_to_DER_cert(leaf)).hexdigest() for leaf in leaves)
