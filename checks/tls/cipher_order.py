"""tls.cipher_order: where a server accepts suites of unlike strength, it chooses the stronger one itself."""

from itertools import pairwise

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, Part, ProtocolScan, TlsFacts
from checks.facts.extent import VERSIONS
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.tls._suites import SuiteClass, classify
from checks.tls._versions import could_not_tell, unlisted

# Good and sufficient suites may come in any order, as Internet.nl has it.
RANKS = {
    SuiteClass.GOOD: 0,
    SuiteClass.SUFFICIENT: 0,
    SuiteClass.PHASE_OUT: 1,
    SuiteClass.INSUFFICIENT: 2,
}
ALIKE = Text(
    vi="Thứ tự không quan trọng: ở mỗi phiên bản, các bộ mật mã được chấp nhận đều cùng mức an toàn.",
    en="The order does not matter: the suites accepted by each version are equally safe.",
)
IN_ORDER = Text(vi="Máy chủ ưu tiên bộ mật mã mạnh hơn.", en="The server prefers the stronger cipher suites.")
UNKNOWN_ORDER = Text(
    vi="Chưa xác định được máy chủ có tự chọn bộ mật mã hay không.",
    en="It could not be told whether the server chooses the cipher suite itself.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Only versions that mix classes are in question. An order that is not known rules out a pass."""
    tls = facts.require(TlsFacts)
    mixed = [scan for scan in tls.accepted if len(set(_ranks(scan))) > 1]
    evidence: dict[str, JsonValue] = {"versions": {scan.version.value: _evidence(scan) for scan in mixed}}
    if unordered := [scan.version.value for scan in mixed if scan.server_order is False]:
        return Judgement(outcome=Outcome.FAIL, summary=_no_order(unordered), evidence=evidence)
    if inverted := [scan for scan in mixed if scan.server_order and _inversion(scan)]:
        return Judgement(outcome=Outcome.FAIL, summary=_inverted(inverted[0]), evidence=evidence)
    unknown = unlisted(tls)
    if unknown or not tls.accepted:
        return could_not_tell(unknown, evidence)
    if any(scan.server_order is None for scan in mixed):
        reason = Reason.NOT_REQUESTED
        return Judgement(outcome=Outcome.NOT_TESTED, reason=reason, summary=UNKNOWN_ORDER, evidence=evidence)
    if not mixed:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=ALIKE)
    return Judgement(outcome=Outcome.PASS, summary=IN_ORDER, evidence=evidence)


def _ranks(scan: ProtocolScan) -> list[int]:
    return [RANKS[classify(suite.name)] for suite in scan.suites]


def _inversion(scan: ProtocolScan) -> tuple[str, str] | None:
    """The first weaker suite that stands before a stronger one."""
    names = [suite.name for suite in scan.suites]
    return next((pair for pair in pairwise(names) if _rank(pair[0]) > _rank(pair[1])), None)


def _rank(name: str) -> int:
    return RANKS[classify(name)]


def _evidence(scan: ProtocolScan) -> JsonValue:
    order: list[JsonValue] = [suite.name for suite in scan.suites]
    evidence: dict[str, JsonValue] = {"server_order": scan.server_order, "suites": order}
    if scan.server_order and (inversion := _inversion(scan)):
        evidence["weaker_first"] = list(inversion)
    return evidence


def _no_order(versions: list[str]) -> Text:
    names = ", ".join(versions)
    return Text(
        vi=f"Máy chủ để máy khách tự chọn bộ mật mã, kể cả bộ yếu ({names}).",
        en=f"The server leaves the choice among strong and weak suites to the client ({names}).",
    )


def _inverted(scan: ProtocolScan) -> Text:
    weaker, stronger = _inversion(scan) or ("", "")
    return Text(
        vi=f"Máy chủ ưu tiên {weaker} hơn bộ mạnh hơn là {stronger} ({scan.version.value}).",
        en=f"The server prefers {weaker} to the stronger {stronger} ({scan.version.value}).",
    )


CHECK = Check(
    id="tls.cipher_order",
    title=Text(vi="Ưu tiên bộ mật mã mạnh", en="Stronger cipher suites come first"),
    finding=Text(vi="Bộ mật mã yếu có thể được chọn trước", en="Weaker cipher suites may come first"),
    rationale=Text(
        vi="Khi máy chủ còn phải giữ bộ mật mã yếu cho thiết bị cũ, thứ tự do máy chủ quyết định "
        "bảo đảm thiết bị mới luôn dùng bộ mạnh nhất; nếu không, kết nối có thể rơi vào bộ yếu "
        "một cách không cần thiết.",
        en="Where a server still keeps weak suites for old devices, an order of its own makes sure that newer"
        " devices always get the strongest; without one, connections may end up on a weak suite needlessly.",
    ),
    remediation=Text(
        vi="Tốt nhất là bỏ hẳn các bộ mật mã yếu (xem tls.ciphers). Nếu chưa bỏ được, để máy chủ quyết định"
        " và xếp bộ mạnh lên trước; với IIS, dùng chính sách nhóm “SSL Cipher Suite Order”.\n"
        "nginx: ssl_prefer_server_ciphers on; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES;\n"
        "Apache: SSLHonorCipherOrder on",
        en="Best remove the weak suites altogether (see tls.ciphers). Until then let the server decide, with"
        " the strong suites first; in IIS, by the group policy “SSL Cipher Suite Order”.\n"
        "nginx: ssl_prefer_server_ciphers on; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES;\n"
        "Apache: SSLHonorCipherOrder on",
    ),
    severity=Severity.LOW,
    needs=(TlsFacts,),
    parts=(*VERSIONS, Part.TLS_SUITES, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="Internet.nl: cipher order by NCSC-NL's TLS guidelines",
            url="https://internet.nl/faqs/https/",
        ),
        Reference(title="RFC 9325, section 4", url="https://www.rfc-editor.org/rfc/rfc9325#section-4"),
    ),
    since="0.1.0",
    judge=judge,
)
