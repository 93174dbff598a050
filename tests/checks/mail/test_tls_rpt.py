"""mail.tls_rpt, by the ground truth of zones."""

import pytest

from tests.checks import builders
from tests.checks.mail import domains
from tests.checks.mail.domains import DOMAIN

ASKED, ABSENT = "The domain asks for TLS reports.", "The domain asks for no TLS reports."
NOT_VALID = "The record of TLS reporting names no valid address (rua)."


@pytest.mark.parametrize(
    ("records", "summary"),
    [
        (("v=TLSRPTv1; rua=mailto:a@example.test",), ASKED),
        (("v=TLSRPTv1;rua=https://a.test/tls,mailto:a@example.test;",), ASKED),
        (("v=TLSRPTv1; rua=mailto:a@example.test; new=thing",), ASKED),
        (("v=TLSRPTv1; rua=ftp://a.test/",), NOT_VALID),
        (("v=TLSRPTv1; rua=a@example.test",), NOT_VALID),
        (("v=TLSRPTv1; rua=mailto:a@example.test; rua=mailto:b@example.test",), NOT_VALID),
        (("v=TLSRPTv1;",), NOT_VALID),
        (("v=TLSRPTv2; rua=mailto:a@example.test",), ABSENT),
        ((), ABSENT),
    ],
)
def test_the_record(records: tuple[str, ...], summary: str) -> None:
    """RFC 8460, section 3."""
    zone = {
        DOMAIN: ("MX 10 mail.example.test",),
        "_smtp._tls.example.test": tuple(f"TXT {one}" for one in records),
    }
    found = builders.verdict("mail.tls_rpt", builders.facts(mail=domains.published(zone)))
    assert (found.outcome, found.summary.en) == ("info", summary)


@pytest.mark.parametrize(
    ("own", "reports", "outcome"),
    [
        ("MX 0 .", "TXT v=TLSRPTv1; rua=mailto:a@example.test", "not_applicable"),
        ("SERVFAIL MX", "TXT v=TLSRPTv1; rua=mailto:a@example.test", "not_tested"),
        ("MX 10 mail.example.test", "SERVFAIL TXT", "not_tested"),
    ],
)
def test_where_nothing_is_told(own: str, reports: str, outcome: str) -> None:
    """Without mail it does not apply; without an answer nobody knows."""
    zone = {DOMAIN: (own,), "_smtp._tls.example.test": (reports,)}
    found = builders.verdict("mail.tls_rpt", builders.facts(mail=domains.published(zone)))
    assert found.outcome == outcome


def test_two_records_are_none() -> None:
    """A reader takes neither."""
    two = ("TXT v=TLSRPTv1; rua=mailto:a@example.test", "TXT v=TLSRPTv1; rua=mailto:b@example.test")
    zone = {DOMAIN: ("MX 10 mail.example.test",), "_smtp._tls.example.test": two}
    found = builders.verdict("mail.tls_rpt", builders.facts(mail=domains.published(zone)))
    assert "none counts" in found.summary.en
