"""cert.expiry."""

from datetime import timedelta
from typing import Any

import pytest

from checks.cert.expiry import CHECK
from checks.errors import ChecksError
from checks.facts import Certificate, CertificateChain
from checks.model import Verdict
from tests.checks import builders

NOW = builders.NOW
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def judged(chain: CertificateChain) -> Verdict:
    """The verdict on one chain."""
    return builders.verdict("cert.expiry", builders.facts(tls=builders.tls(chains=(chain,))))


@pytest.mark.parametrize(
    ("start", "end", "outcome", "severity"),
    [
        (-DAY, 31 * DAY, "pass", "critical"),
        (-DAY, 30 * DAY, "warn", "medium"),
        (-DAY, SECOND, "warn", "medium"),
        (-DAY, 0 * DAY, "warn", "medium"),
        (-DAY, -SECOND, "fail", "critical"),
        (-90 * DAY, -DAY, "fail", "critical"),
        (0 * DAY, 90 * DAY, "pass", "critical"),
        (SECOND, 90 * DAY, "fail", "critical"),
    ],
)
def test_dates_decide_at_the_time_of_observation(
    start: timedelta, end: timedelta, outcome: str, severity: str
) -> None:
    """Both ends belong to the validity period; it warns from 30 days before the end."""
    leaf = builders.certificate(not_before=NOW + start, not_after=NOW + end)
    verdict = judged(builders.chain(leaf))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_the_days_left_are_shown_in_both_languages() -> None:
    """Vietnamese dates are dd/mm/yyyy, English ones ISO 8601."""
    leaf = builders.certificate(not_after=NOW + 10 * DAY + SECOND)
    verdict = judged(builders.chain(leaf))
    assert verdict.evidence["days_left"] == 10
    assert "11/06/2026, còn 10 ngày" in verdict.summary.vi
    assert "2026-06-11, in 10 days" in verdict.summary.en


def test_an_expired_intermediate_counts_when_it_breaks_the_chain() -> None:
    """A surplus certificate that expired is no finding while a path exists without it."""
    old = builders.certificate(subject="CN=old", sha256="cd" * 32, not_after=NOW - DAY)
    leaf = builders.certificate()
    surplus = builders.chain(leaf, old, verified_chain=(leaf.sha256,))
    broken = builders.chain(leaf, old, trusted=False, trust_problem="expired")
    assert judged(surplus).outcome == "pass"
    verdict = judged(broken)
    assert (verdict.outcome, verdict.evidence["deciding_certificate"]) == ("fail", "CN=old")


def test_an_intermediate_on_the_path_that_ends_soon_warns() -> None:
    """The path lasts as long as its shortest certificate."""
    soon = builders.certificate(subject="CN=soon", sha256="cd" * 32, not_after=NOW + DAY)
    leaf = builders.certificate()
    verdict = judged(builders.chain(leaf, soon, verified_chain=(leaf.sha256, soon.sha256)))
    assert (verdict.outcome, verdict.evidence["deciding_certificate"]) == ("warn", "CN=soon")


CA = "CN=Example CA"
ROOT = builders.certificate(
    subject="CN=Root", issuer="CN=Root", sha256="00" * 32, self_signed=True, not_after=NOW + 900 * DAY
)
INTER = builders.certificate(subject=CA, issuer="CN=Root", sha256="11" * 32, not_after=NOW + 900 * DAY)
CROSS = builders.certificate(
    subject="CN=Root", issuer="CN=Old Root", sha256="22" * 32, not_after=NOW - 700 * DAY
)
LEAF = builders.certificate()
OVER = {"not_after": NOW - DAY}


def _ended(certificate: Certificate, **changes: Any) -> Certificate:
    return certificate.model_copy(update={**OVER, **changes})


@pytest.mark.parametrize("with_path", [True, False])
@pytest.mark.parametrize(
    ("sent", "anchor", "named", "position"),
    [
        ((_ended(LEAF), INTER, CROSS), ROOT, f"CN={builders.HOST}", None),
        ((_ended(LEAF), CROSS, INTER), ROOT, f"CN={builders.HOST}", None),
        ((LEAF, _ended(INTER), CROSS), ROOT, CA, "intermediate"),
        ((LEAF, CROSS, _ended(INTER)), ROOT, CA, "intermediate"),
        ((LEAF, INTER), _ended(ROOT), "CN=Root", "root"),
        ((LEAF, INTER, _ended(ROOT)), _ended(ROOT), "CN=Root", "root"),
        ((_ended(LEAF), _ended(INTER)), ROOT, f"CN={builders.HOST}", None),
    ],
)
def test_the_certificate_that_expired_is_named(
    sent: tuple[Certificate, ...], anchor: Certificate, named: str, position: str | None, *, with_path: bool
) -> None:
    """The leaf, the intermediate or the root, sent or not; never a cross-sign that nobody needs."""
    path = tuple(one.sha256 for one in (LEAF, INTER, ROOT)) if with_path else ()
    chain = builders.chain(*sent, trusted=False, trust_problem="expired", anchor=anchor, verified_chain=path)
    verdict = judged(chain)
    assert (verdict.outcome, verdict.evidence["deciding_certificate"]) == ("fail", named)
    assert verdict.evidence.get("position") == position
    assert (verdict.evidence["days_left"], "2026-05-31" in verdict.summary.en) == (-1, True)
    assert ("expired_but_not_needed" in verdict.evidence) == (CROSS in sent)


def test_the_advice_fits_the_certificate() -> None:
    """Who renews the leaf for want of a valid intermediate or root changes nothing."""
    said = {}
    for place, chain in {
        "leaf": builders.chain(_ended(LEAF), INTER, anchor=ROOT),
        "intermediate": builders.chain(LEAF, _ended(INTER), anchor=ROOT),
        "root": builders.chain(LEAF, INTER, anchor=_ended(ROOT)),
    }.items():
        said[place] = judged(chain.model_copy(update={"trusted": False, "trust_problem": "expired"})).summary
    assert said["leaf"].en == "The certificate expired on 2026-05-31."
    assert "Install the authority's current intermediate" in said["intermediate"].en
    assert "Cài chứng thư số trung gian hiện hành" in said["intermediate"].vi
    assert "in the CA file" in said["root"].en
    assert "trong tệp CA" in said["root"].vi


def test_a_root_that_is_not_valid_yet() -> None:
    """A clock or a CA file is wrong then; the date is the root's."""
    root = ROOT.model_copy(update={"not_before": NOW + DAY})
    chain = builders.chain(LEAF, INTER, trusted=False, trust_problem="not_yet_valid", anchor=root)
    assert "The root “CN=Root” is not valid before 2026-06-02." in judged(chain).summary.en


def test_a_valid_twin_is_the_one_that_counts() -> None:
    """Of two intermediates of one name, clients use the one that is valid."""
    old = _ended(INTER, sha256="33" * 32)
    for sent in ((LEAF, old, INTER), (LEAF, INTER, old)):
        assert judged(builders.chain(*sent, trusted=False, trust_problem="unknown_issuer")).outcome == "pass"


def test_issuers_in_a_circle_end() -> None:
    """Names that lead back to themselves are followed once."""
    one = builders.certificate(subject=CA, issuer="CN=B", sha256="44" * 32)
    other = builders.certificate(subject="CN=B", issuer=CA, sha256="55" * 32)
    assert judged(builders.chain(LEAF, one, other, trusted=False, trust_problem="other")).outcome == "pass"


@pytest.mark.parametrize("problem", ["expired", "not_yet_valid"])
def test_what_cert_trusted_leaves_to_this_check_fails_here(problem: str) -> None:
    """A chain untrusted for its dates is never a pass, even when the root that decided was not sent."""
    assert judged(builders.chain(trusted=False, trust_problem=problem)).outcome == "fail"


def test_the_notice_is_a_threshold() -> None:
    """A profile may ask for more notice; a value that is no number is one clear error."""
    assert CHECK.judge(builders.facts(), {"warn_days": 61}).outcome == "warn"
    with pytest.raises(ChecksError, match="warn_days"):
        CHECK.judge(builders.facts(), {"warn_days": "soon"})


def test_no_certificate_is_no_verdict() -> None:
    """What could not be obtained has no end to tell of."""
    facts = builders.facts(tls=builders.tls(chains=()))
    assert builders.verdict("cert.expiry", facts).outcome == "not_tested"
