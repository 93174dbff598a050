"""What an enumeration did not see whole, why, and what happened."""

from collections.abc import Iterator, Sequence

from checks.facts import Part, Unseen
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.enumeration.results import EnumerationResults, VersionSupport
from scanner.probes.tls.handshake.client import TlsClient
from scanner.probes.tls.handshake.tls13_flight import is_readable
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS


def unseen(results: EnumerationResults, client: TlsClient, certificates: int) -> Iterator[Unseen]:
    """The groups and certificates that may be missing; so many certificates were seen."""
    yield from _groups_unseen(results, client)
    yield from _certificates_unseen(results, client, certificates)


def of_version(
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


def _certificates_unseen(results: EnumerationResults, client: TlsClient, seen: int) -> Iterator[Unseen]:
    tls13 = results.versions[codes.Version.TLS_1_3]
    if not seen and tls13.suites and results.groups and not is_readable(tls13.suites, results.groups):
        detail = f"TLS 1.3 over {_unreadable(tls13.suites, results.groups)}: it cannot be computed here"
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.TOOL_MISSING, detail=detail[:DETAIL_LENGTH])
    elif results.certificate_gaps:
        detail = f"{seen} certificates seen, then {results.certificate_gaps[0]}"
        why = client.asking.no_answer_reason
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=why, detail=detail[:DETAIL_LENGTH])
    elif reason := _certificate_hidden(results, client):
        detail = f"{seen} certificates seen, and not every question that shows one was answered"
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=reason, detail=detail)


def _certificate_hidden(results: EnumerationResults, client: TlsClient) -> Reason | None:
    """Why one more kind of certificate may be there: TLS 1.3 is asked for both, older versions by suites."""
    if not results.certificates_asked:
        return results.stop_reason
    if results.versions[codes.Version.TLS_1_3].is_accepted or results.newest_before_tls_1_3 is None:
        return None
    return of_version(results.versions[results.newest_before_tls_1_3], results, client)[0]


def _unreadable(suites: Sequence[int], groups: Sequence[int]) -> str:
    """What of a handshake is unknown here: the groups, or else the suites."""
    if set(groups).isdisjoint(READABLE_GROUPS):
        return ", ".join(codes.GROUPS.get(code, f"0x{code:04X}") for code in groups)
    return ", ".join(codes.suite(code).name for code in suites)
