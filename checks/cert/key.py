"""cert.key: the keys of the chain, roots aside, are long enough."""

from collections.abc import Mapping

from pydantic import JsonValue

from checks.cert._chains import beside, judge_chains, relied_on, require_readable
from checks.check import Check
from checks.facts import Certificate, CertificateChain, Facts, Part, TlsFacts
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.thresholds import number

MINIMUM_BITS = {"RSA": 2048, "EC": 224}
ALWAYS_STRONG = {"Ed25519", "Ed448"}
ALWAYS_WEAK = {"DSA"}


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """The worst of the chains. Keys below ``rsa_recommended`` or ``ec_recommended`` bits warn."""
    recommended = {
        "RSA": number(thresholds, "rsa_recommended"),
        "EC": number(thresholds, "ec_recommended"),
    }
    return judge_chains(facts, lambda chain: _judge_chain(chain, recommended))


def _judge_chain(chain: CertificateChain, recommended: Mapping[str, float]) -> Judgement:
    certificates = relied_on(chain)
    keys: list[JsonValue] = [_named(certificate) for certificate in certificates]
    evidence: dict[str, JsonValue] = {"keys": keys}
    if needless := [_named(one) for one in beside(chain) if _is_weak(one)]:
        evidence["weak_but_not_needed"] = list(needless)
    if weak := [_named(certificate) for certificate in certificates if _is_weak(certificate)]:
        names = ", ".join(weak)
        summary = Text(
            vi=f"Khóa của chứng thư số quá yếu: {names}.", en=f"The certificate key is too weak: {names}."
        )
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    require_readable([one for one in certificates if _is_known(one) and one.key_bits == 0], "key")
    if unknown := [certificate.key_type for certificate in certificates if not _is_known(certificate)]:
        return _cannot_judge(unknown, evidence)
    if short := [one for one in certificates if one.key_bits < recommended.get(one.key_type, 0)]:
        summary = _short(short[0], recommended)
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=summary, evidence=evidence)
    summary = Text(vi="Khóa của chứng thư số đủ mạnh.", en="The certificate keys are strong enough.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _is_weak(certificate: Certificate) -> bool:
    minimum = MINIMUM_BITS.get(certificate.key_type, 0)
    return certificate.key_type in ALWAYS_WEAK or (_has_size(certificate) and certificate.key_bits < minimum)


def _has_size(certificate: Certificate) -> bool:
    """A key of a curve that is not known here, or with parameters of its own, has none to be judged by."""
    return certificate.key_bits > 0 or "key" not in certificate.unreadable


def _is_known(certificate: Certificate) -> bool:
    return certificate.key_type in ALWAYS_STRONG | MINIMUM_BITS.keys()


def _short(certificate: Certificate, recommended: Mapping[str, float]) -> Text:
    bits, name = f"{recommended[certificate.key_type]:.0f}", _named(certificate)
    return Text(
        vi=f"Khóa của chứng thư số còn dùng được nhưng ngắn hơn mức khuyến nghị {bits} bit: {name}.",
        en=f"The certificate key is still acceptable, but shorter than the recommended {bits} bits: {name}.",
    )


def _named(certificate: Certificate) -> str:
    return f"{certificate.key_type} {certificate.key_bits} ({certificate.subject})"


def _cannot_judge(unknown: list[str], evidence: dict[str, JsonValue]) -> Judgement:
    names = ", ".join(unknown)
    summary = Text(
        vi=f"Chưa đánh giá được loại khóa {names}.", en=f"Keys of the kind {names} cannot be judged yet."
    )
    return Judgement(outcome=Outcome.NOT_TESTED, reason=Reason.UNREADABLE, summary=summary, evidence=evidence)


CHECK = Check(
    id="cert.key",
    title=Text(vi="Khóa của chứng thư số đủ mạnh", en="Strong certificate key"),
    finding=Text(vi="Khóa của chứng thư số quá yếu", en="Weak certificate key"),
    warning=Text(
        vi="Khóa của chứng thư số ngắn hơn khuyến nghị",
        en="Certificate key shorter than recommended",
    ),
    rationale=Text(
        vi="Khóa RSA dưới 2048 bit, khóa đường cong elliptic dưới 224 bit và khóa DSA có thể bị phá; kẻ tấn"
        " công có khóa sẽ giả mạo được máy chủ.",
        en="RSA keys below 2048 bits, elliptic-curve keys below 224 bits and DSA keys can be broken;"
        " whoever has the key can impersonate the server.",
    ),
    remediation=Text(
        vi="Tạo khóa mới rồi xin cấp lại chứng thư số: openssl ecparam -name prime256v1 -genkey -noout -out"
        " key.pem (khuyến nghị), hoặc openssl genrsa -out key.pem 3072; IIS: chọn độ dài khóa từ 2048 trở"
        " lên khi tạo yêu cầu.",
        en="Make a new key and have the certificate issued again: openssl ecparam -name prime256v1 -genkey"
        " -noout -out key.pem (recommended), or openssl genrsa -out key.pem 3072; IIS: choose a key length"
        " of 2048 or more in the request.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="NIST SP 800-131A Rev. 2", url="https://doi.org/10.6028/NIST.SP.800-131Ar2"),
        Reference(
            title="CA/Browser Forum Baseline Requirements, section 6.1.5",
            url="https://cabforum.org/working-groups/server/baseline-requirements/requirements/",
        ),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"rsa_recommended": 2048, "ec_recommended": 224},
)
