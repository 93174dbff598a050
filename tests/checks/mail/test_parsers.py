"""The parsers of mail policies: whatever is published, they answer, and what is written is read back."""

import ipaddress
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from checks.mail import _mta_sts, _tls_rpt
from checks.mail._dmarc import record as dmarc
from checks.mail._dmarc.discovery import walk
from checks.mail._spf import macros, record, stranger
from checks.mail._spf.record import Mechanism, SpfRecord, SpfSyntaxError
from tests.checks.mail import domains
from tests.checks.mail.domains import DOMAIN

PIECES = st.sampled_from(
    [
        *(
            "v=spf1 ",
            "v=DMARC1;",
            "all",
            "include:",
            "redirect=",
            "a",
            "mx",
            "ptr",
            "ip4:",
            "ip6:",
            "exists:",
        ),
        *("%{", "}", "%", "d", "i", "r", "0", "9", "/", "//", ":", ".", "-", "+", "~", "?", " ", "=", ";"),
        *(
            "example.test",
            "192.0.2.1",
            "::1",
            "p=",
            "sp=",
            "reject",
            "psd=y",
            "rua=",
            "mailto:",
            ",",
            "\t",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join))
LABELS = st.from_regex(r"[a-z][a-z0-9]{0,10}", fullmatch=True)
NAMES = st.lists(LABELS, min_size=2, max_size=5).map(".".join)
QUALIFIERS = st.sampled_from("+-~?")
NETWORKS = st.ip_addresses().flatmap(
    lambda ip: st.integers(0, ip.max_prefixlen).map(lambda n: ipaddress.ip_network(f"{ip}/{n}", strict=False))
)
MECHANISMS = st.one_of(
    st.builds(Mechanism, QUALIFIERS, st.just("all")),
    st.builds(Mechanism, QUALIFIERS, st.sampled_from(["include", "exists"]), NAMES),
    st.builds(Mechanism, QUALIFIERS, st.just("ptr"), st.one_of(st.just(""), NAMES)),
    st.builds(
        Mechanism,
        QUALIFIERS,
        st.sampled_from(["a", "mx"]),
        st.one_of(st.just(""), NAMES),
        st.integers(0, 32),
        st.integers(0, 128),
    ),
    st.tuples(QUALIFIERS, NETWORKS).map(
        lambda pair: Mechanism(pair[0], f"ip{pair[1].version}", network=pair[1])
    ),
)


def written(mechanism: Mechanism) -> str:
    """As a record holds it."""
    if mechanism.network is not None:
        return f"{mechanism.qualifier}{mechanism.name}:{mechanism.network}"
    named = f"{mechanism.qualifier}{mechanism.name}" + (f":{mechanism.domain}" if mechanism.domain else "")
    return f"{named}/{mechanism.ipv4}//{mechanism.ipv6}" if mechanism.name in ("a", "mx") else named


@given(TEXTS)
def test_no_text_breaks_a_parser(text: str) -> None:
    """Each answers, or says that the term is wrong."""
    for one in record.select([text, f"v=spf1 {text}"]):
        with suppress(SpfSyntaxError):
            record.parse(one)
    macros.is_domain_spec(text)
    if dmarc.is_dmarc(text):
        dmarc.parse(text)
    dmarc.parse(f"v=DMARC1;{text}")
    _mta_sts.parse(text)
    _mta_sts.record_problems(f"v=STSv1;{text}")
    _tls_rpt.addresses(f"v=TLSRPTv1;{text}")


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_record_breaks_the_evaluation(terms: list[str]) -> None:
    """Whatever it leads to, an answer comes, and no more is asked for than there are lookups."""
    zone = {DOMAIN: (f"TXT v=spf1 {' '.join(terms)}",), "a.test": ("TXT v=spf1 include:example.test",)}
    facts = domains.published(zone)
    found = stranger.evaluate(DOMAIN, facts.by_question())
    assert found.open == ()
    assert found.lookups <= 11


@given(st.lists(MECHANISMS, max_size=8), st.one_of(st.just(""), NAMES))
def test_a_record_is_read_as_it_was_written(mechanisms: list[Mechanism], redirect: str) -> None:
    """Every term, in order."""
    terms = [*map(written, mechanisms), *([f"redirect={redirect}"] if redirect else [])]
    assert record.parse(" ".join(["v=spf1", *terms])) == SpfRecord(tuple(mechanisms), redirect)


@given(
    st.dictionaries(
        st.sampled_from(["p", "sp", "np"]), st.sampled_from(["none", "quarantine", "reject"]), min_size=1
    ),
    st.sampled_from(["", "t=y", "psd=n"]),
)
def test_a_policy_is_read_as_it_was_written(policies: dict[str, str], more: str) -> None:
    """Each tag speaks for itself, and otherwise those in its stead do."""
    text = "; ".join(["v=DMARC1", *(f"{tag}={value}" for tag, value in policies.items()), more])
    found = dmarc.parse(text)
    assert found is not None
    assert found.is_spoilt == ("p" not in policies)
    if "p" in policies:
        sp = policies.get("sp", policies["p"])
        expected = [policies["p"], sp, policies.get("np", sp)]
        assert [found.policy(tag) for tag in ("p", "sp", "np")] == expected


@given(st.lists(LABELS, min_size=1, max_size=40))
def test_a_walk_is_eight_steps_at_most(labels: list[str]) -> None:
    """From the domain up to its last label (RFC 9989, 4.10)."""
    domain = ".".join(labels)
    steps = walk(domain)
    assert len(steps) == min(len(labels), 8)
    assert (steps[0], steps[-1]) == (domain, labels[-1])
    assert all(domain.endswith(step) for step in steps)


def test_the_walk_of_a_deep_name() -> None:
    """RFC 9989's own example."""
    assert walk("a.b.c.d.e.f.g.h.i.j.mail.example.com") == (
        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "g.h.i.j.mail.example.com",
        "h.i.j.mail.example.com",
        "i.j.mail.example.com",
        "j.mail.example.com",
        "mail.example.com",
        "example.com",
        "com",
    )
    assert walk("a.b.c.d.e.f.example.com")[1] == "b.c.d.e.f.example.com"
