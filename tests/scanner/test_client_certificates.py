"""A visit that was cut for want of a certificate is told from one that was blocked."""

import pytest

from checks.facts import HttpFacts, NotTested, TlsFacts, Visit
from checks.model import Reason
from scanner.client_certificates import explained
from tests.checks import builders


def _tls(*, asks: bool) -> TlsFacts:
    facts = builders.tls()
    return facts.model_copy(
        update={"negotiation": facts.negotiation.model_copy(update={"client_certificate": asks})}
    )


def _cut(reason: Reason) -> NotTested:
    return NotTested(reason=reason, detail="sslv3 alert handshake failure")


@pytest.mark.parametrize(
    ("asks", "met", "told"),
    [
        (True, Reason.BLOCKED, Reason.CLIENT_CERTIFICATE),
        (False, Reason.BLOCKED, Reason.BLOCKED),
        (True, Reason.TIMEOUT, Reason.TIMEOUT),
    ],
)
def test_a_cut_visit_is_explained_by_what_the_server_asked(*, asks: bool, met: Reason, told: Reason) -> None:
    """Whether all visits failed or the one by TLS only; silence has other causes."""
    nothing = explained(_cut(met), _tls(asks=asks))
    assert isinstance(nothing, NotTested)
    assert nothing.reason is told
    visit = Visit(origin="https://a/", address="192.0.2.1", end="failed", failure=_cut(met))
    plain = visit.model_copy(update={"origin": "http://a/"})
    seen = explained(HttpFacts(https=visit, http=plain), _tls(asks=asks))
    assert isinstance(seen, HttpFacts)
    assert seen.https
    assert seen.https.failure == _cut(told)
    assert seen.http == plain
