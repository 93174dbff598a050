"""web.hsts, and the header's parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import Absent, NotTested, Target
from checks.model import Reason
from checks.profile import Profile, load
from checks.registry import get
from checks.web._hsts import Policy, parse
from tests.checks import builders
from tests.checks.web import answers

YEAR = 31_536_000
REFUSED = builders.visit(end="failed", refused=True, failure=NotTested(reason=Reason.UNREACHABLE)).model_copy(
    update={"exchanges": ()}
)
SILENT = REFUSED.model_copy(update={"refused": False, "failure": NotTested(reason=Reason.TIMEOUT)})


@pytest.mark.parametrize(
    ("headers", "outcome", "state"),
    [
        (["max-age=31536000"], "pass", "policy"),
        (['MAX-AGE = "63072000" ; includeSubDomains; preload;'], "pass", "policy"),
        (["max-age=31535999"], "fail", "policy"),
        (["max-age=0"], "fail", "policy"),
        ([], "fail", "absent"),
        ([""], "fail", "invalid"),
        (["includeSubDomains"], "fail", "invalid"),
        (["max-age=one year"], "fail", "invalid"),
        (["max-age=-1"], "fail", "invalid"),
        (["max-age=31536000, max-age=31536000"], "fail", "invalid"),
        (["max-age=31536000; max-age=1"], "fail", "invalid"),
        (["max-age=31536000", "max-age=31536000"], "warn", "policy"),
        (["max-age=31536000", "nonsense"], "warn", "policy"),
        (["max-age=1", "max-age=31536000"], "fail", "policy"),
        (["nonsense", "max-age=31536000"], "fail", "invalid"),
    ],
)
def test_a_year_in_one_valid_header(headers: list[str], outcome: str, state: str) -> None:
    """Browsers ignore a malformed policy (RFC 6797, 6.1), and of several headers take the first (8.1)."""
    facts = answers.page(*(("strict-transport-security", value) for value in headers))
    verdict = builders.verdict("web.hsts", facts)
    assert (verdict.outcome, verdict.evidence["state"]) == (outcome, state)


def test_subdomains_and_preload_are_told() -> None:
    """They change nothing of the verdict, but the evidence shows them."""
    facts = answers.page(("strict-transport-security", "max-age=31536000; includeSubDomains; preload"))
    evidence = builders.verdict("web.hsts", facts).evidence
    assert (evidence["include_subdomains"], evidence["preload"]) == (True, True)


@pytest.mark.parametrize(
    "chain",
    [
        builders.chain(trusted=False, trust_problem="self_signed"),
        builders.chain(trusted=False, trust_problem="expired"),
        builders.chain(builders.certificate(dns_names=("other.test",))),
    ],
)
def test_browsers_ignore_a_policy_on_a_bad_certificate(chain: object) -> None:
    """RFC 6797 section 8.1: only a connection without warnings counts."""
    facts = builders.facts(tls=builders.tls(chains=(chain,)))
    verdict = builders.verdict("web.hsts", facts)
    assert (verdict.outcome, verdict.evidence["state"]) == ("fail", "bad_certificate")


def test_an_untested_certificate_decides_nothing() -> None:
    """Without TLS facts a good header is no pass: browsers ask for a good certificate, too."""
    verdict = builders.verdict("web.hsts", builders.facts(tls=NotTested(reason=Reason.TIMEOUT)))
    assert (verdict.outcome, verdict.evidence["certificate"]) == ("not_tested", "not_tested")


def test_no_https_fails_and_silence_is_not_tested() -> None:
    """A closed port and one that speaks no TLS are facts; a time-out is not."""
    closed = builders.facts(http=builders.http(https=REFUSED, https_ipv6=None))
    silent = builders.facts(http=builders.http(https=SILENT, https_ipv6=None))
    no_tls = silent.model_copy(update={"tls": Absent(detail="plain text")})
    assert builders.verdict("web.hsts", closed).evidence == {"state": "no_https"}
    assert builders.verdict("web.hsts", no_tls).outcome == "fail"
    unknown = builders.verdict("web.hsts", silent)
    assert (unknown.outcome, unknown.reason) == ("not_tested", "timeout")


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_page_in_the_site_s_stead_says_nothing_of_its_policy(status: int) -> None:
    """A firewall's page has headers of its own."""
    verdict = builders.verdict("web.hsts", answers.page(status=status))
    assert (verdict.outcome, verdict.evidence.get("state")) == ("not_tested", None)


def test_a_policy_that_only_the_redirect_has_is_said() -> None:
    """It is in force, by RFC 6797 section 8.1, and the page ought to have it too."""
    own = ("strict-transport-security", "max-age=63072000")
    there = f"https://{builders.HOST}/home"
    first = builders.exchange(status=302, headers=(("location", there), own), body="")
    visit = builders.visit(first, builders.exchange(url=there, headers=()))
    verdict = builders.verdict("web.hsts", builders.facts(http=builders.http(https=visit)))
    assert (verdict.outcome, verdict.severity) == ("warn", "low")
    assert verdict.evidence["on_redirect_only"] is True


# As Chromium reads them (net/http/http_security_headers), in own words: each kind of its cases.
AGES = [
    *(("max-age=1", 1), ("max-age =1", 1), ("  max-age= 1 ;", 1), ('max-age="1"', 1), ("mAx-AgE=007", 7)),
    *(
        (f"max-age={'9' * 45}", 10**18 - 1),
        ('max-age=5; x="a;b"', 5),
        ("max-age=5; x; y=z", 5),
        (";;max-age=5;", 5),
    ),
    *(("max-age=5;includeSubDomains;preload", 5), ("x=1;max-age=5", 5), (r'max-age=5; x="a\"b"', 5)),
]
NONE = [
    *(
        "",
        ";",
        "max-age",
        "max-age=",
        "max-age=;",
        "max-age=''1''",
        "max-age='1'",
        "max-age=1.5",
        "max-age=+1",
    ),
    *(
        "max-age=1e3",
        "max-age=1 2",
        "max-age=1 includeSubDomains",
        "max-age=1, max-age=2",
        "max-age==1",
        "=1",
    ),
    *("max-age=1; max-age=1", "max-age=1; includeSubDomains=true", "max-age=1; includeSubDomains=false"),
    *(
        'max-age=1; includeSubDomains=""',
        "max-age=1; includeSubDomains; includeSubDomains",
        "max-age=1; x=no@token",
    ),
    *('max-age="1', 'max-age=1; x="', "max-age=1; x=", "includeSubDomains", "max age=1", "max-age=1; (x)"),
]


@pytest.mark.parametrize(("header", "age"), AGES)
def test_what_browsers_take_is_taken(header: str, age: int) -> None:
    """The grammar of RFC 6797 section 6.1: tokens, quoted strings, empty and unknown directives."""
    policy = parse(header)
    assert policy is not None
    assert policy.max_age == age


@pytest.mark.parametrize("header", NONE)
def test_what_browsers_drop_is_dropped(header: str) -> None:
    """One directive out of order costs the whole header; includeSubDomains has no value (6.1.2)."""
    assert parse(header) is None


def test_an_address_cannot_have_hsts() -> None:
    """RFC 6797 section 8.1.1."""
    target = Target(host="192.0.2.10", observed_at=builders.NOW)
    facts = builders.facts().model_copy(update={"target": target})
    assert builders.verdict("web.hsts", facts).outcome == "not_applicable"


def test_the_host_s_own_answer_counts() -> None:
    """A redirect that carries the header is the host's policy; that of the site it leads to is not."""
    header = ("strict-transport-security", "max-age=63072000")
    own = builders.exchange(status=301, headers=(("location", "https://other.test/"), header))
    other = builders.exchange(url="https://other.test/", headers=())
    good = builders.facts(http=builders.http(https=builders.visit(own, other)))
    assert builders.verdict("web.hsts", good).outcome == "pass"
    swapped = builders.visit(
        own.model_copy(update={"headers": own.headers[:1]}), other.model_copy(update={"headers": (header,)})
    )
    bad = builders.facts(http=builders.http(https=swapped))
    assert builders.verdict("web.hsts", bad).outcome == "fail"


def test_a_profile_may_ask_for_less() -> None:
    """``min_age`` is a threshold."""
    profile = load().model_copy(update={"thresholds": {"web.hsts": {"min_age": 100}}})
    assert isinstance(profile, Profile)
    facts = answers.page(("strict-transport-security", "max-age=100"))
    assert get("web.hsts").judge(facts, profile.thresholds_for(get("web.hsts"))).outcome == "pass"


@given(st.text(max_size=300) | st.from_regex(r"(max-age|preload|x)=?[0-9\"; ,=]*", fullmatch=True))
def test_any_header_is_read(header: str) -> None:
    """Never an exception, whatever a server sends; an age is never negative."""
    policy = parse(header)
    assert policy is None or policy.max_age >= 0


@given(st.integers(0, 10**18 - 1), st.booleans(), st.booleans())
def test_a_written_policy_is_read_back(age: int, subdomains: bool, preload: bool) -> None:  # noqa: FBT001 - Hypothesis gives them
    """Writing a policy and reading it gives the same one."""
    parts = [f"max-age={age}", *["includeSubDomains"] * subdomains, *["preload"] * preload]
    assert parse("; ".join(parts)) == Policy(max_age=age, include_subdomains=subdomains, preload=preload)
