"""reports.text.seen: evidence in words of the reader's language."""

import pytest

from checks.model import Language, Outcome, Severity, Text, Verdict
from reports.text.seen import seen

LENGTH = 200
COUNTED = {"certificates": 1, "of_certificates": 4, "handshakes": 30, "of_handshakes": 31}


@pytest.mark.parametrize(
    ("evidence", "vi", "en"),
    [
        (
            {"met": COUNTED},
            "đã gặp: chứng thư 1/4, số lần bắt tay 30/31",
            "met: certificates 1/4, handshakes 30/31",
        ),
        ({"met": {"certificates": 1}}, "đã gặp: chứng thư 1", "met: certificates 1"),
        ({"met": {"of_handshakes": 31}}, "đã gặp: trong số lần bắt tay 31", "met: of handshakes 31"),
        (
            {"met": {"certificates": 0, "of_certificates": 2}},
            "đã gặp: chứng thư 0/2",
            "met: certificates 0/2",
        ),
        ({"https": {"differs": True}}, "https: khác nhau có", "https: differs yes"),
    ],
)
def test_a_count_is_told_with_what_it_is_a_part_of(evidence: dict[str, object], vi: str, en: str) -> None:
    """Once and together; a part or a whole that stands alone is told alone."""
    verdict = Verdict.model_validate(
        {
            "check": "cert.expiry",
            "outcome": Outcome.FAIL,
            "severity": Severity.HIGH,
            "summary": Text(vi="Hết hạn.", en="Expired."),
            "evidence": evidence,
        }
    )
    told: dict[Language, str] = {"vi": vi, "en": en}
    assert {lang: seen(verdict, None, lang, LENGTH) for lang in told} == told
