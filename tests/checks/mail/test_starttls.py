"""mail.starttls, by the ground truth of mail servers."""

from typing import Any

import pytest

from checks.facts import Absent, MailServerFacts, NotTested, ProtocolVersion
from checks.facts.names.mail_servers import PORT_25, MailServer
from checks.judging import unseen_reasons
from checks.model import Reason
from tests.checks import builders
from tests.checks.mail.servers import (
    MAIL,
    OTHER,
    OTHER_V4,
    TIMEOUT,
    V4,
    V6,
    host,
    mail_servers,
    mail_tls,
    server,
)

V = ProtocolVersion
NO_TLS = Absent(detail="port 25 has no TLS: SMTP: EHLO answered 250 without STARTTLS")
TWO = (host(MAIL, V4), host(OTHER, OTHER_V4))
UNRESOLVED = host(OTHER, ipv4=(), ipv6=(), failure=TIMEOUT, unanswered=("A", "AAAA"))


def _verdict(*servers: MailServer, **changes: Any) -> Any:
    facts = mail_servers(*servers, **{"hosts": TWO, **changes})
    return builders.verdict("mail.starttls", builders.facts(mail_servers=facts))


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        pytest.param(mail_tls(), "pass", id="modern"),
        pytest.param(mail_tls(V.TLS_1_2), "pass", id="1.2 alone"),
        pytest.param(mail_tls(V.TLS_1_3), "pass", id="1.3 alone"),
        pytest.param(mail_tls(V.TLS_1_0, V.TLS_1_1, V.TLS_1_2), "warn", id="old ones beside 1.2"),
        pytest.param(mail_tls(V.TLS_1_1, V.TLS_1_3), "warn", id="1.1 beside 1.3"),
        pytest.param(mail_tls(V.TLS_1_0), "fail", id="1.0 alone"),
        pytest.param(mail_tls(V.TLS_1_1, V.TLS_1_0), "fail", id="no modern one"),
        pytest.param(mail_tls(V.SSL_3, V.TLS_1_2), "fail", id="SSL 3.0"),
        pytest.param(NO_TLS, "fail", id="no STARTTLS"),
        pytest.param(TIMEOUT, "not_tested", id="not told"),
        pytest.param(mail_tls(unknown=(V.TLS_1_0,)), "not_tested", id="an old version not told"),
        pytest.param(mail_tls(V.TLS_1_0, unknown=(V.TLS_1_2,)), "warn", id="1.2 not told"),
    ],
)
def test_every_server_counts(second: Any, outcome: str) -> None:
    """Beside one in good order, and alone: the worst decides, whichever place it has."""
    for servers in (
        (server(V4), server(OTHER_V4, tls=second)),
        (server(V4, tls=second), server(OTHER_V4)),
    ):
        assert _verdict(*servers).outcome == outcome
    assert _verdict(server(V4, tls=second), hosts=TWO[:1]).outcome == outcome


def test_a_server_that_is_not_reached_beside_others() -> None:
    """It is seen in part; what was found at the others stands."""
    verdict = _verdict(server(V4), server(OTHER_V4, port="timeout"))
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.INCOMPLETE)
    assert OTHER in str(verdict.evidence["not_seen"])
    assert _verdict(server(V4, tls=NO_TLS), server(OTHER_V4, port="timeout")).outcome == "fail"


def test_an_address_that_is_closed_beside_one_that_is_open() -> None:
    """Mail to that name arrives at the other, as from a scanner that has no IPv6."""
    assert _verdict(server(V4), server(V6, port="unreachable"), hosts=(host(),)).outcome == "pass"


@pytest.mark.parametrize(
    ("here", "tls", "outcome"),
    [(True, mail_tls(), "pass"), (False, mail_tls(), "not_tested"), (False, NO_TLS, "fail")],
)
def test_a_server_that_is_met_over_ipv4_alone(tls: Any, outcome: str, *, here: bool) -> None:
    """Where the scanner has no IPv6, what stands at the other address was not seen; a finding stands."""
    both = host(MAIL, V4, V6)
    seen = (server(V4, tls=tls), server(V6, port="unreachable"))
    verdict = _verdict(*seen, hosts=(both,), ipv6_here=here)
    assert verdict.outcome == outcome
    assert (Reason.NO_IPV6_HERE in unseen_reasons(verdict)) is not here


@pytest.mark.parametrize(
    ("ports", "reason", "detail"),
    [
        (("timeout", "timeout"), Reason.TIMEOUT, PORT_25),
        (("timeout", "refused"), Reason.UNREACHABLE, f"port 25: {V4} timeout, {OTHER_V4} refused"),
        (("unreachable", "unreachable"), Reason.UNREACHABLE, "unreachable"),
    ],
)
def test_no_server_is_reached(ports: tuple[Any, Any], reason: Reason, detail: str) -> None:
    """Never a failure: the scanner's own network may let nothing out to port 25, and that is said."""
    verdict = _verdict(server(V4, port=ports[0]), server(OTHER_V4, port=ports[1]))
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)
    assert detail in str(verdict.evidence["detail"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hosts": (UNRESOLVED,)}, Reason.TIMEOUT),
        ({"hosts": (host(MAIL, "10.0.0.1", withheld=("10.0.0.1",)),)}, Reason.PRIVATE_ADDRESS),
        ({"hosts": (host(MAIL, ipv4=(), ipv6=()),)}, Reason.DNS_FAILURE),
    ],
)
def test_no_server_has_an_address_to_be_met_at(changes: dict[str, Any], reason: Reason) -> None:
    """Why is told."""
    bare = MailServerFacts(domain="example.test", **changes)
    verdict = builders.verdict("mail.starttls", builders.facts(mail_servers=bare))
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)


def test_a_name_whose_addresses_are_not_known() -> None:
    """What stands there was not seen."""
    assert _verdict(server(V4), hosts=(TWO[0], UNRESOLVED)).outcome == "not_tested"
    withheld = host(OTHER, "10.0.0.1", withheld=("10.0.0.1",))
    assert _verdict(server(V4), hosts=(TWO[0], withheld)).outcome == "not_tested"


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (Absent(detail="the domain has no server that takes mail"), "not_applicable"),
        (NotTested(reason=Reason.DNS_FAILURE, detail="SERVFAIL"), "not_tested"),
    ],
)
@pytest.mark.parametrize("check", ["mail.starttls", "mail.dane", "ipv6.mx_address", "ipv6.mx_reachable"])
def test_a_domain_without_mail(check: str, given: Absent | NotTested, outcome: str) -> None:
    """None of these checks applies; where MX has no answer, that is not known."""
    assert builders.verdict(check, builders.facts(mail_servers=given)).outcome == outcome
