"""tls.available: the site can be reached over HTTPS at all."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Absent, Facts, HttpFacts, NotTested, ReachFacts, TlsFacts, Visit
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

OFFERED = Text(vi="Máy chủ hỗ trợ HTTPS.", en="The server offers HTTPS.")
ASKS_CERTIFICATE = Text(
    vi="Máy chủ hỗ trợ HTTPS và đòi chứng thư của máy khách (client certificate).",
    en="The server offers HTTPS and asks for a client certificate.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """TLS was met: pass. The port speaks none, or is closed while plain HTTP answers: fail. Else: not told.

    Reads ``facts.tls`` directly, since an absent TLS is what this check is about.
    """
    states, evidence = _states(facts), _evidence(facts)
    if isinstance(facts.tls, TlsFacts) or _answers(facts, "https"):
        summary = ASKS_CERTIFICATE if evidence.get("client_certificate") else OFFERED
        return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)
    if set(states) == {"refused"} and _plain_http(facts):
        return Judgement(outcome=Outcome.FAIL, summary=_closed(facts), evidence=evidence)
    if isinstance(facts.tls, Absent) and ("open" in states or _plain_http(facts)):
        return Judgement(outcome=Outcome.FAIL, summary=_speaks_no_tls(facts), evidence=evidence)
    return not_tested(_reason(facts.tls))


def _states(facts: Facts) -> list[str]:
    """The states of the HTTPS port; without an IPv6 of our own, those of IPv6 addresses say nothing."""
    if isinstance(facts.reach, NotTested):
        return []
    seen = facts.reach.addresses if facts.reach.ipv6_here else facts.reach.of_family(4)
    return [port.state for entry in seen for port in entry.ports if port.port == facts.target.https_port]


def _visits(http: HttpFacts | NotTested, scheme: str) -> list[Visit]:
    if isinstance(http, NotTested):
        return []
    visits = (http.https, http.https_ipv6) if scheme == "https" else (http.http, http.http_ipv6)
    return [visit for visit in visits if visit is not None]


def _answers(facts: Facts, scheme: str) -> bool:
    return any(visit.exchanges for visit in _visits(facts.http, scheme))


def _plain_http(facts: Facts) -> bool:
    """Whether plain HTTP answers; where nobody asked, whether its port is open."""
    unasked = isinstance(facts.http, NotTested) and facts.http.reason is Reason.NOT_REQUESTED
    if not unasked or isinstance(facts.reach, NotTested):
        return _answers(facts, "http")
    ports = [port for entry in facts.reach.addresses for port in entry.ports]
    return any(port.port == facts.target.http_port and port.state == "open" for port in ports)


def _evidence(facts: Facts) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {
        "https_port": facts.target.https_port,
        "http_answers": _answers(facts, "http"),
    }
    if isinstance(facts.reach, ReachFacts):
        evidence["https_port_states"] = ", ".join(_states(facts))
    if not isinstance(facts.tls, TlsFacts):
        evidence["detail"] = facts.tls.detail
    elif facts.tls.negotiation.client_certificate is True:
        evidence["client_certificate"] = "requested"
    return evidence


def _speaks_no_tls(facts: Facts) -> Text:
    port = facts.target.https_port
    return Text(vi=f"Cổng {port} không hỗ trợ TLS.", en=f"Port {port} speaks no TLS.")


def _closed(facts: Facts) -> Text:
    port = facts.target.https_port
    return Text(
        vi=f"Không có HTTPS: cổng {port} đóng, máy chủ chỉ trả lời HTTP không mã hóa.",
        en=f"There is no HTTPS: port {port} is closed and only unencrypted HTTP answers.",
    )


def _reason(tls: TlsFacts | Absent | NotTested) -> NotTested:
    if isinstance(tls, NotTested):
        return tls
    return NotTested(reason=Reason.UNREACHABLE, detail="" if isinstance(tls, TlsFacts) else tls.detail)


CHECK = Check(
    id="tls.available",
    title=Text(vi="Có HTTPS", en="HTTPS is offered"),
    finding=Text(vi="Không có HTTPS", en="HTTPS is not offered"),
    rationale=Text(
        vi="Không có TLS, mọi dữ liệu giữa người dân và hệ thống, kể cả mật khẩu và hồ sơ, đều có thể bị"
        " đọc hoặc sửa trên đường truyền.",
        en="Without TLS, everything between citizens and the system, passwords and files included, can be"
        " read or changed on its way.",
    ),
    remediation=Text(
        vi="Cài chứng thư số và bật HTTPS trên cổng 443. nginx: listen 443 ssl; ssl_certificate "
        "…; ssl_certificate_key …; Apache: a2enmod ssl, SSLEngine on; IIS: thêm liên kết "
        "(binding) https cho trang.",
        en="Install a certificate and enable HTTPS on port 443. nginx: listen 443 ssl; ssl_certificate …;"
        " ssl_certificate_key …; Apache: a2enmod ssl, SSLEngine on; IIS: add an https binding to the site.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts, ReachFacts),
    parts=(),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 9110, section 4.2.2", url="https://www.rfc-editor.org/rfc/rfc9110#section-4.2.2"
        ),
        Reference(title="RFC 8446 (TLS 1.3)", url="https://www.rfc-editor.org/rfc/rfc8446"),
        Reference(title="Thông tư 39/2017/TT-BTTTT: HTTPS", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("detail",),
)
