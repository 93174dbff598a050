"""tls.fallback_scsv: an attacker cannot push a client down to an older version unnoticed (RFC 7507)."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Absent, Facts, FactsAbsentError, ProtocolVersion, TlsFacts, tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._versions import could_not_tell, untested

CONCERNED = (ProtocolVersion.SSL_3, ProtocolVersion.TLS_1_0, ProtocolVersion.TLS_1_1, ProtocolVersion.TLS_1_2)
SEVERAL = 2
ONE_VERSION = Absent(detail="no two versions among SSL 3 to TLS 1.2 are accepted: there is no fallback")
DETECTED = Text(
    vi="Máy chủ phát hiện việc ép hạ phiên bản (TLS_FALLBACK_SCSV).",
    en="The server detects a forced fallback to an older version (TLS_FALLBACK_SCSV).",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """It fails only where several versions up to TLS 1.2 are accepted; TLS 1.3 guards itself.

    Raises:
        FactsMissingError: it was not tested.
        FactsAbsentError: there are no two such versions.

    """
    tls = facts.require(TlsFacts)
    detected = tested(tls.negotiation.fallback_scsv)
    versions = [scan.version.value for scan in tls.accepted if scan.version in CONCERNED]
    evidence: dict[str, JsonValue] = {"fallback_scsv": detected, "versions": list(versions)}
    if detected:
        return Judgement(outcome=Outcome.PASS, summary=DETECTED, evidence=evidence)
    if len(versions) >= SEVERAL:
        return Judgement(outcome=Outcome.FAIL, summary=_undetected(versions), evidence=evidence)
    if unknown := untested(tls, CONCERNED):
        return could_not_tell(unknown, evidence)
    raise FactsAbsentError(ONE_VERSION)


def _undetected(versions: list[str]) -> Text:
    names = ", ".join(versions)
    return Text(
        vi=f"Máy chủ chấp nhận {names} nhưng không phát hiện việc ép hạ phiên bản.",
        en=f"The server accepts {names} and does not detect a forced fallback among them.",
    )


CHECK = Check(
    id="tls.fallback_scsv",
    title=Text(vi="Chống ép hạ phiên bản TLS", en="Protection against forced fallback"),
    finding=Text(vi="Không phát hiện việc ép hạ phiên bản TLS", en="Forced fallback goes unnoticed"),
    rationale=Text(
        vi="Kẻ chen giữa có thể làm hỏng kết nối để máy khách thử lại bằng phiên bản cũ hơn, yếu hơn (như"
        " POODLE). TLS_FALLBACK_SCSV giúp máy chủ nhận ra và từ chối.",
        en="A man in the middle can break connections until the client tries an older, weaker version (as in"
        " POODLE). With TLS_FALLBACK_SCSV the server notices and refuses.",
    ),
    remediation=Text(
        vi="Chỉ bật TLS 1.2 và TLS 1.3 thì không còn phiên bản cũ để hạ xuống. Nếu phải giữ TLS 1.0, 1.1,"
        " nâng cấp OpenSSL lên 1.0.1j trở lên; Schannel của IIS không hỗ trợ TLS_FALLBACK_SCSV nên cần tắt"
        " các phiên bản cũ.\n"
        "nginx: ssl_protocols TLSv1.2 TLSv1.3;\n"
        "Apache: SSLProtocol -all +TLSv1.2 +TLSv1.3",
        en="With TLS 1.2 and TLS 1.3 alone there is no older version to fall back to. If TLS 1.0 or 1.1 must"
        " stay, upgrade OpenSSL to 1.0.1j or newer; IIS (Schannel) has no TLS_FALLBACK_SCSV, so turn the old"
        " versions off.\n"
        "nginx: ssl_protocols TLSv1.2 TLSv1.3;\n"
        "Apache: SSLProtocol -all +TLSv1.2 +TLSv1.3",
    ),
    severity=Severity.LOW,
    needs=(TlsFacts,),
    parts=(),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 7507", url="https://www.rfc-editor.org/rfc/rfc7507"),
        Reference(
            title="RFC 8446, section 4.1.3 (TLS 1.3's own protection)",
            url="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
