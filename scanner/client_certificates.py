"""Why a server breaks off visits without a certificate: up to TLS 1.2 the TLS probe alone sees it ask."""

from checks.facts import Absent, HttpFacts, NotTested, TlsFacts, Visit
from checks.model import Reason

VISITS_BY_TLS = ("https", "https_ipv6", "security_txt")


def explained(http: HttpFacts | NotTested, tls: TlsFacts | Absent | NotTested) -> HttpFacts | NotTested:
    """The facts of the pages; a visit that was cut by a server that asks for a certificate says so."""
    if not isinstance(tls, TlsFacts) or tls.negotiation.client_certificate is not True:
        return http
    if isinstance(http, NotTested):
        return _demanded(http)
    visits = {name: getattr(http, name) for name in VISITS_BY_TLS}
    return http.model_copy(update={name: _cut(visit) for name, visit in visits.items() if visit})


def _cut(visit: Visit) -> Visit:
    if visit.failure is None or visit.exchanges:
        return visit
    return visit.model_copy(update={"failure": _demanded(visit.failure)})


def _demanded(failure: NotTested) -> NotTested:
    if failure.reason is not Reason.BLOCKED:
        return failure
    return failure.model_copy(update={"reason": Reason.CLIENT_CERTIFICATE})
