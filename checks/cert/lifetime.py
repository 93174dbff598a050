"""cert.lifetime: a public certificate is valid no longer than the CA/Browser Forum allows."""

from datetime import UTC, datetime, timedelta

from pydantic import JsonValue

from checks.cert._chains import judge_chains, require_public, require_readable
from checks.check import Check
from checks.facts import Certificate, CertificateChain, Facts, Part, TlsFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

# Days allowed to certificates issued from a date on, newest first: Baseline Requirements, section 6.3.2
# (before 2018 it spoke of 39 and 60 months).
LIMITS = (
    (datetime(2029, 3, 15, tzinfo=UTC), 47),
    (datetime(2027, 3, 15, tzinfo=UTC), 100),
    (datetime(2026, 3, 15, tzinfo=UTC), 200),
    (datetime(2020, 9, 1, tzinfo=UTC), 398),
    (datetime(2018, 3, 1, tzinfo=UTC), 825),
    (datetime(2016, 7, 1, tzinfo=UTC), 1188),
    (datetime.min.replace(tzinfo=UTC), 1827),
)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains; those under an internal CA are not bound by the rule."""
    return judge_chains(facts, _judge_chain)


def limit_for(not_before: datetime) -> int:
    """The days allowed to a certificate by its notBefore, which stands for the date of issue."""
    return next(days for start, days in LIMITS if not_before >= start)


def lifetime(leaf: Certificate) -> int:
    """Days of validity by section 6.3.2: both ends belong to it, and a part of a day counts whole."""
    return -(-(leaf.not_after - leaf.not_before + SECOND) // DAY)


def _judge_chain(chain: CertificateChain) -> Judgement:
    require_public(chain)
    leaf = chain.certificates[0]
    require_readable([leaf], "validity")
    days, limit = lifetime(leaf), limit_for(leaf.not_before)
    evidence: dict[str, JsonValue] = {
        "days": days,
        "limit_days": limit,
        "not_before": leaf.not_before.isoformat(),
        "not_after": leaf.not_after.isoformat(),
    }
    if days > limit:
        return Judgement(outcome=Outcome.FAIL, summary=_too_long(days, limit), evidence=evidence)
    summary = Text(
        vi=f"Thời hạn chứng thư số là {days} ngày, trong giới hạn {limit} ngày.",
        en=f"The certificate is valid for {days} days, within the limit of {limit}.",
    )
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _too_long(days: int, limit: int) -> Text:
    return Text(
        vi=f"Thời hạn chứng thư số là {days} ngày, vượt giới hạn {limit} ngày tại thời điểm cấp.",
        en=f"The certificate is valid for {days} days, beyond the limit of {limit} when it was issued.",
    )


CHECK = Check(
    id="cert.lifetime",
    title=Text(vi="Thời hạn chứng thư số trong giới hạn", en="Certificate lifetime within the limit"),
    finding=Text(vi="Thời hạn chứng thư số quá dài", en="Certificate lifetime too long"),
    rationale=Text(
        vi="Chứng thư số càng dài hạn thì khóa bị lộ hoặc thông tin sai càng được tin lâu. Trình duyệt từ"
        " chối chứng thư số công cộng dài hơn giới hạn: 398 ngày, từ 15/03/2026 là 200, từ 15/03/2027 là 100,"
        " từ 15/03/2029 là 47 ngày.",
        en="The longer a certificate lasts, the longer a stolen key or a wrong statement is trusted. Browsers"
        " refuse public certificates beyond the limit: 398 days, 200 from 2026-03-15, 100 from 2027-03-15, 47"
        " from 2029-03-15.",
    ),
    remediation=Text(
        vi="Xin cấp lại chứng thư số với thời hạn ngắn hơn và tự động hóa việc gia hạn bằng ACME (nginx,"
        " Apache: certbot, acme.sh; IIS: win-acme), vì giới hạn sẽ còn giảm đến 47 ngày.",
        en="Have the certificate issued again for a shorter time and automate renewal with ACME (nginx,"
        " Apache: certbot, acme.sh; IIS: win-acme), since the limit falls to 47 days.",
    ),
    severity=Severity.LOW,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="CA/Browser Forum Baseline Requirements, section 6.3.2",
            url="https://cabforum.org/working-groups/server/baseline-requirements/requirements/",
        ),
        Reference(
            title="CA/Browser Forum, ballot SC-081v3",
            url="https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
