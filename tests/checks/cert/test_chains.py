"""checks.cert._chains, by way of cert.key: every chain is judged and the worst decides."""

from datetime import UTC, datetime

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


@pytest.mark.parametrize("check", ["cert.expiry", "cert.lifetime"])
def test_a_date_that_cannot_be_read_is_not_judged(check: str) -> None:
    """It is given as the first or last day that there is, which no check may believe."""
    endless = builders.certificate(not_after=datetime.max.replace(tzinfo=UTC), unreadable=("validity",))
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(endless),)))
    verdict = builders.verdict(check, facts)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "unreadable")


def test_why_there_is_no_chain_is_told() -> None:
    """What the probe says of certificates that it could not look at is the reason."""
    unseen = (Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.UNREADABLE, detail="none at all"),)
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=(), unseen=unseen)))
    assert (verdict.reason, verdict.evidence["detail"]) == ("unreadable", "none at all")


@pytest.mark.parametrize(("sent", "reason"), [(None, "unreadable"), (1, "unreadable"), (90, "incomplete")])
def test_why_trust_could_not_be_told(sent: int | None, reason: str) -> None:
    """Something is unreadable, or there was more than is looked at."""
    chain = builders.chain(trusted=None, trust_problem="other", trusted_by=None, certificates_sent=sent)
    verdict = builders.verdict("cert.trusted", builders.facts(tls=builders.tls(chains=(chain,))))
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)


FARM = (
    builders.chain(met=20),
    builders.chain(WEAK, met=12),
    builders.chain(builders.certificate(subject="CN=third", sha256="cd" * 32), met=2),
)


def test_a_finding_of_one_node_says_how_often_it_was_met() -> None:
    """Of several certificates behind one address the bad one is named, in both languages."""
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=FARM, handshakes=34)))
    assert (verdict.outcome, verdict.evidence["subject"]) == ("fail", "CN=weak")
    assert "(1 of 3 certificates that the server shows, met 12 of 34 times.)" in verdict.summary.en
    assert "(1 trong 3 chứng thư số máy chủ gửi, gặp 12 trong 34 lần.)" in verdict.summary.vi
    counted = {"certificates": 1, "of_certificates": 3, "handshakes": 12, "of_handshakes": 34}
    assert verdict.evidence["met"] == counted


def test_facts_that_counted_nothing_say_no_times() -> None:
    """Facts of before the counting still tell of how many certificates it is true."""
    chains = tuple(chain.model_copy(update={"met": 0}) for chain in FARM)
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=chains)))
    assert "(1 of 3 certificates that the server shows.)" in verdict.summary.en
    assert verdict.evidence["met"] == {"certificates": 1, "of_certificates": 3}


def test_what_holds_for_all_needs_no_count() -> None:
    """Of one certificate, or a fault that all have, the evidence alone says in how many handshakes."""
    alone = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=(FARM[1],), handshakes=34)))
    assert "times" not in alone.summary.en
    assert alone.evidence["met"] == {
        "certificates": 1,
        "of_certificates": 1,
        "handshakes": 12,
        "of_handshakes": 34,
    }
    both = (FARM[1], builders.chain(WEAK.model_copy(update={"sha256": "ef" * 32}), met=1))
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=both, handshakes=13)))
    assert "times" not in verdict.summary.en
    assert verdict.outcome == "fail"
