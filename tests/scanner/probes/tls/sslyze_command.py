"""What the sslyze command says of a server by itself: a second opinion for the tests."""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from checks.facts import ProtocolVersion
from tests.scanner.probes.authority import HOST

NAMES = ("ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1", "tls_1_2", "tls_1_3")
OPTIONS = ("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3", "--elliptic_curves")
CURVES = {"prime192v1": "secp192r1", "prime256v1": "secp256r1"}  # ANSI X9.62 to the IANA registry
Suites = dict[str, set[tuple[str, int]]]


@dataclass(frozen=True)
class Opinion:
    """Accepted suites (name and key size) by version; of the curves it knows, those accepted and refused."""

    suites: Suites
    curves: set[str]
    refused_curves: set[str]


async def sslyze(port: int) -> Opinion:
    """Ask the command about a port of 127.0.0.1."""
    target = f"{HOST}:{port}{{127.0.0.1}}"
    command = [sys.executable, "-m", "sslyze", "--mozilla_config=disable", *OPTIONS, "--json_out=-", target]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    (output, _) = await process.communicate()
    (server,) = json.loads(output)["server_scan_results"]
    return _opinion(server["scan_result"])


def _opinion(found: dict[str, Any]) -> Opinion:
    results = [found[f"{name}_cipher_suites"]["result"] for name in NAMES]
    suites = [[one["cipher_suite"] for one in result["accepted_cipher_suites"]] for result in results]
    curves = found["elliptic_curves"]["result"]
    return Opinion(
        {
            version: {(suite["name"], suite["key_size"]) for suite in accepted}
            for version, accepted in zip(ProtocolVersion, suites, strict=True)
        },
        _names(curves["supported_curves"]),
        _names(curves["rejected_curves"]),
    )


def _names(curves: list[dict[str, Any]] | None) -> set[str]:
    return {CURVES.get(curve["name"], curve["name"].lower()) for curve in curves or ()}
