"""tls.robot: the server gives no oracle on RSA key exchange away (ROBOT, Bleichenbacher's attack)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts, tested
from checks.facts.extent import UP_TO_TLS_1_2
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

TEXTS = {
    "none": Text(vi="Máy chủ không bị lỗ hổng ROBOT.", en="The server is not vulnerable to ROBOT."),
    "weak": Text(
        vi="Máy chủ bị lỗ hổng ROBOT (mức yếu: tấn công cần rất nhiều lần thử).",
        en="The server is vulnerable to ROBOT (a weak oracle: the attack takes very many tries).",
    ),
    "strong": Text(
        vi="Máy chủ bị lỗ hổng ROBOT (mức mạnh): kết nối đã ghi lại có thể bị giải mã.",
        en="The server is vulnerable to ROBOT (a strong oracle): recorded connections can be decrypted.",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """A weak oracle fails like a strong one. Without RSA key exchange the question does not arise."""
    oracle = tested(facts.require(TlsFacts).vulnerabilities.robot)
    outcome = Outcome.PASS if oracle == "none" else Outcome.FAIL
    return Judgement(outcome=outcome, summary=TEXTS[oracle], evidence={"oracle": oracle})


CHECK = Check(
    id="tls.robot",
    title=Text(vi="Không bị lỗ hổng ROBOT", en="Not vulnerable to ROBOT"),
    finding=Text(vi="Bị lỗ hổng ROBOT", en="Vulnerable to ROBOT"),
    rationale=Text(
        vi="Máy chủ trả lời khác nhau khi giải mã RSA sai, nhờ đó kẻ tấn công giải mã được các kết nối dùng"
        " trao đổi khóa RSA hoặc ký thay máy chủ.",
        en="The server answers differently when RSA decryption goes wrong, which lets an attacker decrypt"
        " connections that used RSA key exchange, or sign in the server's name.",
    ),
    remediation=Text(
        vi="Tắt trao đổi khóa RSA (các bộ TLS_RSA_WITH_…) và cập nhật phần mềm của máy chủ hoặc thiết bị cân"
        " bằng tải (F5, Citrix, Cisco… đều đã có bản vá).\n"
        "nginx: ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;\n"
        "Apache: SSLCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20\n"
        "IIS: Disable-TlsCipherSuite -Name TLS_RSA_WITH_AES_256_GCM_SHA384",
        en="Turn RSA key exchange off (the suites TLS_RSA_WITH_…) and update the software of the server or"
        " load balancer (F5, Citrix, Cisco and others have patches).\n"
        "nginx: ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;\n"
        "Apache: SSLCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20\n"
        "IIS: Disable-TlsCipherSuite -Name TLS_RSA_WITH_AES_256_GCM_SHA384",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(*UP_TO_TLS_1_2, Part.TLS_SUITES, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Return Of Bleichenbacher's Oracle Threat", url="https://robotattack.org/"),
        Reference(
            title="RFC 5246, section 7.4.7.1", url="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.7.1"
        ),
    ),
    since="0.1.0",
    judge=judge,
)
