"""cert.revoked: the issuer has not taken the certificate back."""

from pydantic import JsonValue

from checks.cert._chains import judge_chains
from checks.check import Check
from checks.facts import Absent, CertificateChain, Facts, FactsAbsentError, Part, Revocation, TlsFacts, tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

GOOD = Text(vi="Chứng thư số chưa bị thu hồi.", en="The certificate has not been revoked.")
UNKNOWN = Text(
    vi="Chưa rõ chứng thư số có bị thu hồi hay không: nơi cấp trả lời là không biết.",
    en="Whether the certificate was revoked is open: the issuer answers that it does not know.",
)
NO_ISSUER = Absent(detail="nobody but itself issued this certificate, so nobody can revoke it")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains."""
    return judge_chains(facts, _judge_chain)


def _judge_chain(chain: CertificateChain) -> Judgement:
    """What the issuer says of the leaf. "unknown" (RFC 6960 section 2.2) is neither good nor revoked."""
    if chain.certificates[0].self_signed:
        raise FactsAbsentError(NO_ISSUER)
    revocation = tested(chain.revocation)
    evidence: dict[str, JsonValue] = {"status": revocation.status, "source": revocation.source}
    if revocation.revoked_at is not None:
        evidence["revoked_at"] = revocation.revoked_at.isoformat()
    if revocation.status == "revoked":
        return Judgement(outcome=Outcome.FAIL, summary=_revoked(revocation), evidence=evidence)
    if revocation.status == "unknown":
        return Judgement(
            outcome=Outcome.NOT_TESTED, reason=Reason.INCOMPLETE, summary=UNKNOWN, evidence=evidence
        )
    return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)


def _revoked(revocation: Revocation) -> Text:
    if revocation.revoked_at is None:
        return Text(vi="Chứng thư số đã bị thu hồi.", en="The certificate has been revoked.")
    return Text(
        vi=f"Chứng thư số đã bị thu hồi ngày {revocation.revoked_at:%d/%m/%Y}.",
        en=f"The certificate was revoked on {revocation.revoked_at:%Y-%m-%d}.",
    )


CHECK = Check(
    id="cert.revoked",
    title=Text(vi="Chứng thư số chưa bị thu hồi", en="Certificate not revoked"),
    finding=Text(vi="Chứng thư số đã bị thu hồi", en="Certificate revoked"),
    rationale=Text(
        vi="Tổ chức cấp thu hồi chứng thư số khi khóa bị lộ hoặc cấp sai. Trình duyệt có kiểm tra sẽ chặn"
        " trang; phần mềm không kiểm tra thì tiếp tục tin một khóa có thể đã nằm trong tay kẻ xấu.",
        en="Authorities revoke a certificate when its key leaked or it was issued wrongly. Browsers that"
        " check block the site; software that does not goes on trusting a key that others may hold.",
    ),
    remediation=Text(
        vi="Tìm hiểu lý do thu hồi với tổ chức cấp chứng thư số; tạo khóa mới (không dùng lại khóa cũ), xin"
        " cấp chứng thư số mới, cài đặt rồi nạp lại nginx, Apache hoặc liên kết https của IIS. Nếu khóa bị"
        " lộ, xử lý như một sự cố an toàn thông tin.",
        en="Ask the authority why it was revoked; make a new key (never reuse the old one), have a new"
        " certificate issued, install it and reload nginx, Apache or the https binding of IIS. If the key"
        " leaked, treat it as a security incident.",
    ),
    severity=Severity.CRITICAL,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6960 (OCSP)", url="https://www.rfc-editor.org/rfc/rfc6960"),
        Reference(title="RFC 5280, section 5 (CRL)", url="https://www.rfc-editor.org/rfc/rfc5280#section-5"),
    ),
    since="0.1.0",
    judge=judge,
)
