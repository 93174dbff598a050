"""cert.hostname: the certificate was issued for this name (RFC 9525)."""

from ipaddress import ip_address

from pydantic import JsonValue

from checks.cert._chains import judge_chains, require_readable
from checks.check import Check
from checks.facts import Certificate, CertificateChain, Facts, FactsMissingError, NotTested, Part, TlsFacts
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.urls import registries

NAMES_IN_EVIDENCE = 20


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains."""
    host = facts.target.host
    return judge_chains(facts, lambda chain: _judge_chain(chain, host))


def matches(leaf: Certificate, host: str) -> bool:
    """Whether a certificate is for a host: an A-label name or an IP address, in lower case.

    RFC 9525 section 6: only subjectAltName counts, the common name never does. A DNS name is compared without
    regard to case; a wildcard stands for the whole left-most label and exactly one label, and not for all the
    names of a registry, as browsers see it. An IP address matches an iPAddress entry only.
    """
    if (address := _normal_address(host)) is not None:
        return address in {_normal_address(entry) for entry in leaf.ip_addresses}
    return any(_name_matches(name.lower(), host.lower()) for name in leaf.dns_names)


def _name_matches(presented: str, host: str) -> bool:
    if not presented.startswith("*."):
        return "*" not in presented and presented == host
    label, _, parent = host.partition(".")
    if "." not in parent or registries().publicsuffix(parent) == parent:
        return False
    return bool(label) and "*" not in presented[1:] and parent == presented[2:]


def _normal_address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def _judge_chain(chain: CertificateChain, host: str) -> Judgement:
    leaf = chain.certificates[0]
    evidence = _evidence(leaf, host)
    require_readable([leaf], "subject_alternative_name")
    if matches(leaf, host):
        summary = Text(vi=f"Chứng thư số được cấp cho {host}.", en=f"The certificate was issued for {host}.")
        return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)
    if (leaf.names_total or 0) > len(leaf.dns_names) + len(leaf.ip_addresses):
        raise FactsMissingError(
            NotTested(reason=Reason.INCOMPLETE, detail="there are too many names to list")
        )
    return Judgement(outcome=Outcome.FAIL, summary=_mismatch(leaf, host), evidence=evidence)


def _evidence(leaf: Certificate, host: str) -> dict[str, JsonValue]:
    names = [*leaf.dns_names, *leaf.ip_addresses]
    listed: list[JsonValue] = list(names[:NAMES_IN_EVIDENCE])
    return {"host": host, "names": listed, "names_total": leaf.names_total or len(names)}


def _mismatch(leaf: Certificate, host: str) -> Text:
    if leaf.dns_names or leaf.ip_addresses:
        return Text(
            vi=f"Chứng thư số không được cấp cho {host}.",
            en=f"The certificate was not issued for {host}.",
        )
    return Text(
        vi="Chứng thư số không có tên trong subjectAltName; trình duyệt không xét tên chung (CN).",
        en="The certificate names no host in subjectAltName; browsers ignore the common name (CN).",
    )


CHECK = Check(
    id="cert.hostname",
    title=Text(vi="Chứng thư số đúng tên miền", en="Certificate matches the host name"),
    finding=Text(vi="Chứng thư số cấp cho tên miền khác", en="Certificate issued for another host name"),
    rationale=Text(
        vi="Chứng thư số cấp cho tên miền khác không chứng minh được máy chủ là của cơ quan; "
        "trình duyệt sẽ chặn trang.",
        en="A certificate for another name does not prove that the server belongs to the agency; browsers"
        " block the site.",
    ),
    remediation=Text(
        vi="Cấp lại chứng thư số có tên miền này trong subjectAltName (SAN), hoặc cấu hình đúng chứng thư"
        " số cho từng tên miền (SNI): nginx: server_name và ssl_certificate trong cùng khối server; Apache:"
        " ServerName trong VirtualHost; IIS: đánh dấu “Require Server Name Indication”.",
        en="Have a certificate issued with this name in subjectAltName (SAN), or set the right certificate"
        " for each name (SNI): nginx: server_name and ssl_certificate in one server block; Apache:"
        " ServerName in its VirtualHost; IIS: tick “Require Server Name Indication”.",
    ),
    severity=Severity.HIGH,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 9525, section 6", url="https://www.rfc-editor.org/rfc/rfc9525#section-6"),
    ),
    since="0.1.0",
    judge=judge,
)
