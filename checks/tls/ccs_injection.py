"""tls.ccs_injection: the server takes no early ChangeCipherSpec message (CVE-2014-0224)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.facts.extent import UP_TO_TLS_1_2
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._flags import judge_flag

TEXTS = {
    False: Text(
        vi="Máy chủ không bị lỗ hổng CCS injection.", en="The server is not vulnerable to CCS injection."
    ),
    True: Text(
        vi="Máy chủ bị lỗ hổng CCS injection: kẻ chen giữa có thể giải mã kết nối.",
        en="The server is vulnerable to CCS injection: a man in the middle can decrypt connections.",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """By a test of the server itself, never by its version."""
    value = facts.require(TlsFacts).vulnerabilities.ccs_injection
    return judge_flag("ccs_injection", value=value, wanted=False, texts=TEXTS)


CHECK = Check(
    id="tls.ccs_injection",
    title=Text(vi="Không bị lỗ hổng CCS injection", en="Not vulnerable to CCS injection"),
    finding=Text(vi="Bị lỗ hổng CCS injection", en="Vulnerable to CCS injection"),
    rationale=Text(
        vi="OpenSSL cũ chấp nhận thông điệp ChangeCipherSpec quá sớm, khiến hai bên dùng khóa rỗng; kẻ chen"
        " giữa đọc và sửa được dữ liệu nếu máy khách cũng mắc lỗi này.",
        en="An old OpenSSL takes a ChangeCipherSpec message too early, so that both sides use empty keys; a"
        " man in the middle can read and change the data of clients with the same flaw.",
    ),
    remediation=Text(
        vi="Nâng cấp OpenSSL (0.9.8za, 1.0.0m, 1.0.1h trở lên; tốt nhất là bản còn được hỗ trợ) rồi khởi động"
        " lại nginx, Apache…; với thiết bị chuyên dụng, cập nhật phần mềm của hãng; IIS không bị ảnh hưởng.",
        en="Upgrade OpenSSL (0.9.8za, 1.0.0m, 1.0.1h or newer; best a supported release) and restart nginx,"
        " Apache…; update the vendor's firmware on appliances; IIS is not affected.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(*UP_TO_TLS_1_2, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="CVE-2014-0224", url="https://nvd.nist.gov/vuln/detail/CVE-2014-0224"),
        Reference(
            title="OpenSSL: vulnerabilities", url="https://openssl-library.org/news/vulnerabilities-1.0.1/"
        ),
    ),
    since="0.1.0",
    judge=judge,
)
