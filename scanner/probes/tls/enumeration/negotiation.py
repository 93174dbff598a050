"""What the noted handshakes say of a server beside its versions and suites."""

from collections.abc import Sequence

from checks.facts import Absent, Negotiation, NotTested, ProtocolScan, ProtocolVersion
from checks.model import Reason
from scanner.probes.tls.enumeration.findings import Findings
from scanner.probes.tls.handshake.alpn import Alpn
from scanner.probes.tls.wire.secrets import READABLE_GROUPS

OLD = tuple(version for version in ProtocolVersion if version is not ProtocolVersion.TLS_1_3)
ONLY_NEW = Absent(detail="TLS 1.3 alone is accepted")
UNREADABLE = NotTested(
    reason=Reason.TOOL_MISSING, detail="the server shows it only over groups that cannot be computed here"
)
NO_DHE = Absent(detail="no suite over a finite field is accepted")


def negotiation(findings: Findings, protocols: Sequence[ProtocolScan], alpn: Alpn) -> Negotiation:
    """The part of the facts that first flights tell; the rest is left open."""
    notes = findings.notes
    secrets, stapled = notes.extended_master_secret, notes.stapled()
    return Negotiation(
        alpn=tuple(alpn.agreed) if alpn.known else _hidden(findings, protocols),
        extended_master_secret=secrets[max(secrets)] if secrets else _no_old(protocols),
        secure_renegotiation=all(notes.secure_renegotiation)
        if notes.secure_renegotiation
        else _no_old(protocols),
        ocsp_stapled=_hidden(findings, protocols) if stapled is None else stapled,
        dh_prime_bits=tuple(sorted(notes.dh_prime_bits)) or _no_dhe(protocols),
    )


def _no_old(protocols: Sequence[ProtocolScan]) -> Absent | NotTested:
    """Why no handshake of an old version was noted."""
    gaps = [scan for scan in protocols if scan.version in OLD and scan.status == "not_tested"]
    return _unknown(gaps) if gaps else ONLY_NEW


def _no_dhe(protocols: Sequence[ProtocolScan]) -> Absent | NotTested:
    return _unknown(protocols) if any(scan.reason for scan in protocols) else NO_DHE


def _hidden(findings: Findings, protocols: Sequence[ProtocolScan]) -> NotTested:
    """Why what TLS 1.3 encrypts was not seen."""
    if findings.groups and not set(findings.groups).intersection(READABLE_GROUPS):
        return UNREADABLE
    return _unknown(protocols)


def _unknown(protocols: Sequence[ProtocolScan]) -> NotTested:
    reason = next((scan.reason for scan in protocols if scan.reason), Reason.BLOCKED)
    return NotTested(reason=reason, detail="no handshake that was made tells")
