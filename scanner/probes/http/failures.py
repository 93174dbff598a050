"""Why a visit failed, in the words of ``NotTested``."""

from collections.abc import Iterable

import httpcore

from checks.facts import NotTested, Visit
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.http.network import NoConnectionError

# What a server can bring about. OSError covers TLS alerts in mid-stream and time-outs.
EXPECTED = (OSError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)
MOST_TELLING = (Reason.TIMEOUT, Reason.CLIENT_CERTIFICATE, Reason.BLOCKED, Reason.UNREACHABLE)
# The alerts, in OpenSSL's words, that a client without a certificate is sent: RFC 8446, 6.2, and what servers
# use before TLS 1.3, where there is none for it.
CERTIFICATE_ALERTS = ("ALERT_CERTIFICATE_REQUIRED", "ALERT_BAD_CERTIFICATE", "ALERT_NO_CERTIFICATE")


def explain(error: Exception) -> NotTested:
    """Time-outs; a certificate demanded; no connection; or one that gave no HTTP answer (``blocked``)."""
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return NotTested(reason=Reason.TIMEOUT, detail="no complete answer in time")
    detail = (str(error) or type(error).__name__)[:DETAIL_LENGTH]
    if any(alert in detail for alert in CERTIFICATE_ALERTS):
        return NotTested(reason=Reason.CLIENT_CERTIFICATE, detail=detail)
    reason = Reason.UNREACHABLE if isinstance(error, NoConnectionError) else Reason.BLOCKED
    return NotTested(reason=reason, detail=detail)


def most_telling(visits: Iterable[Visit]) -> NotTested:
    """The failure that says most of a host none of whose visits got an answer."""
    failed = [(visit, visit.failure) for visit in visits if visit.failure is not None]
    failed.sort(key=lambda failure: MOST_TELLING.index(failure[1].reason))
    visit, failure = failed[0]
    detail = f"{visit.origin} at {visit.address}: {failure.detail}"
    return NotTested(reason=failure.reason, detail=detail[:DETAIL_LENGTH])
