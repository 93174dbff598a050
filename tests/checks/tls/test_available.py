"""tls.available."""

import pytest

from checks.facts import (
    Absent,
    AddressReach,
    Facts,
    HttpFacts,
    NotTested,
    PortState,
    ReachFacts,
    Visit,
)
from checks.facts.reach import PortAnswer
from checks.model import Reason
from tests.checks import builders

NO_TLS = Absent(detail="the answer is no TLS record")
NO_ANSWER = NotTested(reason=Reason.UNREACHABLE, detail="connection refused")
TIMEOUT = NotTested(reason=Reason.TIMEOUT, detail="no answer in 5 s")
SILENT = NotTested(reason=Reason.UNREACHABLE, detail="nothing answers")


def reach(*states: PortAnswer, ipv6_here: bool = True) -> ReachFacts:
    """The HTTPS port in these states: over IPv4 first, then over IPv6; the plain port is open."""
    families = {builders.V4: 4, builders.V6: 6}
    addresses = tuple(
        AddressReach(
            address=address,
            family=4 if family == 4 else 6,
            ports=(PortState(port=443, state=state), PortState(port=80, state="open")),
        )
        for (address, family), state in zip(families.items(), states, strict=False)
    )
    return builders.reach(addresses=addresses, ipv6_here=ipv6_here)


def plain_http() -> HttpFacts:
    """Only the plain port answers."""
    failed = Visit(
        origin=f"https://{builders.HOST}/", address=builders.V4, end="failed", failure=NO_ANSWER, refused=True
    )
    return builders.http(https=failed, https_ipv6=None, security_txt=None)


@pytest.mark.parametrize(
    ("about", "outcome", "reason"),
    [
        (builders.facts(), "pass", None),
        (builders.facts(tls=TIMEOUT), "pass", None),
        (builders.facts(tls=NO_TLS, reach=reach("open"), http=SILENT), "fail", None),
        (builders.facts(tls=NO_TLS, reach=SILENT, http=plain_http()), "fail", None),
        (builders.facts(tls=NO_TLS, reach=reach("refused"), http=SILENT), "not_tested", "unreachable"),
        (builders.facts(tls=NO_ANSWER, reach=reach("refused"), http=plain_http()), "fail", None),
        (builders.facts(tls=NO_ANSWER, reach=reach("refused", "refused"), http=plain_http()), "fail", None),
        (
            builders.facts(tls=TIMEOUT, reach=reach("refused", "timeout"), http=plain_http()),
            "not_tested",
            "timeout",
        ),
        (
            builders.facts(
                tls=NO_ANSWER, reach=reach("refused", "unreachable", ipv6_here=False), http=plain_http()
            ),
            "fail",
            None,
        ),
        (builders.facts(tls=TIMEOUT, reach=reach("timeout"), http=plain_http()), "not_tested", "timeout"),
        (builders.facts(tls=TIMEOUT, reach=reach("open"), http=plain_http()), "not_tested", "timeout"),
        (builders.facts(tls=TIMEOUT, reach=SILENT, http=plain_http()), "not_tested", "timeout"),
        (builders.facts(tls=NO_ANSWER, reach=reach("refused"), http=SILENT), "not_tested", "unreachable"),
        (builders.facts(tls=NO_ANSWER, reach=SILENT, http=SILENT), "not_tested", "unreachable"),
    ],
)
def test_only_a_live_host_without_tls_fails(about: Facts, outcome: str, reason: str | None) -> None:
    """A dead or silent host could not be judged; a host that answers, and not in TLS, fails."""
    verdict = builders.verdict("tls.available", about)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_the_evidence_shows_the_port_and_its_state() -> None:
    """A reader sees which port was tried and what it did."""
    about = builders.facts(tls=NO_ANSWER, reach=reach("refused"), http=plain_http())
    assert builders.verdict("tls.available", about).evidence == {
        "https_port": 443,
        "http_answers": True,
        "https_port_states": "refused",
        "detail": "connection refused",
    }


@pytest.mark.parametrize(("asks", "told"), [(True, True), (False, False), (TIMEOUT, False)])
def test_a_client_certificate_is_asked_for(*, asks: bool | NotTested, told: bool) -> None:
    """HTTPS is offered all the same; that the server wants a certificate of its visitors is said."""
    tls = builders.tls(negotiation=builders.negotiation(client_certificate=asks))
    verdict = builders.verdict("tls.available", builders.facts(tls=tls))
    assert verdict.outcome == "pass"
    assert ("client certificate" in verdict.summary.en) is told
    assert ("client_certificate" in verdict.evidence) is told


@pytest.mark.parametrize("reason", [Reason.STARTTLS, Reason.NAME_REFUSED])
def test_what_the_port_said_is_told(reason: Reason) -> None:
    """A port that speaks SMTP first, or knows no host of this name, is neither with nor without HTTPS."""
    silent = NotTested(reason=reason, detail="port 25 speaks SMTP")
    facts = builders.facts(tls=silent, reach=reach("open"), http=SILENT)
    verdict = builders.verdict("tls.available", facts)
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)
    assert verdict.evidence["detail"] == "port 25 speaks SMTP"
