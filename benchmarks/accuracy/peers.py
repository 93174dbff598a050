"""What sslyze and testssl.sh say of the checks that have an equivalent with them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.accuracy.auditing import run
from benchmarks.accuracy.host import Peer
from benchmarks.findings import Findings
from benchmarks.parsing import parse_sslyze, parse_testssl
from benchmarks.tools import SSLYZE
from checks.model import Outcome
from checks.tls._suites import SuiteClass, classify

Answers = Mapping[str, str]  # check id to an outcome; a check of which nothing is said is absent
Command = Callable[[Peer, Iterable[str], str], tuple[str, ...]]
SECONDS = 240.0
OLD_VERSIONS = {"SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1"}
SAFE = {SuiteClass.GOOD, SuiteClass.SUFFICIENT}
OF_THE_PATH = ("cert.trusted", "cert.expiry", "cert.hostname")
COMPARABLE = ("tls.protocols", "tls.ciphers", *OF_THE_PATH)
SSLYZE_OPTIONS = {
    "cert": ("--certinfo",),
    "tls": ("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3"),
}
TESTSSL_OPTIONS = {"cert": ("--server-defaults",), "tls": ("--protocols", "--cipher-per-proto")}


async def asked(tool: str, peer: Peer, families: Iterable[str], folder: Path) -> Answers:
    """What a tool says of a running host; nothing where it gave up or cannot be read."""
    command, read = PEERS[tool]
    output = folder / f"{tool}.json"
    await run(command(peer, tuple(families), str(output)), folder, SECONDS)
    try:
        return read(output.read_text())
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _sslyze(peer: Peer, families: Iterable[str], output: str) -> tuple[str, ...]:
    return (
        *(*SSLYZE, "--mozilla_config", "disable", "--quiet"),
        *(option for family in families for option in SSLYZE_OPTIONS.get(family, ())),
        *(f"--certinfo_ca_file={peer.ca_file}", f"--json_out={output}"),
        f"{peer.name}:{peer.port}{{{peer.address}}}",
    )


def _testssl(peer: Peer, families: Iterable[str], output: str) -> tuple[str, ...]:
    return (
        *("testssl", "--quiet", "--warnings", "off", "--color", "0", "--nodns", "none"),
        *(option for family in families for option in TESTSSL_OPTIONS.get(family, ())),
        *("--ip", peer.address, "--add-ca", str(peer.ca_file), "--jsonfile", output),
        f"{peer.name}:{peer.port}",
    )


def read_sslyze(text: str) -> Answers:
    """Versions and suites as found, and of the certificates what its verification says."""
    certificates: dict[str, str] = {}
    for server in json.loads(text)["server_scan_results"]:
        found = ((server["scan_result"] or {}).get("certificate_info") or {}).get("result") or {}
        for deployment in found.get("certificate_deployments", ()):
            for check, outcome in _of_deployment(deployment):
                certificates[check] = min(outcome, certificates.get(check, outcome))  # "fail" before "pass"
    return {**_of_findings(parse_sslyze(text)), **certificates}


def _of_deployment(deployment: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """It says in words why no path was found; a path found says that all is well."""
    end = datetime.fromisoformat(deployment["received_certificate_chain"][0]["not_valid_after"])
    yield "cert.expiry", Outcome.PASS if end.replace(tzinfo=UTC) > datetime.now(UTC) else Outcome.FAIL
    if deployment["verified_certificate_chain"]:
        yield from ((check, Outcome.PASS) for check in OF_THE_PATH)
        return
    why = " ".join(str(one["validation_error"]) for one in deployment["path_validation_results"])
    if "subjectAltName" in why:
        yield "cert.hostname", Outcome.FAIL
    elif "not valid at validation time" in why:
        yield "cert.expiry", Outcome.FAIL
    else:
        yield "cert.trusted", Outcome.FAIL


def read_testssl(text: str) -> Answers:
    """Versions and suites as found, and its words on the certificates, of which the worst counts."""
    found = dict(_of_findings(parse_testssl(text)))
    for one in json.loads(text):
        check = _certificate_check(one["id"])
        if check:
            is_bad = one["severity"] not in {"OK", "INFO", "LOW", "MEDIUM"}
            outcome = Outcome.FAIL if is_bad else Outcome.PASS
            found[check] = min(outcome.value, found.get(check, outcome.value))
    return found


def _certificate_check(identifier: str) -> str | None:
    starts = {
        "cert_chain_of_trust": "cert.trusted",
        "cert_expirationStatus": "cert.expiry",
        "cert_trust": "cert.hostname",
    }
    return next((check for start, check in starts.items() if identifier.partition(" ")[0] == start), None)


def _of_findings(found: Findings) -> dict[str, str]:
    if not found.suites:
        return {}
    weak = [suite for suites in found.suites.values() for suite in suites if classify(suite) not in SAFE]
    return {
        "tls.protocols": Outcome.FAIL if OLD_VERSIONS & set(found.suites) else Outcome.PASS,
        "tls.ciphers": Outcome.FAIL if weak else Outcome.PASS,
    }


PEERS: Mapping[str, tuple[Command, Callable[[str], Answers]]] = {
    "sslyze": (_sslyze, read_sslyze),
    "testssl": (_testssl, read_testssl),
}
