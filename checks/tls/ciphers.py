"""tls.ciphers: every accepted suite is at least sufficient by Internet.nl's criteria."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.facts.extent import VERSIONS
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.tls._suites import SuiteClass, Trait, classify, traits
from checks.tls._versions import could_not_tell, unlisted

CRITICAL = {Trait.NULL, Trait.EXPORT, Trait.ANONYMOUS, Trait.RC4, Trait.DES}
NAMES_IN_SUMMARY = 3


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Insufficient suites first, then those to phase out. Versions not tested rule out a pass."""
    tls = facts.require(TlsFacts)
    evidence = _evidence(tls)
    if weak := _accepted_of(tls, SuiteClass.INSUFFICIENT):
        return _insufficient(weak, evidence)
    if dated := _accepted_of(tls, SuiteClass.PHASE_OUT):
        names = _listed(dated)
        summary = Text(
            vi=f"Máy chủ còn chấp nhận bộ mật mã nên loại bỏ dần: {names.vi}.",
            en=f"The server accepts cipher suites that should be phased out: {names.en}.",
        )
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=summary, evidence=evidence)
    unknown = unlisted(tls)
    if unknown or not tls.accepted:
        return could_not_tell(unknown, evidence)
    summary = Text(vi="Mọi bộ mật mã được chấp nhận đều an toàn.", en="Every accepted cipher suite is safe.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _insufficient(weak: list[str], evidence: dict[str, JsonValue]) -> Judgement:
    critical = [name for name in weak if CRITICAL.intersection(traits(name))]
    names = _listed(critical + [name for name in weak if name not in critical])
    summary = Text(
        vi=f"Máy chủ còn chấp nhận bộ mật mã không an toàn: {names.vi}.",
        en=f"The server accepts insufficient cipher suites: {names.en}.",
    )
    severity = Severity.CRITICAL if critical else Severity.HIGH
    return Judgement(outcome=Outcome.FAIL, severity=severity, summary=summary, evidence=evidence)


def _accepted_of(tls: TlsFacts, wanted: SuiteClass) -> list[str]:
    names = dict.fromkeys(suite.name for scan in tls.accepted for suite in scan.suites)
    return [name for name in names if classify(name) is wanted]


def _evidence(tls: TlsFacts) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {
        "suites": {
            scan.version.value: {suite.name: classify(suite.name).value for suite in scan.suites}
            for scan in tls.accepted
        }
    }
    names = [suite.name for scan in tls.accepted for suite in scan.suites]
    grave: dict[str, JsonValue] = {name: ", ".join(traits(name)) for name in names if traits(name)}
    if grave:
        evidence["traits"] = grave
    if unknown := unlisted(tls):
        evidence["not_tested"] = ", ".join(scan.version for scan in unknown)
    return evidence


def _listed(names: list[str]) -> Text:
    shown, more = ", ".join(names[:NAMES_IN_SUMMARY]), len(names) - NAMES_IN_SUMMARY
    if more <= 0:
        return Text(vi=shown, en=shown)
    return Text(vi=f"{shown} và {more} bộ khác", en=f"{shown} and {more} more")


CHECK = Check(
    id="tls.ciphers",
    title=Text(vi="Bộ mật mã an toàn", en="Safe cipher suites"),
    finding=Text(vi="Còn dùng bộ mật mã không an toàn", en="Unsafe cipher suites"),
    warning=Text(vi="Còn dùng bộ mật mã nên loại bỏ dần", en="Cipher suites to phase out"),
    rationale=Text(
        vi="Bộ mật mã yếu (NULL, EXPORT, ẩn danh, RC4, DES, 3DES, CBC với SHA-1, trao đổi khóa RSA) cho phép"
        " nghe lén, giải mã về sau hoặc giả mạo máy chủ, dù phiên bản TLS còn mới.",
        en="Weak suites (NULL, EXPORT, anonymous, RC4, DES, 3DES, CBC with SHA-1, RSA key exchange) allow"
        " eavesdropping, later decryption or impersonation, however new the TLS version.",
    ),
    remediation=Text(
        vi="Chỉ giữ các bộ mật mã ECDHE với AES-GCM hoặc ChaCha20-Poly1305 và các bộ của TLS 1.3."
        " nginx: ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; Apache: SSLCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20;"
        " IIS: chính sách nhóm “SSL Cipher Suite Order” hoặc lệnh PowerShell Disable-TlsCipherSuite.",
        en="Keep only ECDHE suites with AES-GCM or ChaCha20-Poly1305 and those of TLS 1.3."
        " nginx: ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; Apache: SSLCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20;"
        " IIS: the group policy “SSL Cipher Suite Order”, or PowerShell's Disable-TlsCipherSuite.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(*VERSIONS, Part.TLS_SUITES, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="Internet.nl: cipher suites by NCSC-NL's TLS guidelines",
            url="https://github.com/internetstandards/Internet.nl/blob/main/checks/tasks/tls/tls_constants.py",
        ),
        Reference(title="RFC 9325, section 4", url="https://www.rfc-editor.org/rfc/rfc9325#section-4"),
        Reference(title="RFC 7465 (RC4)", url="https://www.rfc-editor.org/rfc/rfc7465"),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("not_tested",),
)
