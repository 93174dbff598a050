"""cert.trusted: the chain leads to a root that clients trust (Mozilla's, or one given by --ca-file)."""

from pydantic import JsonValue

from checks.cert._chains import judge_chains, unverified
from checks.check import Check
from checks.facts import CertificateChain, Facts, Part, TlsFacts
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

PROBLEMS = {
    "self_signed": Text(
        vi="Chứng thư số tự ký, không do tổ chức cấp chứng thư số nào bảo chứng.",
        en="The certificate is self-signed: no certificate authority vouches for it.",
    ),
    "unknown_issuer": Text(
        vi="Chứng thư số do tổ chức mà trình duyệt không tin cậy cấp.",
        en="The certificate was issued by an authority that browsers do not trust.",
    ),
    "incomplete": Text(
        vi="Máy chủ gửi thiếu chứng thư số trung gian nên nhiều thiết bị không xác thực được.",
        en="The server leaves out an intermediate certificate, so that many clients cannot verify it.",
    ),
    "invalid": Text(vi="Chuỗi chứng thư số không hợp lệ.", en="The certificate chain is not valid."),
    "other": Text(vi="Chuỗi chứng thư số không được tin cậy.", en="The certificate chain is not trusted."),
}
TIME = Text(
    vi="Chưa xét độ tin cậy vì chứng thư số ngoài thời hạn hiệu lực; xem cert.expiry.",
    en="Trust is left aside: the certificate is outside its validity period; see cert.expiry.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains."""
    return judge_chains(facts, _judge_chain)


def _judge_chain(chain: CertificateChain) -> Judgement:
    """A chain that fails only for its dates is cert.expiry's finding, and is not counted twice.

    A chain without a path is this check's finding even where an intermediate seems to be missing: that the
    missing one would lead to a trusted root is a guess, since anybody can write a trusted issuer's name into
    a certificate. cert.chain judges the list where a path was found.
    """
    if chain.trusted is None:
        return not_tested(unverified(chain))
    if chain.trusted:
        summary = Text(vi="Chuỗi chứng thư số được tin cậy.", en="The certificate chain is trusted.")
        return Judgement(
            outcome=Outcome.PASS, summary=summary, evidence={"trusted_by": chain.trusted_by or ""}
        )
    evidence = _evidence(chain)
    if chain.trust_problem in ("expired", "not_yet_valid"):
        return Judgement(outcome=Outcome.INFO, severity=Severity.INFO, summary=TIME, evidence=evidence)
    summary = PROBLEMS[chain.trust_problem or "other"]
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)


def _evidence(chain: CertificateChain) -> dict[str, JsonValue]:
    return {
        "problem": chain.trust_problem or "other",
        "detail": chain.trust_detail,
        "issuer": chain.certificates[0].issuer,
        "certificates_sent": chain.certificates_sent or len(chain.certificates),
    }


CHECK = Check(
    id="cert.trusted",
    title=Text(vi="Chứng thư số được tin cậy", en="Trusted certificate"),
    finding=Text(vi="Chứng thư số không được tin cậy", en="Untrusted certificate"),
    rationale=Text(
        vi="Chứng thư số không được tin cậy khiến trình duyệt cảnh báo; người dùng quen bỏ qua cảnh báo sẽ"
        " không nhận ra khi bị kẻ xấu chen giữa.",
        en="An untrusted certificate makes browsers warn; users who learn to click the warning away will"
        " not notice a man in the middle.",
    ),
    remediation=Text(
        vi="Cài chứng thư số của một tổ chức cấp chứng thư số được trình duyệt tin cậy (ví dụ qua ACME),"
        " kèm đủ chứng thư số trung gian: nginx: ssl_certificate trỏ tới tệp fullchain.pem; Apache:"
        " SSLCertificateFile với tệp fullchain; IIS: nhập tệp PFX có cả chuỗi. Với CA nội bộ, chạy capdo"
        " với --ca-file.",
        en="Install a certificate of an authority that browsers trust (by ACME, for example) with "
        "all of its intermediates: nginx: point ssl_certificate to fullchain.pem; Apache: "
        "SSLCertificateFile with the full chain; IIS: import a PFX that includes the chain. For an "
        "internal CA, run capdo with --ca-file.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.INFO, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 5280, section 6", url="https://www.rfc-editor.org/rfc/rfc5280#section-6"),
        Reference(
            title="Mozilla Root Store Policy",
            url="https://www.mozilla.org/about/governance/policies/security-group/certs/policy/",
        ),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("detail",),
)
