"""checks.cert._chains, by way of cert.key: every chain is judged and the worst decides."""

import pytest

from checks.facts import Absent, NotTested, Part, Unseen
from checks.model import Reason
from checks.registry import all_checks
from tests.checks import builders

CERT_CHECKS = sorted(check_id for check_id in all_checks() if check_id.startswith("cert."))
WEAK = builders.certificate(subject="CN=weak", key_type="RSA", key_bits=1024, key_curve=None)


@pytest.mark.parametrize("weak_first", [True, False])
def test_the_worst_chain_decides_in_any_order(*, weak_first: bool) -> None:
    """A server with two certificates is as good as the worse one; the other is named too."""
    chains = [builders.chain(WEAK), builders.chain()]
    facts = builders.facts(tls=builders.tls(chains=tuple(chains if weak_first else reversed(chains))))
    verdict = builders.verdict("cert.key", facts)
    assert (verdict.outcome, verdict.evidence["subject"]) == ("fail", "CN=weak")
    assert str(verdict.evidence["other_certificates"]).count("'outcome': 'pass'") == 1


@pytest.mark.parametrize("check_id", CERT_CHECKS)
def test_without_a_certificate_nothing_is_judged(check_id: str) -> None:
    """A server whose certificate was not obtained, or whose chain came empty, is not tested."""
    for chains in ((), (builders.chain().model_copy(update={"certificates": ()}),)):
        verdict = builders.verdict(check_id, builders.facts(tls=builders.tls(chains=chains)))
        assert (verdict.outcome, verdict.reason) == ("not_tested", "blocked")


@pytest.mark.parametrize("check_id", CERT_CHECKS)
def test_a_certificate_that_cannot_be_seen_here(check_id: str) -> None:
    """The probe's own reason is told where it knows one."""
    lost = Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.TOOL_MISSING, detail="only over X448")
    verdict = builders.verdict(check_id, builders.facts(tls=builders.tls(chains=(), unseen=(lost,))))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "tool_missing")
    assert verdict.evidence["detail"] == "only over X448"


@pytest.mark.parametrize("check_id", CERT_CHECKS)
def test_without_tls_nothing_is_judged(check_id: str) -> None:
    """No TLS: not applicable. TLS not tested: not tested, with the probe's reason."""
    assert builders.verdict(check_id, builders.facts(tls=Absent(detail="plain"))).outcome == "not_applicable"
    silent = NotTested(reason=Reason.TIMEOUT)
    verdict = builders.verdict(check_id, builders.facts(tls=silent))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "timeout")


@pytest.mark.parametrize("check_id", CERT_CHECKS)
def test_a_good_certificate_passes(check_id: str) -> None:
    """The builder's leaf has no defect."""
    assert builders.verdict(check_id, builders.facts()).outcome == "pass"
