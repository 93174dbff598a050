"""mail.null_mx, by the ground truth of zones."""

import pytest

from tests.checks import builders
from tests.checks.mail import domains
from tests.checks.mail.domains import DOMAIN


@pytest.mark.parametrize(
    ("domain", "records", "outcome"),
    [
        (DOMAIN, ("MX 0 .",), "pass"),
        ("www.example.test", ("MX 0 .",), "pass"),
        (DOMAIN, ("MX 0 .", "MX 10 mail.example.test"), "fail"),
        (DOMAIN, ("MX 10 mail.example.test",), "not_applicable"),
        (DOMAIN, ("A 192.0.2.1",), "warn"),
        (DOMAIN, (), "warn"),
        ("www.example.test", ("A 192.0.2.1",), "not_applicable"),
        (DOMAIN, ("SERVFAIL MX",), "not_tested"),
    ],
)
def test_a_domain_without_mail_says_so(domain: str, records: tuple[str, ...], outcome: str) -> None:
    """RFC 7505: a null MX stands alone; the apex of a zone without MX is expected to have one."""
    facts = builders.facts(mail=domains.published({domain: records}, domain))
    assert builders.verdict("mail.null_mx", facts).outcome == outcome


def test_whether_it_is_an_apex_may_not_be_known() -> None:
    """A domain without MX whose zone nobody names."""
    facts = builders.facts(mail=domains.published({DOMAIN: ("A 192.0.2.1",)}, zone=None))
    assert builders.verdict("mail.null_mx", facts).outcome == "not_tested"
