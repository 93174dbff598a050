"""tls.early_data: the server takes no data before the handshake has ended (0-RTT)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._flags import judge_flag

TEXTS = {
    False: Text(vi="Máy chủ không nhận dữ liệu sớm (0-RTT).", en="The server takes no early data (0-RTT)."),
    True: Text(
        vi="Máy chủ nhận dữ liệu sớm (0-RTT), có thể bị phát lại.",
        en="The server takes early data (0-RTT), which can be replayed.",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """TLS 1.3 early data must be off."""
    value = facts.require(TlsFacts).negotiation.early_data
    return judge_flag("early_data", value=value, wanted=False, texts=TEXTS)


CHECK = Check(
    id="tls.early_data",
    title=Text(vi="Không nhận dữ liệu sớm (0-RTT)", en="No early data (0-RTT)"),
    finding=Text(vi="Nhận dữ liệu sớm (0-RTT)", en="Early data (0-RTT) accepted"),
    rationale=Text(
        vi="Dữ liệu gửi trước khi bắt tay xong có thể bị kẻ tấn công ghi lại rồi gửi lần nữa, ví dụ nộp hồ sơ"
        " hoặc thanh toán hai lần, và không có bảo mật chuyển tiếp.",
        en="What is sent before the handshake ends can be recorded and sent again, for example to submit or"
        " pay twice, and has no forward secrecy.",
    ),
    remediation=Text(
        vi="Tắt 0-RTT. Apache và IIS không hỗ trợ nên không cần làm gì; HAProxy: bỏ allow-0rtt khỏi dòng"
        " bind; nếu dùng CDN, tắt “0-RTT Connection Resumption” trong trang quản trị.\n"
        "nginx: ssl_early_data off;",
        en="Turn 0-RTT off. Apache and IIS don't support it, so there is nothing to do; "
        "HAProxy: take allow-0rtt out of the bind line; behind a CDN, turn “0-RTT Connection "
        "Resumption” off in its console.\n"
        "nginx: ssl_early_data off;",
    ),
    severity=Severity.LOW,
    needs=(TlsFacts,),
    parts=(Part.TLS_1_3, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 8446, section 8", url="https://www.rfc-editor.org/rfc/rfc8446#section-8"),
        Reference(title="RFC 8470", url="https://www.rfc-editor.org/rfc/rfc8470"),
        Reference(title="Internet.nl: 0-RTT", url="https://internet.nl/faqs/https/"),
    ),
    since="0.1.0",
    judge=judge,
)
