"""tls.ocsp_stapling."""

from typing import Any

import pytest

from checks.facts import Absent, NotTested, Staple
from checks.model import Reason, Verdict
from tests.checks import builders
from tests.checks.tls.answers import assert_no_answer_is_no_verdict, judged

CHECK, FIELD = "tls.ocsp_stapling", "ocsp_stapled"
NONE = Absent(detail="none came along")
FAULTS = (
    "out_of_date",
    "other_certificate",
    "not_signed_by_issuer",
    "responder_error",
    "unknown",
    "unreadable",
)


def _of(staple: Staple | Absent | NotTested, *, must: bool = False, stapled: bool = True) -> Verdict:
    """The verdict on a server with one good chain and this one."""
    chains = (builders.chain(staple=Staple()), builders.chain(staple=staple, must_staple=must))
    tls = builders.tls(chains=chains, negotiation=builders.negotiation(ocsp_stapled=stapled))
    return builders.verdict(CHECK, builders.facts(tls=tls))


@pytest.mark.parametrize("stapled", [True, False])
def test_it_is_information_either_way(*, stapled: bool) -> None:
    """Authorities are ending OCSP, so that nobody has to act."""
    verdict = judged(CHECK, FIELD, stapled)
    assert (verdict.outcome, verdict.severity, verdict.is_finding) == ("info", "info", False)
    assert verdict.evidence == {"ocsp_stapled": stapled}
    assert ("does not send" in verdict.summary.en) is not stapled


@pytest.mark.parametrize("fault", FAULTS)
def test_a_staple_that_proves_nothing_is_not_praised(fault: Any) -> None:
    """Clients that check stop at it, whatever is wrong with it; both languages say what."""
    verdict = _of(Staple(fault=fault, detail="since 2026-05-01"))
    assert (verdict.outcome, verdict.severity) == ("warn", "medium")
    assert verdict.evidence["fault"] == fault
    assert "Firefox stops" in verdict.summary.en
    assert "Firefox dừng" in verdict.summary.vi


@pytest.mark.parametrize(
    ("staple", "stapled"),
    [(NONE, False), (NONE, True), *((Staple(fault=fault), True) for fault in FAULTS)],
)
def test_a_demanded_staple_that_is_missing_or_bad_fails(staple: Any, *, stapled: bool) -> None:
    """Must-staple (RFC 7633): browsers that check refuse such a site."""
    verdict = _of(staple, must=True, stapled=stapled)
    assert (verdict.outcome, verdict.severity) == ("fail", "high")
    assert verdict.evidence["must_staple"] is True


@pytest.mark.parametrize("staple", [Staple(), NotTested(reason=Reason.UNTRUSTED)])
def test_a_demanded_staple_that_came_is_no_finding(staple: Any) -> None:
    """A good one, and one that cannot be verified for want of a trusted issuer."""
    assert _of(staple, must=True).outcome == "info"


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are no statement on stapling."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
