"""What a TLS server accepts and presents."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from checks.facts.extent import DETAIL_LENGTH, Part, Unseen
from checks.facts.target import Absent, NotTested
from checks.model import Frozen, Reason

NOT_LOOKED_AT = NotTested(reason=Reason.NOT_REQUESTED, detail="this scan did not look at it")


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
    detail: str = Field(default="", max_length=DETAIL_LENGTH)  # what happened where there is a reason


# Parts of a certificate that may be impossible to read, whole or in part. "encoding": it is not the DER that
# RFC 5280 wants, and was read leniently; "validity": a date is no date, or before the year 1 (given as that).
CertificatePart = Literal[
    "encoding", "subject", "issuer", "validity", "key", "extensions", "subject_alternative_name"
]


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
    names_total: int | None = None  # of both, also those beyond what is listed; None: as many as listed
    is_ca: bool = False
    self_signed: bool = False
    key_usage: tuple[str, ...] | Absent | NotTested = NOT_LOOKED_AT  # as RFC 5280 names the bits
    extended_key_usage: tuple[str, ...] | Absent | NotTested = NOT_LOOKED_AT  # serverAuth, or an OID
    unreadable: tuple[CertificatePart, ...] = ()  # their fields above are empty, or hold what could be read
    pem: str = ""


TrustProblem = Literal[
    "self_signed", "unknown_issuer", "expired", "not_yet_valid", "incomplete", "invalid", "other"
]


Arrangement = Literal["missing_intermediate", "surplus", "misordered"]


class Revocation(Frozen):
    """What the issuer says of the leaf (RFC 6960, RFC 5280)."""

    status: Literal["good", "revoked", "unknown"]
    source: Literal["stapled_ocsp", "ocsp", "crl"]
    revoked_at: datetime | None = None


StapleFault = Literal[
    "out_of_date", "other_certificate", "not_signed_by_issuer", "responder_error", "unknown", "unreadable"
]


class Staple(Frozen):
    """The OCSP response that came along (RFC 6066, 8). ``fault``: why clients refuse it; None: they don't."""

    fault: StapleFault | None = None
    detail: str = ""


class CertificateChain(Frozen):
    """A chain as presented, leaf first. ``trusted`` leaves the host name aside: cert.hostname judges that."""

    certificates: tuple[Certificate, ...]
    certificates_sent: int | None = None  # more than are listed where there were very many; None: as listed
    trusted: bool | None  # None: could not be verified here
    trust_problem: TrustProblem | None = None
    trust_detail: str = ""
    trusted_by: str | None = None  # the store that holds the root, or "ca-file"
    verified_chain: tuple[str, ...] = ()  # SHA-256 of each certificate on the path found, leaf first
    arrangement: tuple[Arrangement, ...] | None = None  # faults of the list as sent; None: not looked at
    sct_count: int | None = None  # embedded, stapled and by extension together; None: not looked at
    revocation: Revocation | Absent | NotTested = NOT_LOOKED_AT  # Absent: the leaf names nobody to ask
    staple: Staple | Absent | NotTested = NOT_LOOKED_AT  # Absent: none came along
    must_staple: bool = False  # the leaf demands a staple (RFC 7633)
    met: int = 0  # in how many handshakes it was shown; 0: not counted
    anchor: Certificate | None = None  # the root at the path's end, sent or not; None: none was found


class Negotiation(Frozen):
    """What a server agrees to beside versions and suites. ``Absent``: it does not arise with its versions."""

    alpn: tuple[str, ...] | Absent | NotTested = NOT_LOOKED_AT  # those it agrees to
    extended_master_secret: bool | Absent | NotTested = NOT_LOOKED_AT  # RFC 7627, TLS 1.2
    secure_renegotiation: bool | Absent | NotTested = NOT_LOOKED_AT  # RFC 5746, TLS 1.2 and older
    client_renegotiation: bool | Absent | NotTested = NOT_LOOKED_AT  # accepts one that the client starts
    compression: bool | Absent | NotTested = NOT_LOOKED_AT
    early_data: bool | Absent | NotTested = NOT_LOOKED_AT  # TLS 1.3 0-RTT
    fallback_scsv: bool | Absent | NotTested = NOT_LOOKED_AT  # RFC 7507
    ocsp_stapled: bool | Absent | NotTested = NOT_LOOKED_AT
    client_certificate: bool | Absent | NotTested = NOT_LOOKED_AT  # asks for one of its clients
    dh_prime_bits: tuple[int, ...] | Absent | NotTested = NOT_LOOKED_AT  # of each DHE suite's parameters


class Vulnerabilities(Frozen):
    """Known flaws of implementations; True: vulnerable. ``Absent``: its versions and suites rule it out."""

    heartbleed: bool | Absent | NotTested = NOT_LOOKED_AT
    ccs_injection: bool | Absent | NotTested = NOT_LOOKED_AT
    robot: Literal["none", "weak", "strong"] | Absent | NotTested = NOT_LOOKED_AT  # strength of the oracle


class TlsFacts(Frozen):
    """What one address and port accepts. A server that speaks no TLS at all is ``Absent`` instead."""

    kind: Literal["tls"] = "tls"
    version: Literal[1] = 1
    address: str
    port: int
    server_name: str | None  # SNI sent; None for an address target
    protocols: tuple[ProtocolScan, ...]
    groups: tuple[str, ...] | None = None  # IANA names of the accepted groups; None: not tested
    chains: tuple[CertificateChain, ...] = ()  # each that was met, whatever node or kind of key it is of
    handshakes: int = 0  # those that showed a certificate; 0: not counted
    negotiation: Negotiation = Negotiation()
    vulnerabilities: Vulnerabilities = Vulnerabilities()
    depth: Literal["lean", "full"] = "full"
    scanner: str = ""  # tool and version, so that a verdict can be explained
    unseen: tuple[Unseen, ...] = ()  # besides what the lists above leave open

    def protocol(self, version: ProtocolVersion) -> ProtocolScan | None:
        """The scan of one version, if there is one."""
        return next((scan for scan in self.protocols if scan.version is version), None)

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole: as the probe told, and as the lists themselves say."""
        return (*self.unseen, *self._versions_missing(), *self._suites_missing(), *self._groups_missing())

    def _versions_missing(self) -> Iterator[Unseen]:
        for scan in self.protocols:
            if scan.status == "not_tested":
                reason = scan.reason or Reason.INTERNAL_ERROR
                yield Unseen(part=Part(f"tls.{scan.version}"), reason=reason, detail=scan.detail)

    def _suites_missing(self) -> Iterator[Unseen]:
        for scan in self.accepted:
            if scan.reason or not scan.suites:
                seen = (
                    f"{scan.version}: {len(scan.suites)} suites seen, then {scan.detail or 'no more asked'}"
                )
                reason = scan.reason or Reason.NOT_REQUESTED
                yield Unseen(part=Part.TLS_SUITES, reason=reason, detail=seen[:DETAIL_LENGTH])

    def _groups_missing(self) -> Iterator[Unseen]:
        if self.groups is None:
            yield Unseen(part=Part.TLS_GROUPS, reason=Reason.NOT_REQUESTED, detail="groups not listed")

    @property
    def accepted(self) -> tuple[ProtocolScan, ...]:
        """The versions the server accepts."""
        return tuple(scan for scan in self.protocols if scan.status == "accepted")
