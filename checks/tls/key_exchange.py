"""tls.key_exchange: fresh keys for every connection, agreed over groups that are strong enough."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, NotTested, Part, TlsFacts
from checks.facts.extent import VERSIONS
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._groups import GroupClass
from checks.tls._key_exchange import SMALL_PRIME, KeyExchange, key_exchange_of
from checks.tls._versions import could_not_tell, unlisted

STRONG = Text(
    vi="Mọi nhóm trao đổi khóa được chấp nhận đều đủ mạnh và khóa được đổi mới theo từng kết nối.",
    en="Every accepted key exchange group is strong enough, and every connection gets fresh keys.",
)
NO_FORWARD_SECRECY = Text(
    vi="Không có bảo mật chuyển tiếp (forward secrecy): ai lấy được khóa riêng sẽ giải mã được cả các kết nối"
    " đã ghi lại trước đó.",
    en="There is no forward secrecy: whoever gets the private key can decrypt connections recorded earlier.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """DH below 2048 bits first, then other weak groups and no forward secrecy, then what to phase out."""
    tls = facts.require(TlsFacts)
    found = key_exchange_of(tls)
    evidence = found.evidence()
    if small := [f"DH {bits}" for bits in found.primes or () if bits < SMALL_PRIME]:
        summary = _weak(small)
        return Judgement(outcome=Outcome.FAIL, severity=Severity.HIGH, summary=summary, evidence=evidence)
    if weak := found.of_class(GroupClass.INSUFFICIENT):
        return Judgement(outcome=Outcome.FAIL, summary=_weak(weak), evidence=evidence)
    if found.forward_secret is False:
        return Judgement(outcome=Outcome.FAIL, summary=NO_FORWARD_SECRECY, evidence=evidence)
    if dated := found.of_class(GroupClass.PHASE_OUT):
        summary = _dated(dated)
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=summary, evidence=evidence)
    return _without_finding(tls, found, evidence)


def _without_finding(tls: TlsFacts, found: KeyExchange, evidence: dict[str, JsonValue]) -> Judgement:
    unknown = unlisted(tls)
    if unknown or not tls.accepted:
        return could_not_tell(unknown, evidence)
    if found.missing:
        return _missing(found.missing, evidence)
    return Judgement(outcome=Outcome.PASS, summary=STRONG, evidence=evidence)


def _missing(missing: NotTested, evidence: dict[str, JsonValue]) -> Judgement:
    judgement = not_tested(missing)
    return judgement.model_copy(update={"evidence": {**evidence, **judgement.evidence}})


def _weak(names: list[str]) -> Text:
    listed = ", ".join(names)
    return Text(
        vi=f"Máy chủ còn chấp nhận nhóm trao đổi khóa yếu: {listed}.",
        en=f"The server accepts weak key exchange groups: {listed}.",
    )


def _dated(names: list[str]) -> Text:
    listed = ", ".join(names)
    return Text(
        vi=f"Máy chủ còn chấp nhận nhóm trao đổi khóa nên loại bỏ dần: {listed}.",
        en=f"The server accepts key exchange groups that should be phased out: {listed}.",
    )


CHECK = Check(
    id="tls.key_exchange",
    title=Text(vi="Trao đổi khóa đủ mạnh", en="Strong key exchange"),
    finding=Text(
        vi="Trao đổi khóa yếu hoặc không có bảo mật chuyển tiếp",
        en="Weak key exchange or no forward secrecy",
    ),
    warning=Text(vi="Còn dùng nhóm trao đổi khóa nên loại bỏ dần", en="Key exchange groups to phase out"),
    rationale=Text(
        vi="Nhóm trao đổi khóa yếu (Diffie-Hellman dưới 2048 bit, đường cong nhỏ) có thể bị phá "
        "(Logjam). Nếu không đổi khóa theo từng kết nối, dữ liệu bị ghi lại hôm nay sẽ bị giải "
        "mã khi khóa riêng bị lộ.",
        en="Weak groups (Diffie-Hellman below 2048 bits, small curves) can be broken (Logjam). Without fresh"
        " keys for every connection, what is recorded today is readable once the private key leaks.",
    ),
    remediation=Text(
        vi="Chỉ dùng ECDHE với X25519, P-256 hoặc P-384; bỏ các bộ mật mã DHE và trao đổi khóa RSA. IIS: tắt"
        " từng bộ bằng Disable-TlsCipherSuite và từng đường cong bằng Disable-TlsEccCurve.\n"
        "nginx: ssl_ecdh_curve X25519:prime256v1:secp384r1; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;\n"
        "Apache: SSLOpenSSLConfCmd Groups X25519:P-256:P-384\n"
        "IIS: Disable-TlsCipherSuite -Name TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        en="Use ECDHE with X25519, P-256 or P-384 only; drop the DHE suites and RSA key exchange. IIS: turn"
        " suites off with Disable-TlsCipherSuite and curves with Disable-TlsEccCurve.\n"
        "nginx: ssl_ecdh_curve X25519:prime256v1:secp384r1; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;\n"
        "Apache: SSLOpenSSLConfCmd Groups X25519:P-256:P-384\n"
        "IIS: Disable-TlsCipherSuite -Name TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
    ),
    severity=Severity.MEDIUM,
    needs=(TlsFacts,),
    parts=(*VERSIONS, Part.TLS_SUITES, Part.TLS_GROUPS, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="Internet.nl: key exchange parameters by NCSC-NL's TLS guidelines",
            url="https://github.com/internetstandards/Internet.nl/blob/main/checks/tasks/tls/tls_constants.py",
        ),
        Reference(title="RFC 7919", url="https://www.rfc-editor.org/rfc/rfc7919"),
        Reference(
            title="RFC 9325, sections 4.5 and 7.3", url="https://www.rfc-editor.org/rfc/rfc9325#section-7.3"
        ),
        Reference(title="Logjam (CVE-2015-4000)", url="https://weakdh.org/"),
    ),
    since="0.1.0",
    judge=judge,
)
