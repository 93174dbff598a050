"""cert.signature: no certificate that is relied on is signed with MD5 or SHA-1."""

from collections.abc import Collection

from pydantic import JsonValue

from checks.cert._chains import beside, judge_chains, relied_on
from checks.check import Check
from checks.facts import Certificate, CertificateChain, Facts, Part, TlsFacts
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.thresholds import texts

BROKEN_HASHES = {"md2", "md4", "md5", "sha1"}
WITHOUT_HASH = {"ed25519", "ed448"}
SELF_SIGNED_ONLY = Text(
    vi="Chỉ có chứng thư số tự ký: chữ ký của nó không bảo chứng cho ai; xem cert.trusted.",
    en="There is only a self-signed certificate, whose signature vouches for nobody; see cert.trusted.",
)


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """The worst of the chains. Hashes listed in ``warn_hashes`` warn."""
    dated = texts(thresholds, "warn_hashes")
    return judge_chains(facts, lambda chain: _judge_chain(chain, dated))


def _judge_chain(chain: CertificateChain, dated: Collection[str]) -> Judgement:
    """Self-signed certificates are left out: trust in a root does not come from its signature."""
    signed = [certificate for certificate in relied_on(chain) if not certificate.self_signed]
    if not signed:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=SELF_SIGNED_ONLY)
    signatures: list[JsonValue] = [_named(certificate) for certificate in signed]
    evidence: dict[str, JsonValue] = {"signatures": signatures}
    if needless := [_named(one) for one in beside(chain) if _is_broken(one)]:
        evidence["broken_but_not_needed"] = list(needless)
    if broken := [_named(certificate) for certificate in signed if _is_broken(certificate)]:
        names = ", ".join(broken)
        summary = Text(
            vi=f"Chứng thư số được ký bằng hàm băm đã bị phá: {names}.",
            en=f"A certificate is signed with a broken hash: {names}.",
        )
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if unknown := [certificate.signature_algorithm for certificate in signed if not _is_known(certificate)]:
        return _cannot_judge(unknown, evidence)
    if old := [_named(certificate) for certificate in signed if _hash(certificate) in dated]:
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=_dated(old), evidence=evidence)
    summary = Text(vi="Chữ ký của các chứng thư số an toàn.", en="The certificates are signed safely.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _is_broken(certificate: Certificate) -> bool:
    return _hash(certificate) in BROKEN_HASHES


def _hash(certificate: Certificate) -> str:
    return (certificate.signature_hash or "").replace("-", "")


def _is_known(certificate: Certificate) -> bool:
    return certificate.signature_hash is not None or certificate.signature_algorithm.lower() in WITHOUT_HASH


def _dated(names: list[str]) -> Text:
    listed = ", ".join(names)
    return Text(
        vi=f"Chứng thư số được ký bằng hàm băm nên loại bỏ dần: {listed}.",
        en=f"A certificate is signed with a hash that should be phased out: {listed}.",
    )


def _named(certificate: Certificate) -> str:
    return f"{certificate.signature_algorithm} ({certificate.subject})"


def _cannot_judge(unknown: list[str], evidence: dict[str, JsonValue]) -> Judgement:
    names = ", ".join(unknown)
    summary = Text(
        vi=f"Chưa đánh giá được thuật toán chữ ký {names}.",
        en=f"The signature algorithm {names} cannot be judged yet.",
    )
    return Judgement(outcome=Outcome.NOT_TESTED, reason=Reason.UNREADABLE, summary=summary, evidence=evidence)


CHECK = Check(
    id="cert.signature",
    title=Text(vi="Chữ ký của chứng thư số an toàn", en="Safe certificate signatures"),
    finding=Text(
        vi="Chữ ký của chứng thư số dùng hàm băm đã bị phá",
        en="Certificate signed with a broken hash",
    ),
    warning=Text(
        vi="Chữ ký của chứng thư số dùng hàm băm nên loại bỏ dần",
        en="Certificate signed with a hash to phase out",
    ),
    rationale=Text(
        vi="MD5 và SHA-1 đã bị phá: có thể tạo chứng thư số giả mang cùng chữ ký. Trình "
        "duyệt không còn chấp nhận.",
        en="MD5 and SHA-1 are broken: a forged certificate can carry the same signature. Browsers no longer"
        " accept them.",
    ),
    remediation=Text(
        vi="Xin cấp lại chứng thư số được ký bằng SHA-256 trở lên và cài chuỗi chứng thư số trung gian mới;"
        " với CA nội bộ, đổi default_md = sha256 (OpenSSL) hoặc certutil -setreg ca\\csp\\CNGHashAlgorithm"
        " SHA256 (AD CS) rồi cấp lại.",
        en="Have the certificate issued again with a SHA-256 signature or better and install the new"
        " intermediates; for an internal CA, set default_md = sha256 (OpenSSL) or certutil -setreg"
        " ca\\csp\\CNGHashAlgorithm SHA256 (AD CS), then reissue.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="CA/Browser Forum Baseline Requirements, section 7.1.3.2",
            url="https://cabforum.org/working-groups/server/baseline-requirements/requirements/",
        ),
        Reference(title="RFC 6194 (SHA-1)", url="https://www.rfc-editor.org/rfc/rfc6194"),
        Reference(title="RFC 6151 (MD5)", url="https://www.rfc-editor.org/rfc/rfc6151"),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"warn_hashes": []},
)
