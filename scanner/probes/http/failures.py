"""Why a visit failed, in the words of ``NotTested``."""

import ssl
from collections.abc import Iterable, Iterator

import httpcore

from checks.facts import NotTested, Visit
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.http.network import NoConnectionError

# What a server can bring about. OSError covers TLS alerts in mid-stream and time-outs.
EXPECTED = (OSError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)
MOST_TELLING = (
    Reason.CLIENT_CERTIFICATE,
    Reason.TIMEOUT,
    Reason.RATE_LIMITED,
    Reason.BLOCKED,
    Reason.UNREACHABLE,
)
NO_ALERT = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
HUNG_UP = ("Server disconnected", "peer closed connection")  # what httpcore and h11 say of a connection's end


def explain(error: Exception, *, wants_certificate: bool = False) -> NotTested:
    """Time-outs; no connection at all; or a connection that gave no HTTP answer (``blocked``).

    A certificate that is not trusted fails a session alone that asks for a trusted one.

    ``wants_certificate``: the server had asked for the client's certificate before it ended the connection.
    """
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return NotTested(reason=Reason.TIMEOUT, detail="no complete answer in time")
    if wants_certificate:
        detail = f"asked for a client certificate, then ended the connection: {error}"
        return NotTested(reason=Reason.CLIENT_CERTIFICATE, detail=detail[:DETAIL_LENGTH])
    reason = Reason.UNREACHABLE if isinstance(error, NoConnectionError) else Reason.BLOCKED
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)):
        reason = Reason.UNTRUSTED
    return NotTested(reason=reason, detail=(str(error) or type(error).__name__)[:DETAIL_LENGTH])


def is_cut(error: Exception) -> bool:
    """Whether a connection was cut: it ended without an alert of TLS, and without anything in its stead."""
    if isinstance(error, NoConnectionError | TimeoutError | httpcore.TimeoutException):
        return False
    if isinstance(error, httpcore.RemoteProtocolError):
        return str(error).startswith(HUNG_UP)
    return all(isinstance(cause, NO_ALERT) for cause in _causes(error) if isinstance(cause, ssl.SSLError))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def most_telling(visits: Iterable[Visit]) -> NotTested:
    """The failure that says most of a host none of whose visits got an answer."""
    failed = [(visit, visit.failure) for visit in visits if visit.failure is not None]
    failed.sort(key=lambda failure: MOST_TELLING.index(failure[1].reason))
    visit, failure = failed[0]
    detail = f"{visit.origin} at {visit.address}: {failure.detail}"
    return NotTested(reason=failure.reason, detail=detail[:DETAIL_LENGTH])
