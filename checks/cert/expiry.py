"""cert.expiry: every certificate that the chain relies on is within its validity period."""

from datetime import datetime, timedelta

from pydantic import JsonValue

from checks.cert._chains import judge_chains, require_readable
from checks.check import Check
from checks.facts import Certificate, CertificateChain, Facts, Part, TlsFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.thresholds import number


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """The worst of the chains, at the time of observation; ``warn_days`` before the end it warns.

    Raises:
        ChecksError: ``warn_days`` is not a number.

    """
    now, notice = facts.target.observed_at, timedelta(days=number(thresholds, "warn_days"))
    return judge_chains(facts, lambda chain: _judge_chain(chain, now, notice))


def _judge_chain(chain: CertificateChain, now: datetime, notice: timedelta) -> Judgement:
    """RFC 5280 section 4.1.2.5: valid from notBefore through notAfter, both included."""
    path = _path(chain)
    first_out, last_in = min(path, key=_end), max(path, key=_start)
    if first_out.not_after < now or chain.trust_problem == "expired":
        return _out_of_time(first_out, now, _expired(first_out))
    if last_in.not_before > now or chain.trust_problem == "not_yet_valid":
        return _out_of_time(last_in, now, _not_yet_valid(last_in))
    require_readable(path, "validity")
    evidence = _evidence(first_out, now)
    if first_out.not_after - now <= notice:
        summary = _soon(first_out, now)
        return Judgement(outcome=Outcome.WARN, severity=Severity.MEDIUM, summary=summary, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=_valid(first_out), evidence=evidence)


def _path(chain: CertificateChain) -> list[Certificate]:
    """The leaf and what lies on the verified path; all of it when dates are why there is no such path."""
    leaf, *above = chain.certificates
    if chain.trust_problem in ("expired", "not_yet_valid"):
        return [leaf, *above]
    return [leaf, *(certificate for certificate in above if certificate.sha256 in chain.verified_chain)]


def _start(certificate: Certificate) -> datetime:
    return certificate.not_before


def _end(certificate: Certificate) -> datetime:
    return certificate.not_after


def _out_of_time(certificate: Certificate, now: datetime, summary: Text) -> Judgement:
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=_evidence(certificate, now))


def _evidence(certificate: Certificate, now: datetime) -> dict[str, JsonValue]:
    """``days_left`` is rounded down; negative: expired."""
    return {
        "deciding_certificate": certificate.subject,
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
        "days_left": (certificate.not_after - now).days,
    }


def _expired(certificate: Certificate) -> Text:
    end = certificate.not_after
    return Text(
        vi=f"Chứng thư số đã hết hạn ngày {end:%d/%m/%Y}.", en=f"The certificate expired on {end:%Y-%m-%d}."
    )


def _not_yet_valid(certificate: Certificate) -> Text:
    start = certificate.not_before
    return Text(
        vi=f"Chứng thư số chưa có hiệu lực, chỉ có hiệu lực từ ngày {start:%d/%m/%Y}.",
        en=f"The certificate is not valid before {start:%Y-%m-%d}.",
    )


def _soon(certificate: Certificate, now: datetime) -> Text:
    end, days = certificate.not_after, (certificate.not_after - now).days
    return Text(
        vi=f"Chứng thư số sẽ hết hạn ngày {end:%d/%m/%Y}, còn {days} ngày.",
        en=f"The certificate expires on {end:%Y-%m-%d}, in {days} days.",
    )


def _valid(certificate: Certificate) -> Text:
    end = certificate.not_after
    return Text(
        vi=f"Chứng thư số còn hiệu lực đến ngày {end:%d/%m/%Y}.",
        en=f"The certificate is valid until {end:%Y-%m-%d}.",
    )


CHECK = Check(
    id="cert.expiry",
    title=Text(vi="Chứng thư số còn hiệu lực", en="Certificate within its validity"),
    rationale=Text(
        vi="Chứng thư số hết hạn làm dịch vụ ngừng trên trình duyệt và ứng dụng, và tập cho người dùng thói"
        " quen bỏ qua cảnh báo.",
        en="An expired certificate stops the service in browsers and applications, and teaches users to"
        " click warnings away.",
    ),
    remediation=Text(
        vi="Gia hạn và cài chứng thư số mới, nạp lại cấu hình máy chủ; tự động hóa việc gia hạn (ACME:"
        " certbot, acme.sh; IIS: win-acme) và theo dõi ngày hết hạn.",
        en="Renew the certificate, install it and reload the server; automate renewal (ACME: certbot,"
        " acme.sh; IIS: win-acme) and watch the expiry date.",
    ),
    severity=Severity.CRITICAL,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 5280, section 4.1.2.5", url="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5"
        ),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"warn_days": 30},
    volatile=("days_left",),
)
