"""Turns the results of an enumeration into facts."""

from collections.abc import Iterator, Sequence

from checks.facts import (
    Absent,
    CertificateChain,
    Negotiation,
    NotTested,
    Part,
    ProtocolScan,
    ProtocolVersion,
    TlsFacts,
    Unseen,
)
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.enumeration.results import EnumerationResults, VersionSupport
from scanner.probes.tls.handshake.alpn import AlpnNegotiation
from scanner.probes.tls.handshake.client import TlsClient
from scanner.probes.tls.handshake.suite_order import ordered
from scanner.probes.tls.handshake.tls13_flight import is_readable
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS
from scanner.version import SCANNER

BEFORE_TLS_1_3 = tuple(version for version in ProtocolVersion if version is not ProtocolVersion.TLS_1_3)
ONLY_TLS_1_3 = Absent(detail="TLS 1.3 alone is accepted")
UNREADABLE = NotTested(
    reason=Reason.TOOL_MISSING,
    detail="the server shows it only by groups or suites unknown here",
)
NO_DHE = Absent(detail="no suite over a finite field is accepted")


def facts(
    results: EnumerationResults, chains: tuple[CertificateChain, ...], client: TlsClient, *, lean: bool
) -> TlsFacts | NotTested:
    """What was enumerated, and of the rest why it was not. ``NotTested``: not one version was accepted."""
    if not results.accepted and not results.ssl2:
        return _nothing_accepted(results, client)
    protocols = (_ssl2(results), *(_protocol(version, results, client) for version in codes.VERSION_NAMES))
    return TlsFacts(
        address=client.server.address,
        port=client.server.port,
        server_name=client.server.server_name,
        protocols=protocols,
        groups=_groups(results, protocols),
        chains=chains,
        negotiation=_negotiation(results, protocols, client.alpn),
        depth="lean" if lean else "full",
        scanner=SCANNER,
        unseen=(*_groups_unseen(results, client), *_certificates_unseen(results, chains, client)),
    )


def _nothing_accepted(results: EnumerationResults, client: TlsClient) -> NotTested:
    """A server that answers only to refuse has shown nothing that could be judged."""
    port = client.server.port
    said = {str(support.refusal) for support in results.versions.values() if support.refusal}
    detail = f"port {port} speaks TLS and refused every version offered: {', '.join(sorted(said))}"
    return NotTested(reason=results.stop_reason or Reason.BLOCKED, detail=detail[:DETAIL_LENGTH])


def _protocol(version: codes.Version, results: EnumerationResults, client: TlsClient) -> ProtocolScan:
    name, support = codes.VERSION_NAMES[version], results.versions[version]
    reason, detail = _gap(support, results, client)
    if support.is_accepted:
        strongest_first = support.suites if support.server_order else ordered(support.suites, 1)
        suites = tuple(codes.suite(code) for code in strongest_first)
        return ProtocolScan(
            version=name,
            status="accepted",
            suites=suites,
            server_order=support.server_order,
            reason=reason,
            detail=detail,
        )
    if reason:
        return ProtocolScan(version=name, status="not_tested", reason=reason, detail=detail)
    return ProtocolScan(version=name, status="refused")


def _gap(
    support: VersionSupport, results: EnumerationResults, client: TlsClient
) -> tuple[Reason | None, str]:
    """Why not all is known of a version, and what happened."""
    if support.reason:
        return support.reason, support.detail[:DETAIL_LENGTH]
    if not support.is_complete and not support.is_refused:
        return results.stop_reason or Reason.INTERNAL_ERROR, "the server stopped answering"
    if _is_doubtful(support.hung_up, results, client):
        return client.asking.no_answer_reason, f"hung up {support.hung_up} times"
    return None, ""


def _is_doubtful(hung_up: int, results: EnumerationResults, client: TlsClient) -> bool:
    """A server that hangs up refuses, if it does so each time and still answers to others."""
    stopped = results.is_blocked or results.stop_reason is not None
    return bool(hung_up) and (stopped or not client.asking.believes(hung_up))


def _groups_unseen(results: EnumerationResults, client: TlsClient) -> Iterator[Unseen]:
    seen = len(dict.fromkeys((*results.groups, *results.properties.groups)))
    if results.group_lists_begun:
        reason = results.stop_reason or client.asking.no_answer_reason
        detail = f"{seen} groups seen, then no answer that tells more"
        yield Unseen(part=Part.TLS_GROUPS, reason=reason, detail=detail)
    elif _is_doubtful(results.groups_hung_up, results, client):
        detail = f"{seen} groups seen, then hung up {results.groups_hung_up} times"
        yield Unseen(part=Part.TLS_GROUPS, reason=client.asking.no_answer_reason, detail=detail)


def _certificates_unseen(
    results: EnumerationResults, chains: tuple[CertificateChain, ...], client: TlsClient
) -> Iterator[Unseen]:
    tls13 = results.versions[codes.Version.TLS_1_3]
    if not chains and tls13.suites and results.groups and not is_readable(tls13.suites, results.groups):
        detail = f"TLS 1.3 over {_unreadable(tls13.suites, results.groups)}: it cannot be computed here"
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.TOOL_MISSING, detail=detail[:DETAIL_LENGTH])
    elif results.certificate_gaps:
        detail = f"{len(chains)} certificates seen, then {results.certificate_gaps[0]}"
        reason = client.asking.no_answer_reason
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=reason, detail=detail[:DETAIL_LENGTH])
    elif results.stop_reason:
        detail = f"{len(chains)} certificates seen, then the server stopped answering"
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=results.stop_reason, detail=detail)


def _unreadable(suites: Sequence[int], groups: Sequence[int]) -> str:
    """What of a handshake is unknown here: the groups, or else the suites."""
    if set(groups).isdisjoint(READABLE_GROUPS):
        return ", ".join(codes.GROUPS.get(code, f"0x{code:04X}") for code in groups)
    return ", ".join(codes.suite(code).name for code in suites)


def _ssl2(results: EnumerationResults) -> ProtocolScan:
    version = ProtocolVersion.SSL_2
    if results.ssl2 is None:
        reason = results.stop_reason or Reason.TIMEOUT  # also where no connection came about
        return ProtocolScan(version=version, status="not_tested", reason=reason)
    if not results.ssl2:
        return ProtocolScan(version=version, status="refused")
    return ProtocolScan(version=version, status="accepted", suites=results.ssl2)


def _groups(results: EnumerationResults, protocols: tuple[ProtocolScan, ...]) -> tuple[str, ...] | None:
    """Empty only where every list is complete and nothing in it agrees on a key over a group."""
    groups = dict.fromkeys((*results.groups, *sorted(results.properties.groups)))
    if not groups and any(scan.reason for scan in protocols if scan.status != "refused"):
        return None
    return tuple(codes.GROUPS.get(code, f"0x{code:04X}") for code in groups)


def _negotiation(
    results: EnumerationResults, protocols: Sequence[ProtocolScan], alpn: AlpnNegotiation
) -> Negotiation:
    """The part of the facts that first flights tell; the rest is left open."""
    properties = results.properties
    by_version, renegotiation = properties.extended_master_secret, properties.secure_renegotiation
    stapled = properties.chains.has_staple()
    return Negotiation(
        alpn=tuple(alpn.agreed) if alpn.is_known else _encrypted(results, protocols),
        client_certificate=_client_certificate(results, protocols),
        extended_master_secret=by_version[max(by_version)] if by_version else _no_older(protocols),
        secure_renegotiation=all(renegotiation) if renegotiation else _no_older(protocols),
        ocsp_stapled=_encrypted(results, protocols) if stapled is None else stapled,
        dh_prime_bits=tuple(sorted(properties.dh_prime_bits)) or _no_dhe(protocols),
    )


def _no_older(protocols: Sequence[ProtocolScan]) -> Absent | NotTested:
    """Why no handshake of a version before TLS 1.3 was made."""
    older = [scan for scan in protocols if scan.version in BEFORE_TLS_1_3]
    untested = [scan for scan in older if scan.status == "not_tested"]
    return _untold(untested) if untested else ONLY_TLS_1_3


def _no_dhe(protocols: Sequence[ProtocolScan]) -> Absent | NotTested:
    return _untold(protocols) if any(scan.reason for scan in protocols) else NO_DHE


def _client_certificate(results: EnumerationResults, protocols: Sequence[ProtocolScan]) -> bool | NotTested:
    properties = results.properties
    if properties.asks_certificate or properties.chains.has_staple() is not None:
        return properties.asks_certificate
    return _encrypted(results, protocols)


def _encrypted(results: EnumerationResults, protocols: Sequence[ProtocolScan]) -> NotTested:
    """Why what TLS 1.3 encrypts was not seen."""
    suites = results.versions[codes.Version.TLS_1_3].suites
    if suites and results.groups and not is_readable(suites, results.groups):
        return UNREADABLE
    return _untold(protocols)


def _untold(protocols: Sequence[ProtocolScan]) -> NotTested:
    reason = next((scan.reason for scan in protocols if scan.reason), Reason.BLOCKED)
    return NotTested(reason=reason, detail="no handshake that was made tells")
