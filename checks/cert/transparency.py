"""cert.transparency: a public certificate is recorded in public logs (RFC 6962)."""

from checks.cert._chains import judge_chains, require_public
from checks.check import Check
from checks.facts import CertificateChain, Facts, FactsMissingError, Part, TlsFacts
from checks.facts.tls import NOT_LOOKED_AT
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NONE = Text(
    vi="Chứng thư số không kèm bằng chứng đã ghi vào nhật ký công khai (SCT).",
    en="The certificate comes without proof that public logs have recorded it (SCT).",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains; those under an internal CA need no public record."""
    return judge_chains(facts, _judge_chain)


def _judge_chain(chain: CertificateChain) -> Judgement:
    """One SCT is enough here: how many a browser wants depends on its policy and its list of logs."""
    require_public(chain)
    if chain.sct_count is None:
        raise FactsMissingError(NOT_LOOKED_AT)
    if chain.sct_count == 0:
        return Judgement(outcome=Outcome.FAIL, summary=NONE, evidence={"scts": 0})
    summary = Text(
        vi=f"Chứng thư số đã được ghi vào nhật ký công khai ({chain.sct_count} SCT).",
        en=f"The certificate has been recorded in public logs ({chain.sct_count} SCTs).",
    )
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence={"scts": chain.sct_count})


CHECK = Check(
    id="cert.transparency",
    title=Text(vi="Chứng thư số có trong nhật ký công khai", en="Certificate recorded in public logs"),
    finding=Text(
        vi="Chứng thư số thiếu bằng chứng ghi nhật ký công khai",
        en="Certificate without proof of public logging",
    ),
    rationale=Text(
        vi="Nhật ký công khai (Certificate Transparency) giúp cơ quan phát hiện chứng thư số bị cấp trái phép"
        " cho tên miền của mình. Chrome và Safari từ chối chứng thư số công cộng không có SCT.",
        en="Public logs (Certificate Transparency) let an agency discover certificates issued for its names"
        " without its knowledge. Chrome and Safari refuse public certificates without SCTs.",
    ),
    remediation=Text(
        vi="Xin cấp lại chứng thư số có nhúng SCT (các tổ chức cấp công cộng đều làm mặc định; không chọn tùy"
        " chọn tắt ghi nhật ký) rồi cài vào nginx, Apache hoặc IIS; không cần cấu hình gì thêm.",
        en="Have the certificate issued again with SCTs embedded (public authorities do so by default; do not"
        " opt out of logging) and install it in nginx, Apache or IIS; nothing else needs configuring.",
    ),
    severity=Severity.LOW,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6962", url="https://www.rfc-editor.org/rfc/rfc6962"),
        Reference(
            title="Chrome Certificate Transparency policy",
            url="https://googlechrome.github.io/CertificateTransparency/ct_policy.html",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
