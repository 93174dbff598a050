"""mail.spf, by the ground truth of zones."""

import pytest

from checks.model import Verdict
from tests.checks import builders
from tests.checks.mail import domains
from tests.checks.mail.domains import DOMAIN, Zone

MX = "MX 10 mail.example.test"
REJECT = {"_dmarc.example.test": ("TXT v=DMARC1; p=reject",)}
QUARANTINE = {"_dmarc.example.test": ("TXT v=DMARC1; p=quarantine",)}
TESTED = {"_dmarc.example.test": ("TXT v=DMARC1; p=quarantine; t=y",)}
MONITORED = {"_dmarc.example.test": ("TXT v=DMARC1; p=none",)}
HOST = "www.example.test"


def verdict(zone: Zone, domain: str = DOMAIN) -> Verdict:
    """Of a domain in this zone."""
    return builders.verdict("mail.spf", builders.facts(mail=domains.published(zone, domain)))


def of(*records: str, **others: tuple[str, ...]) -> Verdict:
    """Of a domain that takes mail and has these TXT records; names of others have ``_`` for a dot."""
    zone = {name.replace("_", "."): told for name, told in others.items()}
    return verdict({DOMAIN: (MX, *(f"TXT {record}" for record in records)), **zone, **MONITORED})


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        ("v=spf1 -all", "pass"),
        ("V=SPF1 MX -ALL", "pass"),
        ("v=spf1 mx a:www.example.test ip4:192.0.2.0/24 ip6:2001:db8::/32 -all", "pass"),
        ("v=spf1 exists:%{i}._spf.%{d} -all", "pass"),
        ("v=spf1 include:%{ir}.%{v}.provider.test -all", "pass"),
        ("v=spf1 ptr -all", "pass"),
        ("v=spf1 redirect=strict.test", "pass"),
        ("v=spf1 redirect=%{d2}", "fail"),  # to itself
        ("v=spf1 include:neutral.test -all", "pass"),  # an include that is not met says nothing
        ("v=spf1 -ip4:0.0.0.0/0 +ip6:2001:db8::/32 -all", "pass"),
        ("v=spf1 unknown=%{i} -all", "pass"),
        ("v=spf1 ~all", "warn"),
        ("v=spf1 redirect=soft.test", "warn"),
        ("v=spf1 ?all", "fail"),
        ("v=spf1", "fail"),
        ("v=spf1 mx", "fail"),
        ("v=spf1 +all", "fail"),
        ("v=spf1 all -all", "fail"),
        ("v=spf1 include:everybody.test -all", "fail"),
        ("v=spf1 include:nested.test -all", "fail"),
        ("v=spf1 redirect=everybody.test", "fail"),
        ("v=spf1 ip4:0.0.0.0/0 -all", "fail"),
        ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "fail"),
        ("v=spf1 ip4:64.0.0.0/7 -all", "fail"),
        ("v=spf1 ip4:10.0.0.0/8 -all", "pass"),
        ("v=spf1 ip6:::/0 -all", "fail"),
        ("v=spf1 -ip6:::/0 +all", "fail"),  # everybody over IPv4
        ("v=spf1 a:www.example.test/0 -all", "fail"),
        ("v=spf1 a:www.example.test//0 -all", "pass"),  # it has no IPv6 address
        ("v=spf1 mx/1 -all", "fail"),
        ("v=spf1 exists:www.example.test -all", "fail"),
        ("v=spf1 include:gone.test -all", "fail"),
        ("v=spf1 redirect=gone.test", "fail"),
        ("v=spf1 include:example.test -all", "fail"),
        ("v=spf1 include:round.test -all", "fail"),
        ("v=spf1 include:several.test -all", "fail"),
        ("v=spf1 include:wrong.test -all", "fail"),
        ("v=spf1 -all -al", "fail"),
        ("v=spf1 ip4:192.0.2.0/33 -all", "fail"),
        ("v=spf1 ip4:192.0.2.300 -all", "fail"),
        ("v=spf1 redirect=strict.test redirect=strict.test", "fail"),
        ("v=spf1 include:thư.test -all", "fail"),
        ("v=spf1\t-all", "fail"),  # no record of this version: the domain has none
        ("v=spf10 -all", "fail"),
    ],
)
def test_what_a_record_says_of_a_stranger(record: str, outcome: str) -> None:
    """The whole record is evaluated, with all that it leads to; DMARC stops nothing here."""
    found = of(
        record,
        www_example_test=("A 192.0.2.80",),
        strict_test=("TXT v=spf1 -all",),
        soft_test=("TXT v=spf1 ~all",),
        neutral_test=("TXT v=spf1 ?all",),
        everybody_test=("TXT v=spf1 +all",),
        nested_test=("TXT v=spf1 include:everybody.test ~all",),
        round_test=("TXT v=spf1 include:example.test -all",),
        several_test=("TXT v=spf1 -all", "TXT v=spf1 mx -all"),
        wrong_test=("TXT v=spf1 ipv4:192.0.2.1 -all",),
    )
    assert found.outcome == outcome
    assert found.severity == ("high" if "bất kỳ ai" in found.summary.vi else "medium")


def test_two_records_are_none() -> None:
    """Receivers take neither (RFC 7208, 4.5)."""
    found = of("v=spf1 -all", "v=spf1 mx -all")
    assert (found.outcome, found.evidence["problem"]) == ("fail", "several_records")


@pytest.mark.parametrize(
    ("record", "outcome", "problem"),
    [
        (f"v=spf1 {' '.join(f'a:h{number}.test' for number in range(10))} -all", "pass", None),
        (f"v=spf1 {' '.join(f'a:h{number}.test' for number in range(11))} -all", "fail", "too_many_lookups"),
        (f"v=spf1 -all {' '.join(f'a:h{number}.test' for number in range(11))}", "pass", None),
        ("v=spf1 include:five.test include:five.test -all", "fail", "too_many_lookups"),
        ("v=spf1 a:v1.test mx:v2.test -all", "pass", None),
        ("v=spf1 a:v1.test mx:v2.test exists:v3.test -all", "fail", "too_many_void_lookups"),
        ("v=spf1 a:v1.test a:six.test a:v2.test a:six.test -all", "pass", None),  # AAAA alone is no void
        ("v=spf1 mx:ten.test -all", "pass", None),
        ("v=spf1 mx:eleven.test -all", "fail", "too_many_mx"),
    ],
)
def test_limits(record: str, outcome: str, problem: str | None) -> None:
    """RFC 7208, 4.6.4: ten lookups over all records, two that find nothing, ten MX records of a name."""
    others = {f"h{number}_test": ("A 192.0.2.1",) for number in range(11)}
    found = of(
        record,
        five_test=(f"TXT v=spf1 {' '.join(f'a:h{number}.test' for number in range(5))}",),
        six_test=("AAAA 2001:db8::6",),
        ten_test=tuple(f"MX 10 mx{number}.test" for number in range(10)),
        eleven_test=tuple(f"MX 10 mx{number}.test" for number in range(11)),
        **others,
    )
    assert (found.outcome, found.evidence.get("problem")) == (outcome, problem)


@pytest.mark.parametrize(
    ("dmarc", "outcome"),
    [(REJECT, "pass"), (QUARANTINE, "pass"), (TESTED, "warn"), (MONITORED, "warn"), ({}, "warn")],
)
def test_softfail_needs_a_policy_behind_it(dmarc: Zone, outcome: str) -> None:
    """``~all`` passes where DMARC, as it is applied, stops what it marks."""
    assert verdict({DOMAIN: (MX, "TXT v=spf1 mx ~all"), **dmarc}).outcome == outcome


@pytest.mark.parametrize(
    ("domain", "own", "dmarc", "outcome"),
    [
        (DOMAIN, (MX,), REJECT, "fail"),
        (DOMAIN, (), REJECT, "warn"),  # an apex without mail is expected to say so
        (DOMAIN, ("MX 0 .",), REJECT, "warn"),
        (DOMAIN, ("MX 0 .", "TXT v=spf1 ~all"), REJECT, "warn"),
        (DOMAIN, ("MX 0 .", "TXT v=spf1 -all"), REJECT, "pass"),
        (HOST, (MX,), REJECT, "fail"),
        (HOST, ("A 192.0.2.1",), REJECT, "not_applicable"),
        (HOST, (), REJECT, "not_applicable"),
        (HOST, ("A 192.0.2.1",), QUARANTINE, "warn"),
        (HOST, ("A 192.0.2.1",), MONITORED, "warn"),
        (HOST, ("A 192.0.2.1",), {}, "warn"),
        (HOST, ("A 192.0.2.1",), {"_dmarc.example.test": ("TXT v=DMARC1; p=reject; sp=none",)}, "warn"),
        (HOST, (), {"_dmarc.example.test": ("TXT v=DMARC1; p=none; sp=none; np=reject",)}, "not_applicable"),
        (HOST, ("A 192.0.2.1",), {"_dmarc.example.test": ("TXT v=DMARC1; p=reject; t=y",)}, "warn"),
    ],
)
def test_who_needs_a_record(domain: str, own: tuple[str, ...], dmarc: Zone, outcome: str) -> None:
    """A host with MX, or the apex of a zone; any other is covered by a DMARC policy of reject."""
    assert verdict({domain: own, **dmarc}, domain).outcome == outcome


@pytest.mark.parametrize(
    "zone",
    [
        {DOMAIN: (MX, "SERVFAIL TXT"), **REJECT},
        {DOMAIN: ("SERVFAIL MX",), **REJECT},
        {DOMAIN: (MX, "TXT v=spf1 include:silent.test -all"), "silent.test": ("SERVFAIL TXT",)},
        {DOMAIN: (MX, "TXT v=spf1 redirect=silent.test"), "silent.test": ("SERVFAIL TXT",)},
        {DOMAIN: (MX, "TXT v=spf1 a:silent.test -all"), "silent.test": ("SERVFAIL A",)},
        {DOMAIN: (MX, "TXT v=spf1 redirect=%{i}.silent.test")},
        {DOMAIN: (MX, "TXT v=spf1 ~all"), "_dmarc.example.test": ("SERVFAIL TXT",)},
    ],
)
def test_no_answer_is_never_none(zone: Zone) -> None:
    """What decides is not known: not tested, and no pass either."""
    assert verdict(zone).outcome == "not_tested"


def test_a_finding_stands_beside_what_is_not_known() -> None:
    """Whatever an include would say, ``?all`` allows strangers, and the evidence tells what was not seen."""
    found = of("v=spf1 include:silent.test ?all", silent_test=("SERVFAIL TXT",))
    assert found.outcome == "fail"
    assert "not_seen" in found.evidence


def test_a_zone_that_nobody_names_is_not_known() -> None:
    """Whether it is an apex decides, where there is neither MX nor SPF."""
    facts = domains.published({DOMAIN: ("A 192.0.2.1",)}, zone=None)
    assert builders.verdict("mail.spf", builders.facts(mail=facts)).outcome == "not_tested"


def test_it_is_told_where_the_fault_is() -> None:
    """The summary names the domain whose record it is, and the term."""
    found = of("v=spf1 include:a.test -all", a_test=("TXT v=spf1 ip4:banana -all",))
    assert found.summary.en == "SPF cannot be used: a.test: syntax error at “ip4:banana”."
    assert found.evidence["lookups"] == 1


@pytest.mark.parametrize(
    ("record", "decided_by"),
    [
        ("v=spf1 include:fail.test include:nested.test -all", "everybody.test: +all"),
        ("v=spf1 include:fail.test -all", "example.test: -all"),
        ("v=spf1 redirect=nested.test", "everybody.test: +all"),
        ("v=spf1 ip4:0.0.0.0/0 -all", "example.test: ip4:0.0.0.0/0"),
        ("v=spf1 include:fail.test", None),  # nothing is met: neutral, by default
    ],
)
def test_it_is_told_what_decides(record: str, decided_by: str | None) -> None:
    """The term, and the domain whose record it stands in: that is where somebody has to mend it."""
    found = of(
        record,
        fail_test=("TXT v=spf1 -all",),
        nested_test=("TXT v=spf1 include:everybody.test -all",),
        everybody_test=("TXT v=spf1 +all",),
    )
    assert found.evidence.get("decided_by") == decided_by
