"""Which deep tests can tell anything about a server, by what was enumerated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checks.facts import Absent, CipherSuite, NotTested, ProtocolScan, ProtocolVersion, TlsFacts
from checks.model import Reason

RENEGOTIABLE = (  # newest first
    ProtocolVersion.TLS_1_2,
    ProtocolVersion.TLS_1_1,
    ProtocolVersion.TLS_1_0,
    ProtocolVersion.SSL_3,
)
RSA_KEY_EXCHANGE = ("TLS_RSA_WITH_", "TLS_RSA_EXPORT")


class DeepTest(StrEnum):
    """The tests, by the name of the field that each fills."""

    COMPRESSION = "compression"
    FALLBACK_SCSV = "fallback_scsv"
    EARLY_DATA = "early_data"
    CLIENT_RENEGOTIATION = "client_renegotiation"
    ROBOT = "robot"
    CCS_INJECTION = "ccs_injection"
    HEARTBLEED = "heartbleed"


@dataclass(frozen=True)
class SelectedTests:
    """``possible``: what to test, with which accepted version. ``settled``: what needs no connection."""

    possible: Mapping[DeepTest, ProtocolScan] = field(default_factory=dict)
    settled: Mapping[DeepTest, Absent | NotTested] = field(default_factory=dict)


def select_tests(facts: TlsFacts) -> SelectedTests:
    """Select the tests. A version that was itself not tested leaves its tests not tested too."""
    possible: dict[DeepTest, ProtocolScan] = {}
    settled: dict[DeepTest, Absent | NotTested] = {}
    for test in DeepTest:
        selected = _SELECTORS.get(test, _newest)(facts)
        if isinstance(selected, ProtocolScan):
            possible[test] = selected
        else:
            settled[test] = selected
    return SelectedTests(possible, settled)


def has_rsa_key_exchange(suite: CipherSuite) -> bool:
    """Whether the client encrypts the secret with the server's RSA key (RFC 5246, 7.4.7.1)."""
    return suite.name.startswith(RSA_KEY_EXCHANGE)


def _newest(facts: TlsFacts) -> ProtocolScan | Absent | NotTested:
    accepted = _renegotiable(facts)
    return accepted[0] if accepted else _without(facts, "no version from SSL 3.0 to TLS 1.2 is accepted")


def _second_newest(facts: TlsFacts) -> ProtocolScan | Absent | NotTested:
    """The version to fall back to (RFC 7507)."""
    accepted = _renegotiable(facts)
    return accepted[1] if len(accepted) > 1 else _without(facts, "fewer than two versions up to TLS 1.2")


def _with_rsa_key_exchange(facts: TlsFacts) -> ProtocolScan | Absent | NotTested:
    for scan in _renegotiable(facts):
        if any(map(has_rsa_key_exchange, scan.suites)):
            return scan
    return _without(facts, "no suite with RSA key exchange is accepted")


def _tls_1_3(facts: TlsFacts) -> ProtocolScan | Absent | NotTested:
    scan = facts.protocol(ProtocolVersion.TLS_1_3)
    if scan is None or scan.status == "not_tested":
        return _unknown(scan, ProtocolVersion.TLS_1_3)
    return scan if scan.status == "accepted" else Absent(detail="TLS 1.3 is not accepted")


def _renegotiable(facts: TlsFacts) -> list[ProtocolScan]:
    scans = map(facts.protocol, RENEGOTIABLE)
    return [scan for scan in scans if scan and scan.status == "accepted"]


def _without(facts: TlsFacts, detail: str) -> Absent | NotTested:
    """Absent only when every version that could have it was tested."""
    for version in RENEGOTIABLE:
        scan = facts.protocol(version)
        if scan is None or scan.status == "not_tested":
            return _unknown(scan, version)
    return Absent(detail=detail)


def _unknown(scan: ProtocolScan | None, version: ProtocolVersion) -> NotTested:
    reason = (scan and scan.reason) or Reason.INTERNAL_ERROR
    return NotTested(reason=reason, detail=f"{version} was not tested")


_Selector = Callable[[TlsFacts], ProtocolScan | Absent | NotTested]
_SELECTORS: dict[DeepTest, _Selector] = {
    DeepTest.FALLBACK_SCSV: _second_newest,
    DeepTest.EARLY_DATA: _tls_1_3,
    DeepTest.ROBOT: _with_rsa_key_exchange,
}
