"""tls.compression: TLS does not compress what it encrypts (CRIME)."""

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.facts.extent import UP_TO_TLS_1_2
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._flags import judge_flag

TEXTS = {
    False: Text(vi="Máy chủ không nén ở tầng TLS.", en="The server does not compress in TLS."),
    True: Text(
        vi="Máy chủ nén dữ liệu ở tầng TLS, nên cookie phiên có thể bị lộ (tấn công CRIME).",
        en="The server compresses in TLS, which can give session cookies away (the CRIME attack).",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Compression must be off. TLS 1.3 has none."""
    value = facts.require(TlsFacts).negotiation.compression
    return judge_flag("compression", value=value, wanted=False, texts=TEXTS)


CHECK = Check(
    id="tls.compression",
    title=Text(vi="Không nén ở tầng TLS", en="No TLS compression"),
    finding=Text(vi="Nén ở tầng TLS", en="TLS compression is on"),
    rationale=Text(
        vi="Khi dữ liệu được nén trước khi mã hóa, độ dài gói tin để lộ nội dung: kẻ tấn công đoán dần được"
        " cookie phiên của người dùng (CRIME).",
        en="When data is compressed before encryption, the length of packets betrays the content: an attacker"
        " can guess a user's session cookie piece by piece (CRIME).",
    ),
    remediation=Text(
        vi="Tắt nén TLS và nâng cấp thư viện TLS: OpenSSL từ 1.1.0 không còn nén theo mặc định; nginx từ"
        " 1.3.2 và IIS không nén.\n"
        "Apache: SSLCompression off",
        en="Turn TLS compression off and upgrade the TLS library: OpenSSL from 1.1.0 no longer compresses by"
        " default; nginx from 1.3.2 and IIS never do.\n"
        "Apache: SSLCompression off",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(*UP_TO_TLS_1_2, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 9325, section 3.3", url="https://www.rfc-editor.org/rfc/rfc9325#section-3.3"),
        Reference(title="CRIME (CVE-2012-4929)", url="https://nvd.nist.gov/vuln/detail/CVE-2012-4929"),
    ),
    since="0.1.0",
    judge=judge,
)
