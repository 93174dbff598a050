"""mail.tls_rpt: whether the domain hears of mail that could not come over TLS (RFC 8460), for information."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clipped
from checks.facts import Facts, MailFacts
from checks.mail._domain import MailDomain
from checks.mail._tls_rpt import LABEL, addresses, select
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NO_MAIL = Text(
    vi="Không áp dụng: tên miền không có máy chủ nhận thư.",
    en="Does not apply: the domain has no server that takes mail.",
)
ABSENT = Text(vi="Tên miền chưa nhận báo cáo TLS.", en="The domain asks for no TLS reports.")
ASKED = Text(vi="Tên miền nhận báo cáo TLS.", en="The domain asks for TLS reports.")
SEVERAL = Text(
    vi="Có nhiều bản ghi báo cáo TLS, nên không bản nào có hiệu lực.",
    en="There are several records of TLS reporting, so that none counts.",
)
NOT_VALID = Text(
    vi="Bản ghi báo cáo TLS không nêu địa chỉ nhận hợp lệ (rua).",
    en="The record of TLS reporting names no valid address (rua).",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Never a finding."""
    domain = MailDomain.of(facts)
    if not domain.takes_mail:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_MAIL)
    texts = select(domain.answer(f"{LABEL}.{domain.name}", "TXT").values)
    evidence: dict[str, JsonValue] = {"domain": domain.name, "records": clipped(texts)}
    return Judgement(outcome=Outcome.INFO, summary=_summary(texts), evidence=evidence)


def _summary(texts: tuple[str, ...]) -> Text:
    if not texts:
        return ABSENT
    if len(texts) > 1:
        return SEVERAL
    return ASKED if addresses(texts[0]) else NOT_VALID


CHECK = Check(
    id="mail.tls_rpt",
    title=Text(vi="Nhận báo cáo về thư không qua được TLS", en="Reports of mail that failed over TLS"),
    finding=Text(vi="Chưa nhận báo cáo TLS", en="TLS reports not asked for"),
    rationale=Text(
        vi="Bên gửi báo cáo hằng ngày những lần không thiết lập được TLS với máy chủ thư của tên miền: cách"
        " duy nhất để biết thư bị chặn hoặc bị xen giữa, nhất là khi dùng MTA-STS hay DANE.",
        en="Senders report every day where TLS with the domain's mail servers failed: nothing else shows that"
        " mail is held up or tampered with on its way, above all with MTA-STS or DANE.",
    ),
    remediation=Text(
        vi="Đặt bản ghi TXT ở _smtp._tls của tên miền: v=TLSRPTv1; rua=mailto:bao-cao-tls@TÊN-MIỀN",
        en="Publish a TXT record at _smtp._tls of the domain: v=TLSRPTv1; rua=mailto:tls-reports@DOMAIN",
    ),
    severity=Severity.INFO,
    needs=(MailFacts,),
    parts=(),
    judges="endpoint",
    outcomes=(Outcome.INFO, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(Reference(title="RFC 8460 (TLS reporting)", url="https://www.rfc-editor.org/rfc/rfc8460"),),
    since="0.1.0",
    judge=judge,
)
