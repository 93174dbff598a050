"""The tools' outputs, as they wrote them of one server, shortened."""

import hashlib
import json
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.findings import Findings
from benchmarks.parsing import parse_capdo, parse_nmap, parse_sslscan, parse_sslyze, parse_testssl
from benchmarks.server_steps import read
from benchmarks.tools import TOOLS
from checks.facts import NotTested, ProtocolVersion
from checks.model import Reason
from reports.audit.document import audit_document
from scanner.observation import Observation
from tests.checks import builders
from tests.scanner.probes.authority import leaf

SUITE_1_2 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
SUITE_1_3 = "TLS_AES_256_GCM_SHA384"
SUITES = {"TLSv1.2": frozenset({SUITE_1_2}), "TLSv1.3": frozenset({SUITE_1_3})}
GROUPS = frozenset({"x25519", "secp256r1"})


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate."""
    return leaf(None).write(tmp_path_factory.mktemp("certificate"), "one")[0].read_text()


def digest(pem: str) -> str:
    """Its SHA-256 fingerprint."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def test_capdo() -> None:
    """An audit's own document is read: accepted versions, groups, and each chain's leaf."""
    certificate = builders.certificate()
    tls = builders.tls(
        protocols=(
            builders.protocol(ProtocolVersion.TLS_1_1, status="refused"),
            builders.protocol(ProtocolVersion.TLS_1_2, SUITE_1_2),
            builders.protocol(ProtocolVersion.TLS_1_3, SUITE_1_3),
        ),
        groups=("x25519", "secp256r1"),
        chains=(builders.chain(certificate),),
    )
    found = parse_capdo(audited(tls=tls))
    assert found == Findings(suites=SUITES, groups=GROUPS, certificates=frozenset({certificate.sha256}))


def test_capdo_without_an_answer() -> None:
    """What was not tested was not found."""
    assert parse_capdo(audited(tls=NotTested(reason=Reason.TIMEOUT))) == Findings()


def audited(**changes: Any) -> str:
    """The JSON that ``capdo audit`` writes."""
    facts = builders.facts(**changes)
    now = datetime.now(UTC)
    seen = Observation(
        target=facts.target, facts=facts, verdicts=(), connections={}, started_at=now, finished_at=now
    )
    return json.dumps(audit_document("www.example.test", seen, "en"))


def test_sslyze(pem: str) -> None:
    """Commands without a result are passed over, and refused versions are not accepted ones."""
    results = {
        "tls_1_1_cipher_suites": {"result": {"accepted_cipher_suites": []}},
        "tls_1_2_cipher_suites": {
            "result": {"accepted_cipher_suites": [{"cipher_suite": {"name": SUITE_1_2}}]}
        },
        "tls_1_3_cipher_suites": {
            "result": {"accepted_cipher_suites": [{"cipher_suite": {"name": SUITE_1_3}}]}
        },
        "elliptic_curves": {"result": {"supported_curves": [{"name": "X25519"}, {"name": "secp256r1"}]}},
        "certificate_info": {
            "result": {"certificate_deployments": [{"received_certificate_chain": [{"as_pem": pem}]}]}
        },
        "http_headers": {"result": None},
    }
    found = parse_sslyze(json.dumps({"server_scan_results": [{"scan_result": results}]}))
    assert found == Findings(suites=SUITES, groups=GROUPS, certificates=frozenset({digest(pem)}))


def test_sslyze_without_a_connection() -> None:
    """A server that it could not reach has no scan result."""
    assert parse_sslyze(json.dumps({"server_scan_results": [{"scan_result": None}]})) == Findings()


def test_sslscan(pem: str) -> None:
    """Suites are known by their number, groups by the first of their names."""
    found = parse_sslscan(
        f"""<?xml version="1.0" encoding="UTF-8"?>
        <document title="SSLScan Results"><ssltest host="127.0.0.1" port="46207">
          <protocol type="tls" version="1.1" enabled="0" />
          <protocol type="tls" version="1.2" enabled="1" />
          <protocol type="tls" version="1.3" enabled="1" />
          <cipher status="preferred" sslversion="TLSv1.3" cipher="{SUITE_1_3}" id="0x1302" />
          <cipher status="accepted" sslversion="TLSv1.2" cipher="ECDHE-ECDSA-AES128-GCM-SHA256" id="0xC02B" />
          <group sslversion="TLSv1.3" name="secp256r1 (NIST P-256)" id="0x0017" />
          <group sslversion="TLSv1.3" name="x25519" id="0x001d" />
          <certificates><certificate type="full"><certificate-blob>
{pem}</certificate-blob></certificate></certificates>
        </ssltest></document>"""
    )
    assert found == Findings(suites=SUITES, groups=GROUPS, certificates=frozenset({digest(pem)}))


def test_nmap() -> None:
    """Its own names of TLS 1.3 suites are the registry's; sizes of RSA and DH keys are no groups."""

    def version(name: str, *suites: tuple[str, str]) -> str:
        rows = (
            f'<table><elem key="name">{suite}</elem><elem key="kex_info">{exchange}</elem></table>'
            for suite, exchange in suites
        )
        return f'<table key="{name}"><table key="ciphers">{"".join(rows)}</table></table>'

    tables = version("TLSv1.3", ("TLS_AKE_WITH_AES_256_GCM_SHA384", "secp256r1"))
    tables += version("TLSv1.2", (SUITE_1_2, "ecdh_x25519"), ("TLS_RSA_WITH_AES_128_CBC_SHA", "rsa 2048"))
    found = parse_nmap(
        f'<!DOCTYPE nmaprun><nmaprun><script id="ssl-enum-ciphers">{tables}</script></nmaprun>'
    )
    older = frozenset({SUITE_1_2, "TLS_RSA_WITH_AES_128_CBC_SHA"})
    assert found == Findings(suites={**SUITES, "TLSv1.2": older}, groups=GROUPS)


def test_testssl() -> None:
    """Its flat list is sorted into versions, suites, groups and certificates."""
    listed = {
        "SSLv2": "not offered",
        "TLS1_1": "not offered",
        "TLS1_2": "offered",
        "TLS1_3": "offered with final",
        "cipher-tls1_2_xc02b": f"TLS 1.2   xc02b ECDHE-ECDSA-AES128-GCM-SHA256   ECDH   128   {SUITE_1_2}",
        "cipher-tls1_3_x1302": f"TLS 1.3   x1302   {SUITE_1_3}   ECDH 253   AESGCM   256   {SUITE_1_3}",
        "PFS_ECDHE_curves": "prime256v1 X25519",
        "DH_groups": "Unknown DH group (2048 bits)",
        "cert_fingerprintSHA256": "AB" * 32,
    }
    found = parse_testssl(json.dumps([{"id": key, "finding": value} for key, value in listed.items()]))
    assert found == Findings(suites=SUITES, groups=GROUPS, certificates=frozenset({"ab" * 32}))


def test_unreadable_output(tmp_path: Path) -> None:
    """A tool that was stopped halfway has found nothing that can be read, and the benchmark goes on."""
    half = tmp_path / "out"
    for text in ("", "<nmaprun>", '[{"id": "TLS1_2"}', "{}", "[]"):
        half.write_text(text)
        found = [read(tool, half) for tool in TOOLS.values()]
        assert all(each is None or not each.items for each in found)
