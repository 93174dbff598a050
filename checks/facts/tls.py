"""What a TLS server accepts and presents."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from checks.model import Frozen, Reason


class ProtocolVersion(StrEnum):
    """SSL and TLS versions, oldest first."""

    SSL_2 = "SSLv2"
    SSL_3 = "SSLv3"
    TLS_1_0 = "TLSv1.0"
    TLS_1_1 = "TLSv1.1"
    TLS_1_2 = "TLSv1.2"
    TLS_1_3 = "TLSv1.3"


class CipherSuite(Frozen):
    """A cipher suite by its IANA name, for example TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256."""

    name: str
    key_size: int  # bits of the symmetric key; 0 for NULL


class ProtocolScan(Frozen):
    """One version: accepted with these suites, refused, or not tested (with the reason)."""

    version: ProtocolVersion
    status: Literal["accepted", "refused", "not_tested"]
    suites: tuple[CipherSuite, ...] = ()  # in the server's order of preference where it has one
    server_order: bool | None = None  # the server enforces its own order; None: not known
    reason: Reason | None = None


class Certificate(Frozen):
    """The parts of an X.509 certificate (RFC 5280) that checks judge. Names are RFC 4514 strings, bounded."""

    subject: str
    issuer: str
    serial_number: str  # hexadecimal
    sha256: str  # of the DER encoding, hexadecimal
    not_before: datetime
    not_after: datetime
    key_type: str  # RSA, EC, DSA, Ed25519, Ed448 or the name of another
    key_bits: int
    key_curve: str | None = None
    signature_algorithm: str  # for example sha256WithRSAEncryption
    signature_hash: str | None = None  # lower case, for example sha256; None for EdDSA
    dns_names: tuple[str, ...] = ()  # subjectAltName
    ip_addresses: tuple[str, ...] = ()
    is_ca: bool = False
    self_signed: bool = False
    pem: str = ""


TrustProblem = Literal[
    "self_signed", "unknown_issuer", "expired", "not_yet_valid", "incomplete", "invalid", "other"
]


class CertificateChain(Frozen):
    """A chain as presented, leaf first. ``trusted`` leaves the host name aside: cert.hostname judges that."""

    certificates: tuple[Certificate, ...]
    trusted: bool | None  # None: could not be verified here
    trust_problem: TrustProblem | None = None
    trust_detail: str = ""
    trusted_by: str | None = None  # the store that holds the root, or "ca-file"
    verified_chain: tuple[str, ...] = ()  # SHA-256 of each certificate on the path found, leaf first


class TlsFacts(Frozen):
    """What one address and port accepts. A server that speaks no TLS at all is ``Absent`` instead."""

    kind: Literal["tls"] = "tls"
    version: Literal[1] = 1
    address: str
    port: int
    server_name: str | None  # SNI sent; None for an address target
    protocols: tuple[ProtocolScan, ...]
    groups: tuple[str, ...] | None = None  # IANA names of the accepted groups; None: not tested
    chains: tuple[CertificateChain, ...] = ()  # one a kind of key
    depth: Literal["lean", "full"] = "full"
    scanner: str = ""  # tool and version, so that a verdict can be explained

    def protocol(self, version: ProtocolVersion) -> ProtocolScan | None:
        """The scan of one version, if there is one."""
        return next((scan for scan in self.protocols if scan.version is version), None)

    @property
    def accepted(self) -> tuple[ProtocolScan, ...]:
        """The versions the server accepts."""
        return tuple(scan for scan in self.protocols if scan.status == "accepted")
