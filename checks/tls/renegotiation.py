"""tls.renegotiation: renegotiation is bound to the connection it continues (RFC 5746)."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Absent, Facts, NotTested, Part, TlsFacts, tested
from checks.facts.extent import UP_TO_TLS_1_2
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

SECURE = Text(
    vi="Máy chủ hỗ trợ thỏa thuận lại an toàn và không cho máy khách tự khởi động việc này.",
    en="The server supports secure renegotiation and lets no client start one.",
)
INSECURE = Text(
    vi="Máy chủ không hỗ trợ thỏa thuận lại an toàn (RFC 5746).",
    en="The server does not support secure renegotiation (RFC 5746).",
)
BY_CLIENT = Text(
    vi="Máy chủ chấp nhận thỏa thuận lại do máy khách khởi động, dễ bị lợi dụng để làm quá tải.",
    en="The server accepts a renegotiation that the client starts, which helps to overload it.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Secure renegotiation decides; one started by the client warns, and untested it rules out a pass.

    Raises:
        FactsMissingError: secure renegotiation was not tested.
        FactsAbsentError: the server has TLS 1.3 alone, which has no renegotiation.

    """
    negotiation = facts.require(TlsFacts).negotiation
    secure, by_client = negotiation.secure_renegotiation, negotiation.client_renegotiation
    evidence = _evidence(secure=secure, by_client=by_client)
    if secure is False:
        return Judgement(outcome=Outcome.FAIL, summary=INSECURE, evidence=evidence)
    if by_client is True:
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=BY_CLIENT, evidence=evidence)
    tested(secure)
    if isinstance(by_client, NotTested):
        untested = not_tested(by_client)
        return untested.model_copy(update={"evidence": {**evidence, **untested.evidence}})
    return Judgement(outcome=Outcome.PASS, summary=SECURE, evidence=evidence)


def _evidence(**answers: bool | Absent | NotTested) -> dict[str, JsonValue]:
    return {name: answer for name, answer in answers.items() if isinstance(answer, bool)}


CHECK = Check(
    id="tls.renegotiation",
    title=Text(vi="Thỏa thuận lại (renegotiation) an toàn", en="Secure renegotiation"),
    finding=Text(vi="Thỏa thuận lại (renegotiation) không an toàn", en="Insecure renegotiation"),
    warning=Text(
        vi="Máy khách tự khởi động được thỏa thuận lại (renegotiation)",
        en="Clients may start a renegotiation",
    ),
    rationale=Text(
        vi="Thỏa thuận lại không an toàn cho phép kẻ tấn công chèn lệnh của mình vào đầu phiên của người dùng"
        " (CVE-2009-3555). Để máy khách tự khởi động thì một máy cũng có thể làm máy chủ quá tải.",
        en="Insecure renegotiation lets an attacker put commands before a user's session (CVE-2009-3555). One"
        " that clients may start lets a single machine overload the server.",
    ),
    remediation=Text(
        vi="Nâng cấp thư viện TLS (OpenSSL từ 0.9.8m hỗ trợ RFC 5746; nginx từ 0.8.23 không cho máy khách"
        " khởi động), hoặc chỉ dùng TLS 1.3.\n"
        "Apache: SSLInsecureRenegotiation off\n"
        "IIS: reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL /v"
        " DisableRenegoOnServer /t REG_DWORD /d 1",
        en="Upgrade the TLS library (OpenSSL has RFC 5746 from 0.9.8m on; nginx from 0.8.23 refuses what"
        " clients start), or use TLS 1.3 alone.\n"
        "Apache: SSLInsecureRenegotiation off\n"
        "IIS: reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL /v"
        " DisableRenegoOnServer /t REG_DWORD /d 1",
    ),
    severity=Severity.MEDIUM,
    needs=(TlsFacts,),
    parts=(*UP_TO_TLS_1_2, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 5746", url="https://www.rfc-editor.org/rfc/rfc5746"),
        Reference(title="RFC 9325, section 3.5", url="https://www.rfc-editor.org/rfc/rfc9325#section-3.5"),
        Reference(title="CVE-2009-3555", url="https://nvd.nist.gov/vuln/detail/CVE-2009-3555"),
    ),
    since="0.1.0",
    judge=judge,
)
