"""cert.key_usage: the certificates allow what the handshake does with their keys."""

from collections.abc import Iterator

from pydantic import JsonValue

from checks.cert._chains import judge_chains, relied_on
from checks.cert._handshakes import encrypts_to, is_whole, signs_with
from checks.check import Check
from checks.facts import (
    Absent,
    Certificate,
    CertificateChain,
    Facts,
    FactsMissingError,
    NotTested,
    Part,
    TlsFacts,
    tested,
)
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

SERVER_USES = {"serverAuth", "anyExtendedKeyUsage", "2.5.29.37.0"}  # the last as older facts have it
NOT_WHOLE = NotTested(
    reason=Reason.INCOMPLETE, detail="which key exchanges the server does is not known to the end"
)
IS_CA = Text(
    vi="Chứng thư số của máy chủ lại là chứng thư số của tổ chức cấp (CA:TRUE): khóa đặt trên máy chủ web ký"
    " được chứng thư số cho tên bất kỳ.",
    en="The server's certificate is one of an authority (CA:TRUE): the key on the web server can sign"
    " certificates for any name.",
)
ALLOWED = Text(
    vi="Chứng thư số cho phép đúng những việc mà máy chủ dùng khóa để làm.",
    en="The certificates allow what the server does with its key.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains."""
    tls = facts.require(TlsFacts)
    return judge_chains(facts, lambda chain: _judge_chain(chain, tls))


def _judge_chain(chain: CertificateChain, tls: TlsFacts) -> Judgement:
    """A self-signed leaf may be a CA: nobody trusts it as one, which is cert.trusted's finding."""
    leaf, *issuers = relied_on(chain)
    evidence: dict[str, JsonValue] = {
        "key_usage": _shown(leaf.key_usage),
        "extended_key_usage": _shown(leaf.extended_key_usage),
    }
    if faults := [*_leaf_faults(leaf, tls), *_issuer_faults(issuers)]:
        return Judgement(outcome=Outcome.FAIL, summary=_faulty(faults), evidence=evidence)
    _require_known(leaf, issuers, tls)
    if leaf.is_ca and chain.trust_problem != "self_signed":
        return Judgement(outcome=Outcome.WARN, severity=Severity.MEDIUM, summary=IS_CA, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=ALLOWED, evidence=evidence)


def _leaf_faults(leaf: Certificate, tls: TlsFacts) -> Iterator[Text]:
    if isinstance(leaf.extended_key_usage, tuple) and not SERVER_USES.intersection(leaf.extended_key_usage):
        yield Text(vi="extendedKeyUsage không có serverAuth", en="extendedKeyUsage lacks serverAuth")
    if not isinstance(leaf.key_usage, tuple):
        return
    signs, encrypts = signs_with(leaf, tls), encrypts_to(leaf, tls)
    if signs and "digitalSignature" not in leaf.key_usage:
        yield Text(
            vi="keyUsage không có digitalSignature mà máy chủ dùng khóa để ký (TLS 1.3, ECDHE hoặc DHE)",
            en="keyUsage lacks digitalSignature, and the server signs with the key (TLS 1.3, ECDHE or DHE)",
        )
    if encrypts and not signs and "keyEncipherment" not in leaf.key_usage:
        yield Text(
            vi="keyUsage không có keyEncipherment mà máy chủ chỉ trao đổi khóa bằng RSA",
            en="keyUsage lacks keyEncipherment, and the server does RSA key exchange only",
        )


def _issuer_faults(issuers: list[Certificate]) -> Iterator[Text]:
    for issuer in issuers:
        if isinstance(issuer.extended_key_usage, tuple) and not SERVER_USES.intersection(
            issuer.extended_key_usage
        ):
            yield Text(
                vi=f"chứng thư số trung gian không được cấp cho máy chủ (thiếu serverAuth): {issuer.subject}",
                en=f"an intermediate may not issue to servers (serverAuth is missing): {issuer.subject}",
            )
        if isinstance(issuer.key_usage, tuple) and "keyCertSign" not in issuer.key_usage:
            yield Text(
                vi=f"chứng thư số trung gian không được quyền ký (thiếu keyCertSign): {issuer.subject}",
                en=f"an intermediate may not sign certificates (keyCertSign is missing): {issuer.subject}",
            )


def _require_known(leaf: Certificate, issuers: list[Certificate], tls: TlsFacts) -> None:
    """Return when all that a pass rests on was seen: the extensions, the handshakes where they limit."""
    for certificate in (leaf, *issuers):
        for uses in (certificate.key_usage, certificate.extended_key_usage):
            if not isinstance(uses, Absent):
                tested(uses)
    limits = isinstance(leaf.key_usage, tuple) and not {"digitalSignature", "keyEncipherment"} <= set(
        leaf.key_usage
    )
    if limits and not (signs_with(leaf, tls) or is_whole(tls)):
        raise FactsMissingError(NOT_WHOLE)


def _shown(uses: tuple[str, ...] | Absent | NotTested) -> JsonValue:
    return list(uses) if isinstance(uses, tuple) else None


def _faulty(faults: list[Text]) -> Text:
    vi, en = "; ".join(fault.vi for fault in faults), "; ".join(fault.en for fault in faults)
    return Text(
        vi=f"Chứng thư số không cho phép việc mà kết nối cần: {vi}.",
        en=f"The certificates do not allow what the connection needs: {en}.",
    )


CHECK = Check(
    id="cert.key_usage",
    title=Text(vi="Chứng thư số đúng mục đích sử dụng khóa", en="Key usage fits the handshake"),
    finding=Text(vi="Chứng thư số sai mục đích sử dụng khóa", en="Key usage does not fit the handshake"),
    warning=Text(
        vi="Chứng thư số của tổ chức cấp đặt trên máy chủ",
        en="An authority's certificate on the server",
    ),
    rationale=Text(
        vi="keyUsage và extendedKeyUsage nói khóa được dùng vào việc gì. Trình duyệt từ chối kết nối khi máy"
        " chủ dùng khóa vào việc khác (ERR_SSL_KEY_USAGE_INCOMPATIBLE), hoặc khi chứng thư số trung gian"
        " không được cấp cho máy chủ.",
        en="keyUsage and extendedKeyUsage say what a key may be used for. Browsers refuse the connection when"
        " the server uses it otherwise (ERR_SSL_KEY_USAGE_INCOMPATIBLE), or when an intermediate may not"
        " issue to servers.",
    ),
    remediation=Text(
        vi="Cấp lại chứng thư số với keyUsage có digitalSignature (và keyEncipherment nếu còn dùng trao đổi"
        " khóa RSA), extendedKeyUsage có serverAuth, basicConstraints CA:FALSE.\n"
        "OpenSSL: keyUsage = critical, digitalSignature, keyEncipherment; extendedKeyUsage = serverAuth\n"
        "AD CS: dùng mẫu “Web Server”, thẻ Extensions, Key Usage: chọn “Digital signature”; mẫu của CA cấp"
        " dưới không được giới hạn Application Policies khác “Server Authentication”.",
        en="Have the certificate issued again with digitalSignature in keyUsage (and keyEncipherment where"
        " RSA key exchange is still used), serverAuth in extendedKeyUsage, CA:FALSE in basicConstraints.\n"
        "OpenSSL: keyUsage = critical, digitalSignature, keyEncipherment; extendedKeyUsage = serverAuth\n"
        "AD CS: use the template “Web Server”, tab Extensions, Key Usage: tick “Digital signature”; the"
        " template of a subordinate CA must not limit Application Policies to others than “Server"
        " Authentication”.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 5280, sections 4.2.1.3 and 4.2.1.12",
            url="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3",
        ),
        Reference(
            title="RFC 8446, section 4.4.2.2", url="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.2"
        ),
        Reference(
            title="RFC 5246, section 7.4.2", url="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2"
        ),
    ),
    since="0.1.0",
    judge=judge,
)
