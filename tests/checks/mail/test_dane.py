"""mail.dane, by the ground truth of TLSA records and of what mail servers show."""

import hashlib
from typing import Any

import pytest

from checks.facts import Absent
from checks.facts.names.mail_servers import NamedChains
from checks.model import Reason
from tests.checks import builders
from tests.checks.mail.servers import (
    DAY,
    MAIL,
    NOW,
    OTHER,
    OTHER_V4,
    TIMEOUT,
    V4,
    certificate,
    host,
    mail_servers,
    mail_tls,
    server,
    tlsa,
)

CERTIFICATE, CERTIFICATE_512 = "a" * 63 + "0", "a" * 127 + "0"
LEAF, CA = certificate("a"), certificate("b", certifies=(0,), dns_names=())
ROOT = certificate("c", certifies=(1,))
OF_OTHERS = mail_tls(chains=((certificate("e"),),))
NONE = tlsa().model_copy(update={"records": ()})
UNSIGNED = NONE.model_copy(update={"state": "insecure"})


def _verdict(answer: Any, *chains: Any, **changes: Any) -> Any:
    tls = mail_tls(chains=chains or ((LEAF, CA, ROOT),))
    given = {"hosts": (host(MAIL, V4, tlsa=answer),), **changes}
    servers = given.pop("servers", (server(V4, tls=tls),))
    facts = mail_servers(*servers, **given)
    return builders.verdict("mail.dane", builders.facts(mail_servers=facts))


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ((f"3 1 1 {'a' * 64}",), "pass"),
        ((f"3 1 2 {'a' * 128}",), "pass"),
        ((f"3 0 1 {CERTIFICATE}",), "pass"),
        ((f"3 0 2 {CERTIFICATE_512}",), "pass"),
        ((f"2 1 1 {'b' * 64}",), "pass"),
        ((f"2 1 2 {'c' * 128}",), "pass"),
        ((f"3 1 1 {'e' * 64}", f"3 1 1 {'a' * 64}"), "pass"),  # the next key is there already
        ((f"1 1 1 {'a' * 64}", f"3 1 1 {'a' * 64}"), "pass"),
        ((f"3 1 1 {'e' * 64}",), "fail"),
        ((f"3 0 1 {'a' * 64}",), "fail"),  # the digest of the key, said to be of the certificate
        ((f"3 1 1 {'b' * 64}",), "fail"),  # the authority's key, said to be the server's
        ((f"2 1 1 {'a' * 64}",), "fail"),  # the server's own key is no trust anchor
        ((f"2 1 1 {'e' * 64}",), "fail"),
        ((f"0 1 1 {'c' * 64}",), "warn"),
        ((f"1 1 1 {'a' * 64}",), "warn"),
        ((f"3 2 1 {'a' * 64}",), "warn"),
        ((f"3 1 3 {'a' * 64}",), "warn"),
        ((f"3 1 1 {'a' * 62}",), "warn"),
        ((f"3 1 1 {'a' * 128}",), "warn"),
        ((f"9 9 9 {'a' * 64}",), "warn"),
        (("2 0 0 3000",), "not_tested"),  # the trust anchor is in the record, and is not sent along
    ],
)
def test_parameters_and_data(lines: tuple[str, ...], outcome: str) -> None:
    """Usages 2 and 3 alone, key or certificate, whole or by its digest; one record that holds is enough."""
    assert _verdict(tlsa(*lines)).outcome == outcome


@pytest.mark.parametrize("field", ["sha256", "key_sha256"])
def test_what_is_whole_in_the_record(field: str) -> None:
    """Matching type 0 compares the content itself."""
    whole = hashlib.sha256(b"\x30\x03abc").hexdigest()
    chain = (certificate("d", **{field: whole}),)
    selector = int(field == "key_sha256")
    assert _verdict(tlsa(f"3 {selector} 0 3003616263"), chain).outcome == "pass"
    assert _verdict(tlsa(f"3 {selector} 0 3003616264"), chain).outcome == "fail"


@pytest.mark.parametrize(
    ("changes", "issued", "anchored"),
    [
        ({"not_after": NOW - DAY}, "pass", "fail"),
        ({"not_before": NOW + DAY / 2}, "pass", "fail"),
        ({"dns_names": ("www.example.test",)}, "pass", "fail"),
        ({"dns_names": ()}, "pass", "fail"),
        ({"dns_names": ("*.example.test",)}, "pass", "pass"),
        ({"dns_names": ("*.test",)}, "pass", "fail"),
        ({"dns_names": ("MAIL.Example.Test",)}, "pass", "pass"),
        ({"dns_names": ("example.test",)}, "pass", "pass"),  # whose mail it is (RFC 7672, 3.2.2)
    ],
)
def test_dates_and_names(changes: dict[str, Any], issued: str, anchored: str) -> None:
    """Below a trust anchor they matter; with the server's own key in DNS they do not."""
    chain = (certificate("a", **changes), CA, ROOT)
    assert _verdict(tlsa(), chain).outcome == issued
    assert _verdict(tlsa(f"2 1 1 {'c' * 64}"), chain).outcome == anchored


@pytest.mark.parametrize(
    ("chain", "outcome"),
    [
        (
            (LEAF, ROOT, CA.model_copy(update={"certifies": (0,)})),
            "fail",
        ),  # it certifies nothing of use
        ((LEAF, certificate("e"), CA, certificate("c", certifies=(2,))), "pass"),  # one more in between
        ((LEAF, CA.model_copy(update={"not_after": NOW - DAY}), ROOT), "fail"),
        ((LEAF, CA, ROOT.model_copy(update={"not_after": NOW - DAY})), "fail"),
        ((LEAF, CA.model_copy(update={"certifies": ()}), ROOT), "fail"),
        ((LEAF, CA.model_copy(update={"certifies": (0, 2)}), ROOT), "pass"),  # cross-signed
        ((LEAF, certificate("f", certifies=(0,)), certificate("c", certifies=(0,))), "pass"),  # two ways up
    ],
)
def test_the_way_up_to_a_trust_anchor(chain: Any, outcome: str) -> None:
    """Each certificate on it signed by the next, and none of them out of date."""
    assert _verdict(tlsa(f"2 1 1 {'c' * 64}"), chain).outcome == outcome


def test_every_chain_that_a_server_shows() -> None:
    """A sender may meet any of them, one for each kind of key."""
    assert _verdict(tlsa(), (LEAF,), (certificate("e"),)).outcome == "fail"
    both = tlsa(f"3 1 1 {'a' * 64}", f"3 1 1 {'e' * 64}")
    assert _verdict(both, (LEAF,), (certificate("e"),)).outcome == "pass"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (NONE, "info"),
        (UNSIGNED, "not_applicable"),
        (tlsa(state="insecure"), "not_applicable"),  # records that nobody can rely on are none
        (tlsa(f"3 1 1 {'e' * 64}", state="insecure"), "not_applicable"),
        (tlsa(state="bogus"), "fail"),
        (NONE.model_copy(update={"failure": TIMEOUT}), "not_tested"),
    ],
)
def test_whether_the_records_are_signed(answer: Any, outcome: str) -> None:
    """Only what is signed counts; without records, the zone decides whether there could be any."""
    assert _verdict(answer).outcome == outcome


@pytest.mark.parametrize(
    ("security", "outcome"),
    [("secure", "pass"), ("insecure", "info"), ("bogus", "fail"), ("indeterminate", "not_tested")],
)
def test_whether_the_mx_records_are_signed(security: str, outcome: str) -> None:
    """Where they are not, mail can be led to another server (RFC 7672, 2.2.1)."""
    assert _verdict(tlsa(), security=security).outcome == outcome


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        (NONE, "warn"),
        (UNSIGNED, "warn"),
        (tlsa(f"3 1 1 {'e' * 64}"), "fail"),
        (tlsa(f"1 1 1 {'a' * 64}"), "warn"),
        (tlsa(), "pass"),
        (NONE.model_copy(update={"failure": TIMEOUT}), "not_tested"),
    ],
)
def test_another_server_beside_a_good_one(other: Any, outcome: str) -> None:
    """Mail goes to any of them."""
    hosts = (host(MAIL, V4), host(OTHER, OTHER_V4, tlsa=other))
    servers = (server(V4), server(OTHER_V4, asked_as=OTHER))
    for order in (hosts, hosts[::-1]):
        assert _verdict(tlsa(), hosts=order, servers=servers).outcome == outcome


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({"port": "timeout"}, "not_tested", Reason.TIMEOUT),
        ({"tls": TIMEOUT}, "not_tested", Reason.TIMEOUT),
        ({"tls": mail_tls(chains=())}, "not_tested", Reason.INCOMPLETE),
        ({"tls": Absent(detail="port 25 has no TLS")}, "fail", None),
        ({"asked_as": OTHER}, "pass", None),
        (
            {"asked_as": OTHER, "tls": OF_OTHERS},
            "not_tested",
            Reason.INCOMPLETE,
        ),
    ],
)
def test_what_the_server_does(changes: dict[str, Any], outcome: str, reason: Reason | None) -> None:
    """Without STARTTLS senders deliver nothing; by another name it may show another certificate."""
    verdict = _verdict(tlsa(), servers=(server(V4, **changes),))
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("shown", "outcome", "reason"),
    [
        (NamedChains(name=MAIL, chains=((LEAF,),)), "pass", None),
        (NamedChains(name=MAIL, chains=((certificate("e"),),)), "fail", None),
        (NamedChains(name=MAIL, failure=TIMEOUT), "not_tested", Reason.TIMEOUT),
        (NamedChains(name=MAIL), "not_tested", Reason.INCOMPLETE),
        (NamedChains(name=OTHER, chains=((LEAF,),)), "not_tested", Reason.INCOMPLETE),
    ],
)
def test_what_it_shows_by_its_own_name_counts(shown: Any, outcome: str, reason: Reason | None) -> None:
    """Whatever it showed to whoever asked for another of its names."""
    met = server(V4, asked_as=OTHER, tls=OF_OTHERS, by_name=(shown,))
    verdict = _verdict(tlsa(), servers=(met,))
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_a_trust_anchor_that_dns_has_whole() -> None:
    """It is good where it certifies the leaf, and wrong where it is nobody's; its key alone is not tried."""
    whole = hashlib.sha256(b"\x30\x03abc").hexdigest()
    record = tlsa("2 0 0 3003616263")
    for certifies, outcome in (((0,), "pass"), ((), "fail")):
        anchor = certificate("d", sha256=whole, certifies=certifies, is_sent=False)
        met = server(
            V4, tls=mail_tls(chains=((LEAF,),)), by_name=(NamedChains(name=MAIL, chains=((LEAF, anchor),)),)
        )
        assert _verdict(record, servers=(met,)).outcome == outcome
    assert _verdict(record, (LEAF,)).outcome == "not_tested"
    assert _verdict(tlsa("2 1 0 3003616263"), (LEAF,)).outcome == "not_tested"


def test_an_unsigned_zone_where_no_server_answers() -> None:
    """Whether DANE applies does not hang on port 25."""
    assert _verdict(UNSIGNED, servers=(server(V4, port="timeout"),)).outcome == "not_applicable"
    assert _verdict(NONE, servers=(server(V4, port="timeout"),)).outcome == "info"


def test_a_name_without_any_address() -> None:
    """No mail goes there, so nothing is left unprotected."""
    hosts = (host(MAIL, V4), host(OTHER, ipv4=(), ipv6=(), tlsa=NONE))
    assert _verdict(tlsa(), hosts=hosts).outcome == "pass"
    assert _verdict(tlsa(), hosts=hosts[1:], servers=(server(V4),)).outcome == "info"
