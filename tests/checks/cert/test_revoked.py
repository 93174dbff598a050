"""cert.revoked."""

from datetime import UTC, datetime
from typing import Any

import pytest

from checks.facts import NotTested, Revocation
from checks.model import Reason, Verdict
from tests.checks import builders


def judged(revocation: Revocation | NotTested, **leaf: Any) -> Verdict:
    """The verdict on one chain."""
    chain = builders.chain(builders.certificate(**leaf), revocation=revocation)
    return builders.verdict("cert.revoked", builders.facts(tls=builders.tls(chains=(chain,))))


@pytest.mark.parametrize(
    ("status", "outcome"), [("good", "pass"), ("revoked", "fail"), ("unknown", "not_tested")]
)
@pytest.mark.parametrize("source", ["stapled_ocsp", "ocsp", "crl"])
def test_the_issuer_s_answer_decides(status: Any, source: Any, outcome: str) -> None:
    """An issuer that does not know says neither good nor revoked; the source is kept."""
    verdict = judged(Revocation(status=status, source=source))
    assert (verdict.outcome, verdict.severity) == (outcome, "critical")
    assert verdict.evidence["source"] == source
    assert (verdict.reason is not None) == (outcome == "not_tested")


def test_the_day_of_revocation_is_shown() -> None:
    """In both languages."""
    verdict = judged(Revocation(status="revoked", source="crl", revoked_at=datetime(2026, 5, 4, tzinfo=UTC)))
    assert "ngày 04/05/2026" in verdict.summary.vi
    assert "on 2026-05-04" in verdict.summary.en


def test_an_issuer_out_of_reach_leaves_it_open() -> None:
    """Never a fail, never a pass."""
    verdict = judged(NotTested(reason=Reason.UNREACHABLE, detail="no answer"))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "unreachable")


def test_nobody_can_revoke_a_self_signed_certificate() -> None:
    """It has no issuer to ask."""
    missing = NotTested(reason=Reason.UNREACHABLE)
    assert judged(missing, self_signed=True).outcome == "not_applicable"


def test_one_chain_that_was_not_tested_does_not_hide_a_revoked_one() -> None:
    """Each chain is judged; the worst decides, the other is named beside it."""
    silent = builders.chain(revocation=NotTested(reason=Reason.TIMEOUT))
    revoked = builders.chain(revocation=Revocation(status="revoked", source="ocsp"))
    verdict = builders.verdict("cert.revoked", builders.facts(tls=builders.tls(chains=(silent, revoked))))
    assert verdict.outcome == "fail"
    assert "not_tested" in str(verdict.evidence["other_certificates"])
