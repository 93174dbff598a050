"""tls.alpn: whether HTTP/2 is offered in the handshake (for information)."""

from checks.check import Check
from checks.evidence import clipped
from checks.facts import Facts, TlsFacts, tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

HTTP_2 = "h2"
OFFERED = Text(vi="Máy chủ hỗ trợ HTTP/2.", en="The server offers HTTP/2.")
NOT_OFFERED = Text(vi="Máy chủ chưa hỗ trợ HTTP/2.", en="The server does not offer HTTP/2.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Never a finding: HTTP/2 is recommended, not mandatory."""
    protocols = tested(facts.require(TlsFacts).negotiation.alpn)
    summary = OFFERED if HTTP_2 in protocols else NOT_OFFERED
    return Judgement(outcome=Outcome.INFO, summary=summary, evidence={"protocols": clipped(protocols)})


CHECK = Check(
    id="tls.alpn",
    title=Text(vi="Hỗ trợ HTTP/2 (ALPN)", en="HTTP/2 offered (ALPN)"),
    finding=Text(vi="Chưa hỗ trợ HTTP/2 (ALPN)", en="HTTP/2 not offered (ALPN)"),
    rationale=Text(
        vi="HTTP/2 giúp trang tải nhanh hơn, nhất là trên mạng di động, và chỉ chạy trên TLS hiện đại. Thông"
        " tư 39/2017/TT-BTTTT khuyến nghị áp dụng.",
        en="HTTP/2 makes pages load faster, above all on mobile networks, and runs on modern TLS only."
        " Circular 39/2017/TT-BTTTT recommends it.",
    ),
    remediation=Text(
        vi="Bật HTTP/2 trên cổng HTTPS. IIS 10 (Windows Server 2016 trở lên) bật sẵn.\n"
        "nginx: listen 443 ssl; http2 on;\n"
        "Apache: Protocols h2 http/1.1",
        en="Enable HTTP/2 on the HTTPS port. IIS 10 (Windows Server 2016 or newer) has it on.\n"
        "nginx: listen 443 ssl; http2 on;\n"
        "Apache: Protocols h2 http/1.1",
    ),
    severity=Severity.INFO,
    needs=(TlsFacts,),
    parts=(),
    outcomes=(Outcome.INFO, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 7301 (ALPN)", url="https://www.rfc-editor.org/rfc/rfc7301"),
        Reference(title="RFC 9113, section 3.2", url="https://www.rfc-editor.org/rfc/rfc9113#section-3.2"),
        Reference(title="Thông tư 39/2017/TT-BTTTT: HTTP/2 (khuyến nghị áp dụng)", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
