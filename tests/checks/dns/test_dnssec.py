"""dns.dnssec: the ground truth of each state."""

from datetime import timedelta
from typing import Any

import pytest

from checks.facts import DnssecFacts, NotTested, Part, Unseen
from checks.facts.names.dnssec import AnswerSecurity, DnssecError, ZoneSecurity
from checks.model import Reason, Verdict
from tests.checks import builders

LATER = builders.NOW + timedelta(days=5)
ZONE = ZoneSecurity(
    zone="a.gov.vn", state="secure", algorithms=(13,), digests=(2,), key_tags=(7,), expires=LATER
)


def _answer(state: Any = "secure", **changes: Any) -> AnswerSecurity:
    fields: dict[str, Any] = {"name": "www.a.gov.vn", "kind": "A", "zone": "a.gov.vn", "state": state}
    if state == "secure":
        fields |= {"signed": True, "algorithms": (13,), "key_tags": (7,), "expires": LATER}
    return AnswerSecurity(**{**fields, **changes})


SOA = _answer(name="a.gov.vn", kind="SOA")
UNSIGNED = _answer("insecure", name="a.gov.vn", kind="SOA")
EXPIRED = _answer("bogus", error=DnssecError.EXPIRED, detail="it expired at 2026-05-01T00:00:00Z")
NOBODY_KNOWS = _answer("indeterminate", reason=Reason.INDETERMINATE, detail="no trust anchor covers it")


def _verdict(answers: tuple[AnswerSecurity, ...] = (_answer(),), **changes: Any) -> Verdict:
    fields: dict[str, Any] = {"anchor": ".", "apex": "a.gov.vn", "zones": (ZONE,), "zone_answer": SOA}
    seen = DnssecFacts(answers=answers, **{**fields, **changes})
    return builders.verdict("dns.dnssec", builders.facts(dnssec=seen))


@pytest.mark.parametrize(
    ("answers", "changes", "outcome", "words"),
    [
        ((_answer(),), {}, "pass", "holds"),
        ((_answer("insecure"),), {"zone_answer": UNSIGNED}, "warn", "not signed with DNSSEC"),
        ((_answer("insecure", signed=True),), {"zone_answer": UNSIGNED}, "warn", "no DS record"),
        (
            (_answer(), _answer("insecure", name="cdn.test", zone="test")),
            {},
            "warn",
            "leads to cdn.test in test",
        ),
        ((EXPIRED, _answer()), {}, "fail", "signatures have expired"),
        ((EXPIRED, _answer("insecure")), {"zone_answer": UNSIGNED}, "fail", "expired"),
        ((_answer(algorithms=(7,)),), {}, "warn", "a.gov.vn: RSASHA1-NSEC3-SHA1"),
        ((_answer(),), {"zones": (ZONE.model_copy(update={"digests": (1,)}),)}, "warn", "DS SHA-1"),
    ],
)
def test_each_state_has_its_outcome(
    answers: tuple[AnswerSecurity, ...], changes: dict[str, Any], outcome: str, words: str
) -> None:
    """The worst of all answers decides, and the summary says which."""
    verdict = _verdict(answers, **changes)
    assert (verdict.outcome, words in verdict.summary.en) == (outcome, True), verdict.summary.en


def test_a_broken_signature_is_named_with_its_code() -> None:
    """As a validating resolver would (RFC 8914), and graver than none."""
    verdict = _verdict((EXPIRED,))
    assert verdict.severity == "high"
    assert verdict.evidence["bogus"] == {
        "www.a.gov.vn A": "signature_expired (7): it expired at 2026-05-01T00:00:00Z"
    }


def test_what_nobody_can_tell_is_not_tested() -> None:
    """With its reason; and a part of it keeps a pass away, but no finding."""
    unseen = (
        Unseen(part=Part.DNSSEC_ANSWERS, reason=Reason.INDETERMINATE, detail="no trust anchor covers it"),
    )
    nothing = _verdict((NOBODY_KNOWS,), zone_answer=None, unseen=unseen)
    assert (nothing.outcome, nothing.reason) == ("not_tested", "indeterminate")
    part = _verdict((NOBODY_KNOWS, _answer()), unseen=unseen)
    assert (part.outcome, part.reason) == ("not_tested", "incomplete")
    assert _verdict((NOBODY_KNOWS, EXPIRED), unseen=unseen).outcome == "fail"
    missing = NotTested(reason=Reason.TIMEOUT)
    assert builders.verdict("dns.dnssec", builders.facts(dnssec=missing)).reason == "timeout"


def test_when_signatures_end_is_evidence() -> None:
    """The first of all to go out of date."""
    sooner = _answer(expires=builders.NOW + timedelta(days=1))
    assert _verdict((sooner, _answer())).evidence["signed_until"] == "2026-06-02T00:00:00Z"
