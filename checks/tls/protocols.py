"""tls.protocols: no version that is broken or deprecated, and the newest one among the rest."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, Part, ProtocolVersion, TlsFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.thresholds import flag
from checks.tls._versions import could_not_tell, untested

BROKEN = {ProtocolVersion.SSL_2, ProtocolVersion.SSL_3}
DEPRECATED = {ProtocolVersion.TLS_1_0, ProtocolVersion.TLS_1_1}
UNWANTED = tuple(version for version in ProtocolVersion if version in BROKEN | DEPRECATED)


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """Worst first: SSL, then TLS 1.0 and 1.1, then a missing TLS 1.3. Versions not tested rule out a pass.

    Rules that are content with TLS 1.2 set ``warn_without_tls_1_3`` to false.
    """
    wants_newest = flag(thresholds, "warn_without_tls_1_3")
    tls = facts.require(TlsFacts)
    evidence = _evidence(tls)
    old = [scan.version for scan in tls.accepted if scan.version in BROKEN | DEPRECATED]
    if old:
        severity = Severity.CRITICAL if BROKEN.intersection(old) else Severity.HIGH
        summary = _still_accepts(old)
        return Judgement(outcome=Outcome.FAIL, severity=severity, summary=summary, evidence=evidence)
    if wants_newest and tls.accepted and _is_refused(tls, ProtocolVersion.TLS_1_3):
        summary = Text(vi="Máy chủ chưa hỗ trợ TLS 1.3.", en="The server does not offer TLS 1.3.")
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=summary, evidence=evidence)
    unknown = untested(tls, (*UNWANTED, ProtocolVersion.TLS_1_3) if wants_newest else UNWANTED)
    if unknown or not tls.accepted:
        return could_not_tell(unknown, evidence)
    summary = Text(vi="Chỉ chấp nhận TLS 1.2 trở lên.", en="Only TLS 1.2 and newer are accepted.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _evidence(tls: TlsFacts) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {"accepted": ", ".join(scan.version for scan in tls.accepted)}
    if unknown := untested(tls):
        evidence["not_tested"] = ", ".join(scan.version for scan in unknown)
    return evidence


def _is_refused(tls: TlsFacts, version: ProtocolVersion) -> bool:
    scan = tls.protocol(version)
    return scan is not None and scan.status == "refused"


def _still_accepts(old: list[ProtocolVersion]) -> Text:
    names = ", ".join(old)
    return Text(vi=f"Máy chủ còn chấp nhận {names}.", en=f"The server still accepts {names}.")


CHECK = Check(
    id="tls.protocols",
    title=Text(vi="Phiên bản TLS an toàn", en="Safe TLS versions"),
    finding=Text(vi="Còn chấp nhận phiên bản TLS không an toàn", en="Unsafe TLS versions accepted"),
    warning=Text(vi="Chưa hỗ trợ TLS 1.3", en="TLS 1.3 is not offered"),
    rationale=Text(
        vi="SSL và TLS 1.0, 1.1 có lỗ hổng đã biết; TLS 1.2 là mức tối thiểu bắt buộc áp dụng.",
        en="SSL and TLS 1.0 and 1.1 have known weaknesses; TLS 1.2 is the legal minimum.",
    ),
    remediation=Text(
        vi="Chỉ bật TLS 1.2 và TLS 1.3 (nginx: ssl_protocols TLSv1.2 TLSv1.3).",
        en="Enable TLS 1.2 and TLS 1.3 only (nginx: ssl_protocols TLSv1.2 TLSv1.3).",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(*(Part(f"tls.{version}") for version in UNWANTED), Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 8996", url="https://www.rfc-editor.org/rfc/rfc8996"),
        Reference(title="Thông tư 39/2017/TT-BTTTT: TLS 1.2", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"warn_without_tls_1_3": True},
    volatile=("not_tested",),
)
