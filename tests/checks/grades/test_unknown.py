"""checks.grades.tls: what could not be tested is named, and never taken for good or bad."""

from typing import Any

import pytest

from checks.facts import Facts, NotTested, ProtocolScan, Revocation, TlsFacts
from checks.model import Reason
from tests.checks import builders
from tests.checks.grades import servers
from tests.checks.grades.servers import V, graded, server, with_suites

SILENT = NotTested(reason=Reason.TIMEOUT)
GAPS: list[tuple[dict[str, Any], str]] = [
    ({"heartbleed": SILENT}, "Heartbleed"),
    ({"ccs_injection": SILENT}, "CCS injection"),
    ({"robot": SILENT}, "ROBOT"),
    ({"compression": SILENT}, "TLS compression"),
    ({"secure_renegotiation": SILENT}, "secure renegotiation"),
    ({"groups": None}, "the key exchange groups"),
    ({"groups": ("x25519", "GC256A")}, "the strength of group GC256A"),
    (
        {"suites": with_suites(servers.AES_256, servers.DHE), "dh_prime_bits": SILENT},
        "the Diffie-Hellman parameters",
    ),
    ({"chains": (servers.chain(trusted=None),)}, "trust in the certificate"),
    ({"chains": (servers.chain(revocation=SILENT),)}, "whether the certificate was revoked"),
    (
        {"chains": (servers.chain(revocation=Revocation(status="unknown", source="ocsp")),)},
        "whether the certificate was revoked",
    ),
    ({"chains": (servers.chain(arrangement=None),)}, "whether the chain is complete"),
    ({"chains": servers.leaf(key_type="GOST", key_bits=0)}, "the strength of a GOST key"),
    ({"suites": with_suites(servers.AES_256, servers.UNKNOWN)}, f"the strength of {servers.UNKNOWN}"),
]


def with_scans(facts: Facts, *scans: ProtocolScan) -> Facts:
    """The same endpoint with other scans of these versions."""
    tls = facts.require(TlsFacts)
    given = {scan.version: scan for scan in scans}
    protocols = tuple(given.get(scan.version, scan) for scan in tls.protocols)
    return facts.model_copy(update={"tls": tls.model_copy(update={"protocols": protocols})})


@pytest.mark.parametrize(("changes", "what"), GAPS, ids=[what for _, what in GAPS])
def test_a_cap_that_could_not_be_tested_is_named(changes: dict[str, Any], what: str) -> None:
    """The grade is then the best still possible, and says what it leaves open."""
    found = graded(server(**changes))
    assert (found.grade, found.complete) == ("A+", False)
    assert [text.en for text in found.not_tested] == [what]


def test_insecure_renegotiation_may_be_left_open_too() -> None:
    """Without RFC 5746 the grade is at most A-, and F if clients may start one."""
    found = graded(server(secure_renegotiation=False, client_renegotiation=SILENT))
    assert (found.grade, [text.en for text in found.not_tested]) == (
        "A-",
        ["renegotiation started by the client"],
    )


def test_hsts_that_was_not_seen_is_named() -> None:
    """A+ is given for what is known to be there."""
    facts = server().model_copy(update={"http": SILENT})
    found = graded(facts)
    assert (found.grade, [text.en for text in found.not_tested]) == ("A", ["HSTS"])


def test_a_version_that_was_not_tested_is_named_and_never_taken_for_refused() -> None:
    """Neither SSL 2's F nor TLS 1.3's A- is decided without a test."""
    facts = server({V.TLS_1_2: servers.TLS_1_2})
    silent = [
        builders.protocol(version, status="not_tested", reason=Reason.TIMEOUT)
        for version in (V.SSL_2, V.TLS_1_3)
    ]
    found = graded(with_scans(facts, *silent))
    assert (found.grade, [text.en for text in found.not_tested]) == (
        "A+",
        ["version SSLv2", "version TLSv1.3"],
    )


def test_a_version_without_its_suites_is_named() -> None:
    """A lean scan knows of TLS 1.0 that it is accepted."""
    found = graded(with_scans(server(), builders.protocol(V.TLS_1_0, status="accepted")))
    assert (found.grade, [text.en for text in found.not_tested]) == ("B", ["the cipher suites of TLSv1.0"])
