"""cert.hostname."""

from string import ascii_lowercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.cert.hostname import matches
from checks.facts import Target
from checks.model import Verdict
from tests.checks import builders

EDGE, INNER = st.sampled_from(ascii_lowercase + digits), st.sampled_from(ascii_lowercase + digits + "-")
LONGER = st.builds("{}{}{}".format, EDGE, st.text(INNER, max_size=8), EDGE)
LABEL = EDGE | LONGER  # made from its letters: from a regular expression it takes ten times as long
HOSTS = st.lists(LABEL, min_size=2, max_size=5).map(lambda labels: ".".join([*labels, "test"]))


def judged(host: str, *names: str, addresses: tuple[str, ...] = (), subject: str = "CN=x") -> Verdict:
    """The verdict on a host whose certificate carries these names."""
    leaf = builders.certificate(dns_names=names, ip_addresses=addresses, subject=subject)
    return builders.verdict(
        "cert.hostname",
        builders.facts(
            target=Target(host=host, observed_at=builders.NOW),
            tls=builders.tls(chains=(builders.chain(leaf),)),
        ),
    )


@pytest.mark.parametrize(
    ("host", "names", "outcome"),
    [
        ("www.example.test", ("www.example.test",), "pass"),
        ("www.example.test", ("other.test", "WWW.Example.TEST"), "pass"),
        ("www.example.test", ("example.test",), "fail"),
        ("www.example.test", ("*.example.test",), "pass"),
        ("a.b.example.test", ("*.example.test",), "fail"),
        ("example.test", ("*.example.test",), "fail"),
        ("www.example.test", ("w*.example.test",), "fail"),
        ("www.example.test", ("*w.example.test",), "fail"),
        ("www.example.test", ("www.*.test",), "fail"),
        ("www.example.test", ("*.*.test",), "fail"),
        ("localhost", ("*",), "fail"),
        ("example.test", ("*.test",), "fail"),
        ("portal.gov.vn", ("*.gov.vn",), "fail"),
        ("dvc.example.gov.vn", ("*.example.gov.vn",), "pass"),
        ("portal.danang.vn", ("*.danang.vn",), "fail"),
        ("example.co.uk", ("*.co.uk",), "fail"),
        ("www.example.co.uk", ("*.example.co.uk",), "pass"),
        ("example.s3.amazonaws.com", ("*.s3.amazonaws.com",), "pass"),  # a company's, not a registry's
        ("localhost", ("*.",), "fail"),
        ("www.example.test", ("www.example.test.",), "fail"),
        ("www.example.test", ("www.example.test\x00.evil.test",), "fail"),
        ("xn--cng-8na.example.test", ("*.example.test",), "pass"),
        ("www.example.test", (), "fail"),
        ("192.0.2.10", ("192.0.2.10",), "fail"),
        ("192.0.2.10", ("*.0.2.10",), "fail"),
    ],
)
def test_names_match_by_rfc_9525(host: str, names: tuple[str, ...], outcome: str) -> None:
    """A wildcard is the whole left-most label and stands for exactly one."""
    assert judged(host, *names).outcome == outcome


@pytest.mark.parametrize(
    ("host", "addresses", "outcome"),
    [
        ("192.0.2.10", ("192.0.2.10",), "pass"),
        ("192.0.2.10", ("192.0.2.11",), "fail"),
        ("2001:db8::1", ("2001:DB8:0:0:0:0:0:1",), "pass"),
        ("2001:db8::1", ("not an address",), "fail"),
        ("www.example.test", ("192.0.2.10",), "fail"),
    ],
)
def test_an_address_matches_address_entries_only(host: str, addresses: tuple[str, ...], outcome: str) -> None:
    """By value, however it is written."""
    assert judged(host, addresses=addresses).outcome == outcome


def test_the_common_name_is_ignored_and_said_to_be() -> None:
    """RFC 9525: subjectAltName only."""
    verdict = judged("www.example.test", subject="CN=www.example.test")
    assert verdict.outcome == "fail"
    assert "common name" in verdict.summary.en


def test_a_thousand_names_are_counted_and_cut() -> None:
    """What a server says stays bounded in the evidence."""
    verdict = judged("www.example.test", *(f"h{number}.test" for number in range(1000)))
    assert verdict.evidence["names_total"] == 1000
    assert verdict.evidence["names"] == [f"h{number}.test" for number in range(20)]


def test_no_certificate_is_no_verdict() -> None:
    """What could not be obtained is for no host and against none."""
    facts = builders.facts(tls=builders.tls(chains=()))
    assert builders.verdict("cert.hostname", facts).outcome == "not_tested"


@given(HOSTS)
def test_a_host_matches_itself_and_its_wildcard(host: str) -> None:
    """In any case; a wildcard never matches its own parent or a deeper name."""
    parent = host.partition(".")[2]
    wildcard = builders.certificate(dns_names=(f"*.{parent}".upper(),))
    assert matches(builders.certificate(dns_names=(host.upper(),)), host)
    assert matches(wildcard, host)
    assert not matches(wildcard, parent)
    assert not matches(wildcard, f"deeper.{host}")


@given(HOSTS, st.text() | HOSTS)
def test_any_other_name_does_not_match(host: str, presented: str) -> None:
    """Whatever a certificate says, only the name itself or its wildcard matches."""
    leaf = builders.certificate(dns_names=(presented,))
    expected = presented.lower() in {host, f"*.{host.partition('.')[2]}"}
    assert matches(leaf, host) is expected


def test_the_true_number_of_names_is_told() -> None:
    """The evidence lists twenty and counts all; where some are not listed, a mismatch cannot be told."""
    many = tuple(f"{number}.example.test" for number in range(150))
    assert judged("149.example.test", *many).evidence["names_total"] == 150
    leaf = builders.certificate(dns_names=many, names_total=10_000)
    chains = (builders.chain(leaf),)
    verdict = builders.verdict("cert.hostname", builders.facts(tls=builders.tls(chains=chains)))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "incomplete")


def test_names_that_cannot_be_read_are_told_as_such() -> None:
    """Neither a pass, since browsers may refuse the extension, nor "names no host"."""
    leaf = builders.certificate(unreadable=("extensions", "subject_alternative_name"))
    for found in (leaf, leaf.model_copy(update={"dns_names": ()})):
        chains = (builders.chain(found),)
        verdict = builders.verdict("cert.hostname", builders.facts(tls=builders.tls(chains=chains)))
        assert (verdict.outcome, verdict.reason) == ("not_tested", "unreadable")
    other = leaf.model_copy(update={"unreadable": ("extensions",)})
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(other),)))
    assert builders.verdict("cert.hostname", facts).outcome == "pass"
