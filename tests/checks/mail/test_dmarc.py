"""mail.dmarc, by the ground truth of zones."""

import pytest

from checks.model import Verdict
from tests.checks import builders
from tests.checks.mail import domains
from tests.checks.mail.domains import DOMAIN, Zone

MX = "MX 10 mail.example.test"
HOST = "www.example.test"
APEX = "_dmarc.example.test"


def verdict(zone: Zone, domain: str = DOMAIN) -> Verdict:
    """Of a domain in this zone."""
    return builders.verdict("mail.dmarc", builders.facts(mail=domains.published(zone, domain)))


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        ("v=DMARC1; p=reject", "pass"),
        ("v=DMARC1; p=quarantine", "pass"),
        ("v=DMARC1; p=none", "warn"),
        ("v=DMARC1;p=REJECT;", "pass"),
        ("V = DMARC1 ; p = Reject ; sp = none", "pass"),
        ("v=DMARC1; sp=none; p=reject", "pass"),  # any order, after v
        ("v=DMARC1; p=reject; pct=0; rf=afrf; ri=3600", "pass"),  # of RFC 7489, passed over
        ("v=DMARC1; p=reject; new=thing; bare", "pass"),
        ("v=DMARC1; p=reject; adkim=x; fo=2; psd=maybe; t=perhaps; rua=nobody", "pass"),
        ("v=DMARC1; p=reject; t=y", "pass"),  # quarantine is applied
        ("v=DMARC1; p=quarantine; t=y", "warn"),
        ("v=DMARC1; p=none; t=y", "warn"),
        ("v=DMARC1; rua=mailto:a@example.test", "warn"),  # as p=none
        ("v=DMARC1; p=deny; rua=mailto:a@example.test!10m", "warn"),
        ("v=DMARC1; p=reject; sp=deny; rua=https://a.test/", "warn"),
        ("v=DMARC1; p=reject; np=; rua=mailto:a@example.test", "warn"),
        ("v=DMARC1", "fail"),
        ("v=DMARC1; p=deny", "fail"),
        ("v=DMARC1; p=reject; sp=deny; rua=a@example.test", "fail"),
        ("v=DMARC1; p=reject; p=reject", "fail"),
        ("v=dmarc1; p=reject", "fail"),
        ("v=DMARC12; p=reject", "fail"),
        (" v=DMARC1; p=reject", "fail"),
        ("p=reject; v=DMARC1", "fail"),
        ("v=spf1 -all", "fail"),
    ],
)
def test_what_a_record_asks_for(record: str, outcome: str) -> None:
    """Of a domain that takes mail, by its own record."""
    assert verdict({DOMAIN: (MX,), APEX: (f"TXT {record}",)}).outcome == outcome


@pytest.mark.parametrize(
    ("domain", "zone", "outcome", "evidence"),
    [
        (
            HOST,
            {APEX: "p=reject"},
            "pass",
            {"tag": "sp", "policy": "reject", "organizational_domain": DOMAIN},
        ),
        (HOST, {APEX: "p=reject; sp=none"}, "warn", {"policy": "none", "record_at": APEX}),
        (HOST, {APEX: "p=none; sp=quarantine"}, "pass", {"policy": "quarantine"}),
        (HOST, {APEX: "p=none; sp=reject; t=y"}, "pass", {"policy": "reject", "applied": "quarantine"}),
        (f"gone.{HOST}", {APEX: "p=none; np=reject"}, "pass", {"tag": "np", "policy": "reject"}),
        (f"gone.{HOST}", {APEX: "p=none; sp=reject"}, "pass", {"tag": "np", "policy": "reject"}),
        (
            HOST,
            {f"_dmarc.{HOST}": "p=none", APEX: "p=reject"},
            "warn",
            {"tag": "p", "record_at": f"_dmarc.{HOST}"},
        ),
        # The shortest name with a record is the organizational domain, not the nearest one.
        (
            f"a.{HOST}",
            {f"_dmarc.{HOST}": "p=none", APEX: "p=reject"},
            "pass",
            {"organizational_domain": DOMAIN},
        ),
        (
            f"a.{HOST}",
            {f"_dmarc.{HOST}": "p=none; psd=n", APEX: "p=reject"},
            "warn",
            {"organizational_domain": HOST, "record_at": f"_dmarc.{HOST}"},
        ),
        (
            HOST,
            {"_dmarc.test": "p=reject; psd=y"},
            "pass",
            {"organizational_domain": DOMAIN, "public_suffixes": ["test"], "record_at": "_dmarc.test"},
        ),
        (
            HOST,
            {"_dmarc.test": "p=reject; psd=y", APEX: "p=none"},
            "warn",
            {"organizational_domain": DOMAIN, "public_suffixes": ["test"], "record_at": APEX},
        ),
        (f"a.{HOST}", {"_dmarc.test": "p=none; np=reject; psd=y"}, "pass", {"tag": "np"}),
        (DOMAIN, {APEX: "p=reject; psd=y"}, "pass", {"organizational_domain": DOMAIN, "tag": "p"}),
        (HOST, {"_dmarc.test": "p=reject"}, "pass", {"organizational_domain": "test"}),
    ],
)
def test_the_tree_walk(domain: str, zone: dict[str, str], outcome: str, evidence: dict[str, object]) -> None:
    """RFC 9989, 4.10: the domain's own record, its organizational domain's, its public suffix's."""
    records = {name: (f"TXT v=DMARC1; {tags}",) for name, tags in zone.items()}
    found = verdict({HOST: ("A 192.0.2.1",), DOMAIN: (MX,), **records}, domain)
    assert found.outcome == outcome
    assert found.evidence.items() >= evidence.items()


@pytest.mark.parametrize(("own", "outcome"), [((MX,), "fail"), (("MX 0 .",), "warn"), ((), "warn")])
def test_a_domain_without_a_record(own: tuple[str, ...], outcome: str) -> None:
    """Nothing covers it; of an apex without mail a record is expected, and no more."""
    found = verdict({DOMAIN: own})
    assert found.outcome == outcome
    assert "_dmarc.example.test" in found.summary.en


def test_an_apex_without_mail_is_expected_to_reject() -> None:
    """Quarantine would do for others."""
    assert verdict({DOMAIN: ("MX 0 .",), APEX: ("TXT v=DMARC1; p=quarantine",)}).outcome == "warn"
    assert verdict({DOMAIN: ("MX 0 .",), APEX: ("TXT v=DMARC1; p=reject",)}).outcome == "pass"


def test_it_is_told_where_a_record_belongs() -> None:
    """At the domain that was registered, by the public suffix list, which knows gov.vn."""
    facts = domains.published(
        {"www.xa.hanoi.gov.vn": ("A 192.0.2.1",)}, "www.xa.hanoi.gov.vn", zone="hanoi.gov.vn"
    )
    found = builders.verdict("mail.dmarc", builders.facts(mail=facts))
    assert (found.outcome, "_dmarc.hanoi.gov.vn" in found.summary.vi) == ("fail", True)


@pytest.mark.parametrize(
    ("records", "fault"),
    [
        (("TXT v=DMARC1; p=reject", "TXT v=DMARC1; p=none"), "several_records"),
        (("TXT v=DMARC1; p=reject; p=none",), "doubled_tag"),
    ],
)
def test_records_that_do_not_count(records: tuple[str, ...], fault: str) -> None:
    """They are passed over on the walk, which goes on, and are told."""
    found = verdict({DOMAIN: (MX,), APEX: records})
    assert (found.outcome, found.evidence["ignored_records"]) == ("fail", [f"{APEX}: {fault}"])
    covered = verdict({DOMAIN: (MX,), APEX: records, "_dmarc.test": ("TXT v=DMARC1; p=reject",)})
    assert covered.outcome == "pass"


@pytest.mark.parametrize(
    ("domain", "zone", "outcome"),
    [
        (DOMAIN, {DOMAIN: (MX,), APEX: ("SERVFAIL TXT",)}, "not_tested"),
        (HOST, {APEX: ("TXT v=DMARC1; p=reject",), f"_dmarc.{HOST}": ("SERVFAIL TXT",)}, "not_tested"),
        (HOST, {APEX: ("TXT v=DMARC1; p=reject",), "_dmarc.test": ("SERVFAIL TXT",)}, "not_tested"),
        (
            DOMAIN,
            {DOMAIN: (MX,), APEX: ("TXT v=DMARC1; p=reject",), "_dmarc.test": ("SERVFAIL TXT",)},
            "pass",
        ),
        (DOMAIN, {DOMAIN: ("SERVFAIL MX",)}, "not_tested"),
        (DOMAIN, {DOMAIN: ("SERVFAIL MX", "SERVFAIL TXT"), APEX: ("TXT v=DMARC1; p=reject",)}, "not_tested"),
        (DOMAIN, {DOMAIN: ("SERVFAIL TXT", MX), APEX: ("TXT v=DMARC1; p=reject",)}, "pass"),
    ],
)
def test_no_answer_is_never_none(domain: str, zone: Zone, outcome: str) -> None:
    """Where a step that decides got no answer; the domain's own record stands whatever is above it."""
    assert verdict(zone, domain).outcome == outcome
