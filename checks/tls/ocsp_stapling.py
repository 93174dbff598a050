"""tls.ocsp_stapling: whether the certificate's status is sent along, and one that clients take."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import CertificateChain, Facts, Part, Staple, TlsFacts, tested
from checks.facts.tls import StapleFault
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


FAULTS: dict[StapleFault, Text] = {
    "out_of_date": Text(vi="đã quá hạn", en="it is out of date"),
    "other_certificate": Text(vi="nói về chứng thư số khác", en="it is about another certificate"),
    "not_signed_by_issuer": Text(vi="không do tổ chức cấp ký", en="the issuer did not sign it"),
    "responder_error": Text(vi="là thông báo lỗi của nơi trả lời", en="it is an error of the responder"),
    "unknown": Text(vi="nói không biết chứng thư số này", en="it does not know the certificate"),
    "unreadable": Text(vi="không đọc được", en="it cannot be read"),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """A finding where clients stop: at a staple that proves nothing, or without one that is demanded.

    A missing one that nobody demands is none: public authorities are ending OCSP in favour of short lifetimes
    and CRLs.
    """
    tls = facts.require(TlsFacts)
    stapled = tested(tls.negotiation.ocsp_stapled)
    broken = [chain for chain in tls.chains if _fault(chain)]
    unmet = [chain for chain in tls.chains if chain.must_staple and not _is_good(chain, stapled=stapled)]
    if unmet:
        return _found(unmet[0], Outcome.FAIL, Severity.HIGH, _demanded(unmet[0]), stapled=stapled)
    if broken:
        return _found(broken[0], Outcome.WARN, Severity.MEDIUM, _refused(broken[0]), stapled=stapled)
    return Judgement(outcome=Outcome.INFO, summary=TEXTS[stapled], evidence={"ocsp_stapled": stapled})


def _fault(chain: CertificateChain) -> StapleFault | None:
    return chain.staple.fault if isinstance(chain.staple, Staple) else None


def _is_good(chain: CertificateChain, *, stapled: bool) -> bool:
    """One that could not be verified gets the benefit of the doubt."""
    if isinstance(chain.staple, Staple):
        return chain.staple.fault is None
    return stapled and chain.staple.kind == "not_tested"


def _found(
    chain: CertificateChain, outcome: Outcome, severity: Severity, summary: Text, *, stapled: bool
) -> Judgement:
    evidence: dict[str, JsonValue] = {"ocsp_stapled": stapled, "subject": chain.certificates[0].subject}
    if isinstance(chain.staple, Staple) and chain.staple.fault:
        evidence |= {"fault": chain.staple.fault, "detail": chain.staple.detail}
    if chain.must_staple:
        evidence["must_staple"] = True
    return Judgement(outcome=outcome, severity=severity, summary=summary, evidence=evidence)


def _refused(chain: CertificateChain) -> Text:
    why = FAULTS[_fault(chain) or "unreadable"]
    return Text(
        vi=f"Trạng thái chứng thư số gửi kèm không dùng được: {why.vi}; Firefox dừng ở trạng thái như vậy.",
        en=f"The status sent along cannot be used: {why.en}; Firefox stops at such a one.",
    )


def _demanded(chain: CertificateChain) -> Text:
    fault = _fault(chain)
    vi, en = ("không gửi kèm", "sends none") if fault is None else (FAULTS[fault].vi, FAULTS[fault].en)
    vi = vi if fault is None else f"gửi kèm trạng thái không dùng được ({vi})"
    en = en if fault is None else f"sends one that cannot be used ({en})"
    return Text(
        vi=f"Chứng thư số đòi máy chủ gửi kèm trạng thái (must-staple) nhưng máy chủ {vi}: trình duyệt có"
        " kiểm tra sẽ từ chối.",
        en=f"The certificate demands a stapled status (must-staple) and the server {en}: browsers that"
        " check refuse it.",
    )


CHECK = Check(
    id="tls.ocsp_stapling",
    title=Text(
        vi="Gửi kèm trạng thái chứng thư số (OCSP)", en="Certificate status sent along (OCSP stapling)"
    ),
    finding=Text(
        vi="Trạng thái chứng thư số (OCSP) thiếu hoặc không dùng được",
        en="Certificate status (OCSP) missing or unusable",
    ),
    rationale=Text(
        vi="Nhờ gửi kèm trạng thái, trình duyệt không phải hỏi tổ chức cấp chứng thư số về từng lượt truy "
        "cập. Nhiều tổ chức công cộng đã ngừng OCSP (Let's Encrypt từ 06/08/2025), nên không gửi kèm chỉ là"
        " thông tin. Nhưng trạng thái quá hạn hoặc sai, hoặc thiếu khi chứng thư số đòi hỏi (must-staple),"
        " thì trình duyệt có kiểm tra sẽ chặn trang.",
        en="With the status sent along, browsers need not ask the authority about every visit. Many public"
        " authorities have ended OCSP (Let's Encrypt on 2025-08-06), so its absence is information only. A"
        " status that is out of date or wrong, or one missing where the certificate demands it (must-staple),"
        " makes browsers that check block the site.",
    ),
    remediation=Text(
        vi="Chỉ bật khi chứng thư số có địa chỉ OCSP; nếu không có thì không cần làm gì. IIS bật sẵn. Trạng"
        " thái quá hạn hoặc sai: kiểm tra máy chủ có ra được địa chỉ OCSP không, xóa tệp ssl_stapling_file"
        " cũ. Không dùng must-staple nữa thì xin cấp lại chứng thư số không có yêu cầu đó.\n"
        "nginx: ssl_stapling on; ssl_stapling_verify on;\n"
        "Apache: SSLUseStapling on; SSLStaplingCache shmcb:/run/ocsp(128000)",
        en="Turn it on only where the certificate names an OCSP address; without one there is nothing to do."
        " IIS has it on. A status out of date or wrong: see that the server reaches the OCSP address, remove"
        " an old ssl_stapling_file. To do without must-staple, have the certificate issued without it.\n"
        "nginx: ssl_stapling on; ssl_stapling_verify on;\n"
        "Apache: SSLUseStapling on; SSLStaplingCache shmcb:/run/ocsp(128000)",
    ),
    severity=Severity.INFO,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.INFO, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6066, section 8", url="https://www.rfc-editor.org/rfc/rfc6066#section-8"),
        Reference(title="RFC 7633 (TLS feature)", url="https://www.rfc-editor.org/rfc/rfc7633"),
        Reference(
            title="Let's Encrypt: Ending OCSP Support",
            url="https://letsencrypt.org/2024/12/05/ending-ocsp/",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
