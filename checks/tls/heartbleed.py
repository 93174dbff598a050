"""tls.heartbleed: the server's memory cannot be read through the heartbeat extension (CVE-2014-0160)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.facts.extent import UP_TO_TLS_1_2
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._flags import judge_flag

TEXTS = {
    False: Text(vi="Máy chủ không bị lỗ hổng Heartbleed.", en="The server is not vulnerable to Heartbleed."),
    True: Text(
        vi="Máy chủ bị lỗ hổng Heartbleed: bộ nhớ, kể cả khóa riêng và mật khẩu, có thể bị đọc từ xa.",
        en="The server is vulnerable to Heartbleed: its memory, private key and passwords included, can be"
        " read from afar.",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """By a test of the server itself, never by its version."""
    value = facts.require(TlsFacts).vulnerabilities.heartbleed
    return judge_flag("heartbleed", value=value, wanted=False, texts=TEXTS)


CHECK = Check(
    id="tls.heartbleed",
    title=Text(vi="Không bị lỗ hổng Heartbleed", en="Not vulnerable to Heartbleed"),
    finding=Text(vi="Bị lỗ hổng Heartbleed", en="Vulnerable to Heartbleed"),
    rationale=Text(
        vi="Heartbleed (OpenSSL 1.0.1 đến 1.0.1f) cho phép bất kỳ ai đọc bộ nhớ của máy chủ mà không để lại"
        " dấu vết: khóa riêng, mật khẩu, dữ liệu của người dân.",
        en="Heartbleed (OpenSSL 1.0.1 to 1.0.1f) lets anyone read the server's memory without a trace:"
        " private keys, passwords, citizens' data.",
    ),
    remediation=Text(
        vi="Nâng cấp OpenSSL ngay (từ 1.0.1g) rồi khởi động lại mọi dịch vụ dùng nó (nginx, Apache…); với"
        " thiết bị chuyên dụng, cập nhật phần mềm của hãng; IIS không bị ảnh hưởng. Sau đó coi như khóa đã"
        " lộ: tạo khóa mới, thu hồi và cấp lại chứng thư số, đổi mật khẩu, hủy các phiên đăng nhập.",
        en="Upgrade OpenSSL at once (1.0.1g or newer) and restart every service that uses it "
        "(nginx, Apache…); update the vendor's firmware on appliances; IIS is not affected. Then "
        "treat the key as stolen: make a new one, have the certificate revoked and reissued, "
        "change passwords, end all sessions.",
    ),
    severity=Severity.CRITICAL,
    needs=(TlsFacts,),
    parts=(*UP_TO_TLS_1_2, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="CVE-2014-0160", url="https://nvd.nist.gov/vuln/detail/CVE-2014-0160"),
        Reference(title="RFC 6520 (heartbeat)", url="https://www.rfc-editor.org/rfc/rfc6520"),
    ),
    since="0.1.0",
    judge=judge,
)
