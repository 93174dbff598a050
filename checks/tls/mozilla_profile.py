"""tls.mozilla_profile: the server stays within the wanted profile of Mozilla's Server Side TLS guidelines."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, Part, TlsFacts
from checks.facts.extent import VERSIONS
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.tls._mozilla import differences, load
from checks.tls._versions import could_not_tell, untested

KINDS = {
    "versions": Text(vi="phiên bản TLS", en="TLS versions"),
    "suites": Text(vi="bộ mật mã", en="cipher suites"),
    "groups": Text(vi="nhóm trao đổi khóa", en="key exchange groups"),
    "key_types": Text(vi="loại khóa của chứng thư số", en="kind of certificate key"),
    "key_curves": Text(vi="đường cong của khóa", en="curve of the certificate key"),
    "key_sizes": Text(vi="độ dài khóa", en="size of the certificate key"),
    "signatures": Text(vi="thuật toán chữ ký của chứng thư số", en="certificate signature"),
    "lifespans": Text(vi="thời hạn của chứng thư số", en="certificate lifespan"),
}


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """Whatever goes beyond the profile is named. HSTS, OCSP stapling and DH sizes are not compared.

    Raises:
        ChecksError: the thresholds name guidelines or a profile that do not exist.

    """
    tls = facts.require(TlsFacts)
    profile, guidelines = str(thresholds["profile"]), str(thresholds["guidelines"])
    found = differences(tls, load(guidelines, profile))
    evidence: dict[str, JsonValue] = {"profile": profile, "guidelines": guidelines, "differences": found}
    if tls.groups is None:
        evidence["not_compared"] = "groups"
    if found:
        summary = _differs(profile, found)
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    unknown = untested(tls)
    if unknown or not tls.accepted:
        return could_not_tell(unknown, evidence)
    if not any(chain.certificates for chain in tls.chains):
        return _no_certificate(evidence)
    summary = Text(
        vi=f"Cấu hình TLS đúng mức “{profile}” của Mozilla.",
        en=f"The TLS configuration stays within Mozilla's “{profile}” profile.",
    )
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _differs(profile: str, found: dict[str, JsonValue]) -> Text:
    kinds = [KINDS[kind] for kind in found]
    return Text(
        vi=f"Cấu hình TLS lệch khỏi mức “{profile}” của Mozilla: {', '.join(kind.vi for kind in kinds)}.",
        en=f"The TLS configuration goes beyond Mozilla's “{profile}” profile:"
        f" {', '.join(kind.en for kind in kinds)}.",
    )


def _no_certificate(evidence: dict[str, JsonValue]) -> Judgement:
    summary = Text(
        vi="Chưa so sánh được: không lấy được chứng thư số của máy chủ.",
        en="Not compared: the server's certificate could not be obtained.",
    )
    return Judgement(outcome=Outcome.NOT_TESTED, reason=Reason.BLOCKED, summary=summary, evidence=evidence)


CHECK = Check(
    id="tls.mozilla_profile",
    title=Text(vi="Cấu hình TLS theo khuyến nghị của Mozilla", en="TLS configured as Mozilla recommends"),
    finding=Text(
        vi="Cấu hình TLS khác khuyến nghị của Mozilla",
        en="TLS not configured as Mozilla recommends",
    ),
    rationale=Text(
        vi="Mức “intermediate” của Mozilla là cấu hình được kiểm chứng rộng rãi: an toàn mà "
        "trình duyệt trong nhiều năm gần đây vẫn truy cập được. Mọi điểm vượt ra ngoài đều là bề "
        "mặt tấn công không cần thiết.",
        en="Mozilla's “intermediate” profile is a widely proven configuration: safe, and open to browsers"
        " of many years back. Whatever goes beyond it is attack surface without need.",
    ),
    remediation=Text(
        vi="Tạo cấu hình cho nginx, Apache, HAProxy… tại https://ssl-config.mozilla.org (mức intermediate),"
        " áp dụng rồi kiểm tra lại các điểm khác biệt nêu trong bằng chứng. IIS: tắt các phiên bản và bộ"
        " mật mã ngoài danh sách bằng IIS Crypto hoặc chính sách nhóm.",
        en="Generate the configuration for nginx, Apache, HAProxy… at https://ssl-config.mozilla.org"
        " (profile intermediate), apply it and check the differences named in the evidence again. IIS: turn"
        " off versions and suites outside the list with IIS Crypto or a group policy.",
    ),
    severity=Severity.MEDIUM,
    needs=(TlsFacts,),
    parts=(*VERSIONS, Part.TLS_SUITES, Part.TLS_GROUPS, Part.TLS_CERTIFICATES, Part.TLS_NODES),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="Server Side TLS 6.0", url="https://data.tlsref.org/guidelines/6.0.json"),
        Reference(title="Mozilla: Server Side TLS", url="https://wiki.mozilla.org/Security/Server_Side_TLS"),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"profile": "intermediate", "guidelines": "6.0"},
)
