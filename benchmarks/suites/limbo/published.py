"""The cases as x509-limbo publishes them, those of them that a server can show to a browser today."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from benchmarks.suites.limbo.served import ServedCase
from scanner.probes.tls.certificates.parsing import quietly

FILE = "limbo.json"


def cases(file: Path) -> Iterator[ServedCase]:
    """Server certificates for a host name whose key is given, to be judged at the present time."""
    for case in json.loads(file.read_bytes())["testcases"]:
        if _is_servable(case):
            yield _case(case)


def _is_servable(case: dict[str, Any]) -> bool:
    name = case["expected_peer_name"] or {}
    return (
        case["validation_kind"] == "SERVER"
        and name.get("kind") == "DNS"
        and bool(case["peer_certificate_key"])
        and not case["validation_time"]
    )


def _case(case: dict[str, Any]) -> ServedCase:
    return ServedCase(
        name=case["id"],
        sent=tuple(_der(one) for one in (case["peer_certificate"], *case["untrusted_intermediates"])),
        roots=tuple(_der(one) for one in case["trusted_certs"]),
        host=case["expected_peer_name"]["value"],
        key=case["peer_certificate_key"].encode("ascii"),
    )


def _der(pem: str) -> bytes:
    with quietly():
        return x509.load_pem_x509_certificate(pem.encode("ascii")).public_bytes(Encoding.DER)
