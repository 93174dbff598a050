"""tls.ocsp_stapling: whether the server sends its certificate's status along (for information)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts, tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

TEXTS = {
    True: Text(
        vi="Máy chủ gửi kèm trạng thái chứng thư số (OCSP stapling).",
        en="The server sends its certificate's status along (OCSP stapling).",
    ),
    False: Text(
        vi="Máy chủ không gửi kèm trạng thái chứng thư số (OCSP stapling).",
        en="The server does not send its certificate's status along (OCSP stapling).",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Never a finding: public authorities are ending OCSP in favour of short lifetimes and CRLs."""
    stapled = tested(facts.require(TlsFacts).negotiation.ocsp_stapled)
    return Judgement(outcome=Outcome.INFO, summary=TEXTS[stapled], evidence={"ocsp_stapled": stapled})


CHECK = Check(
    id="tls.ocsp_stapling",
    title=Text(
        vi="Gửi kèm trạng thái chứng thư số (OCSP)", en="Certificate status sent along (OCSP stapling)"
    ),
    rationale=Text(
        vi="Nhờ gửi kèm trạng thái, trình duyệt không phải hỏi tổ chức cấp chứng thư số về từng lượt truy "
        "cập. Nhiều tổ chức công cộng đã ngừng OCSP (Let's Encrypt từ 06/08/2025), nên đây chỉ là thông tin.",
        en="With the status sent along, browsers need not ask the authority about every visit. Many public"
        " authorities have ended OCSP (Let's Encrypt on 2025-08-06), so this is for information only.",
    ),
    remediation=Text(
        vi="Chỉ bật khi chứng thư số có địa chỉ OCSP; nếu không có thì không cần làm gì. IIS bật sẵn.\n"
        "nginx: ssl_stapling on; ssl_stapling_verify on;\n"
        "Apache: SSLUseStapling on; SSLStaplingCache shmcb:/run/ocsp(128000)",
        en="Turn it on only where the certificate names an OCSP address; without one there is nothing to do."
        " IIS has it on.\n"
        "nginx: ssl_stapling on; ssl_stapling_verify on;\n"
        "Apache: SSLUseStapling on; SSLStaplingCache shmcb:/run/ocsp(128000)",
    ),
    severity=Severity.INFO,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.INFO, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6066, section 8", url="https://www.rfc-editor.org/rfc/rfc6066#section-8"),
        Reference(
            title="Let's Encrypt: Ending OCSP Support",
            url="https://letsencrypt.org/2024/12/05/ending-ocsp/",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
