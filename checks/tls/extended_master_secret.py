"""tls.extended_master_secret: the keys of TLS 1.2 are bound to the handshake they come from (RFC 7627)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.facts.extent import UP_TO_TLS_1_2
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._flags import judge_flag

TEXTS = {
    True: Text(
        vi="Máy chủ hỗ trợ Extended Master Secret với TLS 1.2.",
        en="The server supports the extended master secret with TLS 1.2.",
    ),
    False: Text(
        vi="Máy chủ không hỗ trợ Extended Master Secret với TLS 1.2.",
        en="The server does not support the extended master secret with TLS 1.2.",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """TLS 1.2 must have it; TLS 1.3 has it built in."""
    value = facts.require(TlsFacts).negotiation.extended_master_secret
    return judge_flag("extended_master_secret", value=value, wanted=True, texts=TEXTS)


CHECK = Check(
    id="tls.extended_master_secret",
    title=Text(vi="Extended Master Secret (TLS 1.2)", en="Extended master secret (TLS 1.2)"),
    finding=Text(
        vi="Không hỗ trợ Extended Master Secret (TLS 1.2)",
        en="No extended master secret (TLS 1.2)",
    ),
    rationale=Text(
        vi="Không có phần mở rộng này, kẻ chen giữa có thể tạo hai kết nối cùng khóa và mạo danh người dùng"
        " (tấn công triple handshake).",
        en="Without this extension a man in the middle can bring two connections to the same keys and"
        " impersonate the user (the triple handshake attack).",
    ),
    remediation=Text(
        vi="Nâng cấp thư viện TLS: OpenSSL từ 1.1.0 (nginx, Apache, HAProxy), Java từ 8u161, Windows đã cập"
        " nhật đều tự bật; không cần cấu hình. Nếu thiết bị cân bằng tải không hỗ trợ, cập nhật phần mềm của"
        " thiết bị hoặc chỉ dùng TLS 1.3.",
        en="Upgrade the TLS library: OpenSSL from 1.1.0 (nginx, Apache, HAProxy), Java from 8u161 and an"
        " up-to-date Windows have it on without configuration. If a load balancer lacks it, update its"
        " firmware or use TLS 1.3 alone.",
    ),
    severity=Severity.LOW,
    needs=(TlsFacts,),
    parts=(*UP_TO_TLS_1_2, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 7627", url="https://www.rfc-editor.org/rfc/rfc7627"),
        Reference(title="Internet.nl: extended master secret", url="https://internet.nl/faqs/https/"),
    ),
    since="0.1.0",
    judge=judge,
)
