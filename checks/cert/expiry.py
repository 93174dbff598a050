"""cert.expiry: every certificate that the chain relies on is within its validity period."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import JsonValue

from checks.cert._chains import judge_chains, require_readable
from checks.cert._validity import Place, as_sent, beside, on_path
from checks.check import Check
from checks.facts import CertificateChain, Facts, Part, TlsFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.thresholds import number

OTHER_TIMES = ("expired", "not_yet_valid")
NAMES = {
    "leaf": Text(vi="Chứng thư số", en="The certificate"),
    "intermediate": Text(vi="Chứng thư số trung gian", en="The intermediate"),
    "root": Text(vi="Chứng thư số gốc", en="The root"),
}
ADVICE = {
    "leaf": Text(vi="", en=""),
    "intermediate": Text(
        vi=" Cài chứng thư số trung gian hiện hành của tổ chức cấp; chỉ gia hạn chứng thư số máy chủ thì chưa"
        " đủ.",
        en=" Install the authority's current intermediate; renewing the server's certificate alone is not"
        " enough.",
    ),
    "root": Text(
        vi=" Thay chứng thư số gốc trong tệp CA (và ở máy khách); gia hạn chứng thư số máy chủ không khắc"
        " phục được.",
        en=" Replace the root in the CA file (and at the clients); renewing the server's certificate does not"
        " help.",
    ),
}
UNNAMED = Text(
    vi="Chuỗi chứng thư số ngoài thời hạn hiệu lực, ở chứng thư số mà máy chủ không gửi.",
    en="The chain is outside its validity period, by a certificate that the server does not send.",
)


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """The worst of the chains, at the time of observation; ``warn_days`` before the end it warns.

    Raises:
        ChecksError: ``warn_days`` is not a number.

    """
    now, notice = facts.target.observed_at, timedelta(days=number(thresholds, "warn_days"))
    return judge_chains(facts, lambda chain: _judge_chain(chain, now, notice))


def turns(facts: Facts, thresholds: Thresholds) -> Iterator[datetime]:
    """When a certificate that was shown begins and ends, and when its end is near: of those to come."""
    now, notice = facts.target.observed_at, timedelta(days=max(0, number(thresholds, "warn_days")))
    shown = (facts.tls, *(other.tls for other in facts.others))
    chains = (chain for tls in shown if isinstance(tls, TlsFacts) for chain in tls.chains)
    for certificate in (one for chain in chains for one in (*chain.certificates, chain.anchor)):
        if certificate is None or certificate.not_after < now:
            continue
        yield from (certificate.not_before, certificate.not_after)
        if certificate.not_after - now > notice:
            yield certificate.not_after - notice


def _judge_chain(chain: CertificateChain, now: datetime, notice: timedelta) -> Judgement:
    """RFC 5280 section 4.1.2.5: valid from notBefore through notAfter, both included."""
    path = on_path(chain, now)
    expired, early = _out_of_time(path, now)
    if not expired and not early and chain.trust_problem in OTHER_TIMES:
        expired, early = _out_of_time(as_sent(chain), now)
    if expired or early:
        summary = _expired(expired[0]) if expired else _not_yet_valid(early[0])
        return _found(Outcome.FAIL, (expired or early)[0], summary, chain, now)
    first_out = min(path, key=_end)
    if chain.trust_problem in OTHER_TIMES:
        detail: dict[str, JsonValue] = {"detail": chain.trust_detail}
        return Judgement(outcome=Outcome.FAIL, summary=UNNAMED, evidence=detail)
    require_readable((place.certificate for place in path), "validity")
    if _end(first_out) - now <= notice:
        warned = _found(Outcome.WARN, first_out, _soon(first_out, now), chain, now)
        return warned.model_copy(update={"severity": Severity.MEDIUM})
    return _found(Outcome.PASS, first_out, _valid(first_out), chain, now)


def _out_of_time(path: list[Place], now: datetime) -> tuple[list[Place], list[Place]]:
    """Those that have expired, and those that are not valid yet, the nearest to the leaf first."""
    expired = [place for place in path if place.certificate.not_after < now]
    return expired, [place for place in path if place.certificate.not_before > now]


def _end(place: Place) -> datetime:
    return place.certificate.not_after


def _found(
    outcome: Outcome, place: Place, summary: Text, chain: CertificateChain, now: datetime
) -> Judgement:
    """``days_left`` is rounded down; negative: expired. ``position`` is told of what is not the leaf."""
    evidence: dict[str, JsonValue] = {
        "deciding_certificate": place.certificate.subject,
        "not_before": place.certificate.not_before.isoformat(),
        "not_after": place.certificate.not_after.isoformat(),
        "days_left": (place.certificate.not_after - now).days,
    }
    if place.position != "leaf":
        evidence["position"] = place.position
    if needless := [f"{one.subject} ({one.not_after:%Y-%m-%d})" for one in beside(chain, now)]:
        evidence["expired_but_not_needed"] = list(needless)
    return Judgement(outcome=outcome, summary=summary, evidence=evidence)


def _told(place: Place, vi: str, en: str) -> Text:
    """A sentence about a certificate, which is named by its subject where it is not the server's own."""
    name, advice, about = NAMES[place.position], ADVICE[place.position], ""
    if place.position != "leaf":
        about = f" “{place.certificate.subject}”"
    return Text(vi=f"{name.vi}{about} {vi}.{advice.vi}", en=f"{name.en}{about} {en}.{advice.en}")


def _expired(place: Place) -> Text:
    end = _end(place)
    return _told(place, f"đã hết hạn ngày {end:%d/%m/%Y}", f"expired on {end:%Y-%m-%d}")


def _not_yet_valid(place: Place) -> Text:
    start = place.certificate.not_before
    vi = f"chưa có hiệu lực, chỉ có hiệu lực từ ngày {start:%d/%m/%Y}"
    return _told(place, vi, f"is not valid before {start:%Y-%m-%d}")


def _soon(place: Place, now: datetime) -> Text:
    end, days = _end(place), (_end(place) - now).days
    vi = f"sẽ hết hạn ngày {end:%d/%m/%Y}, còn {days} ngày"
    return _told(place, vi, f"expires on {end:%Y-%m-%d}, in {days} days")


def _valid(place: Place) -> Text:
    end = _end(place)
    return Text(
        vi=f"Chứng thư số còn hiệu lực đến ngày {end:%d/%m/%Y}.",
        en=f"The certificate is valid until {end:%Y-%m-%d}.",
    )


CHECK = Check(
    id="cert.expiry",
    title=Text(vi="Chứng thư số còn hiệu lực", en="Certificate within its validity"),
    finding=Text(vi="Chứng thư số hết hạn hoặc chưa có hiệu lực", en="Certificate expired or not yet valid"),
    warning=Text(vi="Chứng thư số sắp hết hạn", en="Certificate about to expire"),
    rationale=Text(
        vi="Chứng thư số hết hạn làm dịch vụ ngừng trên trình duyệt và ứng dụng, và tập cho người dùng thói"
        " quen bỏ qua cảnh báo.",
        en="An expired certificate stops the service in browsers and applications, and teaches users to"
        " click warnings away.",
    ),
    remediation=Text(
        vi="Gia hạn và cài chứng thư số mới, nạp lại cấu hình máy chủ; tự động hóa việc gia hạn (ACME:"
        " certbot, acme.sh; IIS: win-acme) và theo dõi ngày hết hạn. Nếu chứng thư số trung gian hết hạn: cài"
        " tệp chuỗi (fullchain) hiện hành của tổ chức cấp. Nếu chứng thư số gốc nội bộ hết hạn: phát hành"
        " lại gốc, thay trong tệp CA và ở các máy khách.",
        en="Renew the certificate, install it and reload the server; automate renewal (ACME: certbot,"
        " acme.sh; IIS: win-acme) and watch the expiry date. Where an intermediate expired: install the"
        " authority's current chain (fullchain). Where an internal root expired: issue it anew, replace it in"
        " the CA file and at the clients.",
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
    dated=True,
    turns=turns,
    thresholds={"warn_days": 30},
    volatile=("days_left",),
)
