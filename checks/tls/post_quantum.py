"""tls.post_quantum: whether the key exchange would also withstand a quantum computer (for information)."""

from checks.check import Check
from checks.facts import Facts, FactsMissingError, NotTested, Part, ProtocolVersion, TlsFacts
from checks.facts.tls import NOT_LOOKED_AT
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.tls._groups import is_post_quantum

# A scan by sslyze alone says nothing of ML-KEM: the OpenSSL that it carries is older.
BLIND = "sslyze"
NOT_KNOWN_TO_SCANNER = NotTested(
    reason=Reason.TOOL_MISSING, detail="this scanner cannot offer post-quantum groups"
)
NOT_OFFERED = Text(
    vi="Chưa hỗ trợ trao đổi khóa hậu lượng tử.", en="Post-quantum key exchange is not offered."
)
NEEDS_TLS_1_3 = Text(
    vi="Chưa hỗ trợ trao đổi khóa hậu lượng tử: việc này cần TLS 1.3.",
    en="Post-quantum key exchange is not offered: it needs TLS 1.3.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Never a finding: the standards are new and most servers cannot do it yet.

    Raises:
        FactsMissingError: the groups were not tested, or by a scanner that cannot offer these.

    """
    tls = facts.require(TlsFacts)
    offered = [name for name in tls.groups or () if is_post_quantum(name)]
    if offered:
        return Judgement(outcome=Outcome.INFO, summary=_offered(offered), evidence={"groups": list(offered)})
    newest = tls.protocol(ProtocolVersion.TLS_1_3)
    if tls.accepted and newest is not None and newest.status == "refused":
        return Judgement(outcome=Outcome.INFO, summary=NEEDS_TLS_1_3, evidence={"groups": []})
    if tls.groups is None or newest is None or newest.status == "not_tested":
        raise FactsMissingError(NOT_LOOKED_AT)
    if tls.scanner.startswith(BLIND):
        raise FactsMissingError(NOT_KNOWN_TO_SCANNER)
    return Judgement(outcome=Outcome.INFO, summary=NOT_OFFERED, evidence={"groups": []}, claims_whole=True)


def _offered(names: list[str]) -> Text:
    listed = ", ".join(names)
    return Text(
        vi=f"Có hỗ trợ trao đổi khóa hậu lượng tử: {listed}.",
        en=f"Post-quantum key exchange is offered: {listed}.",
    )


CHECK = Check(
    id="tls.post_quantum",
    title=Text(vi="Trao đổi khóa hậu lượng tử", en="Post-quantum key exchange"),
    finding=Text(vi="Chưa hỗ trợ trao đổi khóa hậu lượng tử", en="No post-quantum key exchange"),
    rationale=Text(
        vi="Dữ liệu mã hóa bị ghi lại hôm nay có thể bị máy tính lượng tử giải mã trong tương lai. Nhóm lai"
        " (X25519MLKEM768) kết hợp đường cong quen thuộc với ML-KEM nên an toàn trước cả hai loại tấn công."
        " Đây là thông tin, chưa phải yêu cầu.",
        en="Encrypted data recorded today may be decrypted by a quantum computer later. A hybrid group"
        " (X25519MLKEM768) joins a proven curve with ML-KEM, and so withstands both kinds of attack. This is"
        " for information and no requirement yet.",
    ),
    remediation=Text(
        vi="Bật X25519MLKEM768 (cần OpenSSL 3.5 trở lên và TLS 1.3). Với IIS hoặc phần mềm chưa hỗ trợ, đặt"
        " máy chủ sau một máy chủ ủy quyền ngược (reverse proxy) có hỗ trợ.\n"
        "nginx: ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1:secp384r1;\n"
        "Apache: SSLOpenSSLConfCmd Groups X25519MLKEM768:X25519:P-256:P-384",
        en="Enable X25519MLKEM768 (it needs OpenSSL 3.5 or newer, and TLS 1.3). Put IIS or other software"
        " that lacks it behind a reverse proxy that has it.\n"
        "nginx: ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1:secp384r1;\n"
        "Apache: SSLOpenSSLConfCmd Groups X25519MLKEM768:X25519:P-256:P-384",
    ),
    severity=Severity.INFO,
    needs=(TlsFacts,),
    parts=(Part.TLS_1_3, Part.TLS_GROUPS, Part.TLS_NODES),
    outcomes=(Outcome.INFO, Outcome.NOT_TESTED),
    references=(
        Reference(title="NIST FIPS 203 (ML-KEM)", url="https://doi.org/10.6028/NIST.FIPS.203"),
        Reference(
            title="draft-ietf-tls-ecdhe-mlkem",
            url="https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
