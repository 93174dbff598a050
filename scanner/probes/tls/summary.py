"""Turns the findings of a survey into facts."""

from checks.facts import CertificateChain, ProtocolScan, ProtocolVersion, TlsFacts
from checks.model import Reason
from scanner.probes.tls.enumeration.findings import Findings
from scanner.probes.tls.enumeration.negotiation import negotiation
from scanner.probes.tls.enumeration.suites import Listed
from scanner.probes.tls.handshake.client import Asker
from scanner.probes.tls.handshake.suite_order import turned
from scanner.probes.tls.wire import codes
from scanner.version import SCANNER


def facts(findings: Findings, chains: tuple[CertificateChain, ...], asker: Asker, *, lean: bool) -> TlsFacts:
    """What was found, and of the rest why it was not."""
    protocols = (_ssl2(findings), *(_protocol(version, findings) for version in codes.NAMES))
    return TlsFacts(
        address=asker.door.address,
        port=asker.door.port,
        server_name=asker.door.server_name,
        protocols=protocols,
        groups=_groups(findings, protocols),
        chains=chains,
        negotiation=negotiation(findings, protocols, asker.alpn),
        depth="lean" if lean else "full",
        scanner=SCANNER,
    )


def _protocol(code: codes.Version, findings: Findings) -> ProtocolScan:
    version, listed = codes.NAMES[code], findings.of(code)
    reason = _gap(listed, findings) or _gap_of_curves(code, findings)
    if listed.is_accepted:
        ordered = listed.suites if listed.in_order else turned(listed.suites, 1)
        suites = tuple(codes.suite(code) for code in ordered)
        return ProtocolScan(
            version=version, status="accepted", suites=suites, server_order=listed.in_order, reason=reason
        )
    if reason:
        return ProtocolScan(version=version, status="not_tested", reason=reason)
    return ProtocolScan(version=version, status="refused")


def _gap(listed: Listed, findings: Findings) -> Reason | None:
    """Why not all is known of a version. A server that hangs up refuses, if it still answers to others."""
    if listed.reason:
        return listed.reason
    if not listed.is_complete and not listed.is_refused:
        return findings.stopped or Reason.INTERNAL_ERROR
    doubtful = findings.is_blocked or findings.stopped or not findings.accepted
    return Reason.BLOCKED if listed.by_hanging_up and doubtful else None


def _gap_of_curves(version: codes.Version, findings: Findings) -> Reason | None:
    if findings.curves_of != version or (findings.curves_complete and not findings.is_blocked):
        return None
    return findings.stopped or Reason.BLOCKED


def _ssl2(findings: Findings) -> ProtocolScan:
    version = ProtocolVersion.SSL_2
    if findings.ssl2 is None:
        reason = findings.stopped or Reason.TIMEOUT
        return ProtocolScan(version=version, status="not_tested", reason=reason)
    if not findings.ssl2:
        return ProtocolScan(version=version, status="refused")
    return ProtocolScan(version=version, status="accepted", suites=findings.ssl2)


def _groups(findings: Findings, protocols: tuple[ProtocolScan, ...]) -> tuple[str, ...] | None:
    """Empty only where every list is complete and nothing in it agrees on a key over a group."""
    found = dict.fromkeys((*findings.groups, *sorted(findings.notes.groups)))
    if not found and any(scan.reason for scan in protocols if scan.status != "refused"):
        return None
    return tuple(codes.GROUPS.get(code, f"0x{code:04X}") for code in found)
