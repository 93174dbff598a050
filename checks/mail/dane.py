"""mail.dane: the keys of the mail servers stand in signed DNS, and are those shown (RFC 7672, RFC 6698)."""

from collections.abc import Mapping

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Facts, MailServerFacts, NotTested, Part
from checks.facts.names.mail_servers import MailTls
from checks.judging import not_tested
from checks.mail._dane import WRONG, DaneState, state_of
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

DATA_TOLD = 16  # characters of a record's data, in evidence
GOOD = Text(
    vi="Mọi máy chủ thư dùng DANE, và khóa của chúng khớp với bản ghi TLSA.",
    en="Every mail server uses DANE, and its key is the one in the TLSA records.",
)
OPEN_TO_REDIRECTION = Text(
    vi="Bản ghi TLSA khớp, nhưng bản ghi MX của tên miền chưa được ký: thư vẫn có thể bị lái đi nơi khác.",
    en="The TLSA records match, but the domain's MX records are not signed: mail can be led elsewhere.",
)
NONE = Text(
    vi="Máy chủ thư nằm trong vùng đã ký DNSSEC nhưng chưa có bản ghi TLSA.",
    en="The mail servers lie in a signed zone, and have no TLSA records.",
)
UNSIGNED = Text(
    vi="Không áp dụng: vùng của máy chủ thư chưa ký DNSSEC, nên không thể dùng DANE.",
    en="Does not apply: the mail servers' zone is not signed with DNSSEC, which DANE needs.",
)
MX_BOGUS = Text(
    vi="Chữ ký DNSSEC của bản ghi MX sai: bên gửi có kiểm tra không gửi thư tới được.",
    en="The DNSSEC signatures of the MX records are wrong: senders that validate cannot deliver.",
)
UNKNOWN_MX = NotTested(
    reason=Reason.INDETERMINATE, detail="nobody can tell whether the MX records ought to be signed"
)
UNSEEN = NotTested(reason=Reason.INCOMPLETE, detail="the mail server showed no certificate that tells")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Every server by its worst; what does not match stops mail, what is not there protects none."""
    seen = facts.require(MailServerFacts)
    taking = [one for one in seen.hosts if one.ipv4 or one.ipv6 or one.failure] or seen.hosts
    states = {host.name: state_of(seen, host, facts.target.observed_at) for host in taking}
    evidence = _evidence(seen, states)
    if seen.security == "bogus":
        return Judgement(outcome=Outcome.FAIL, summary=MX_BOGUS, evidence=evidence)
    if wrong := {name: state for name, state in states.items() if state in WRONG}:
        return Judgement(outcome=Outcome.FAIL, summary=_wrong(wrong), evidence=evidence)
    if DaneState.UNSEEN in states.values():
        return not_tested(_why(seen, states))
    if DaneState.UNUSABLE in states.values() or _is_partial(states):
        return Judgement(outcome=Outcome.WARN, summary=_lacking(states), evidence=evidence)
    return _without_finding(seen, states, evidence)


def _without_finding(
    seen: MailServerFacts, states: Mapping[str, DaneState], evidence: dict[str, JsonValue]
) -> Judgement:
    found = set(states.values())
    if DaneState.GOOD in found and seen.security == "secure":
        return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)
    if DaneState.GOOD in found and seen.security == "indeterminate":
        return not_tested(UNKNOWN_MX)
    if DaneState.GOOD in found:
        return Judgement(outcome=Outcome.INFO, summary=OPEN_TO_REDIRECTION, evidence=evidence)
    if DaneState.NONE in found:
        return Judgement(outcome=Outcome.INFO, summary=NONE, evidence=evidence)
    if DaneState.UNSIGNED in found:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=UNSIGNED, evidence=evidence)
    failures = (host.tlsa.failure for host in seen.hosts if host.tlsa.failure is not None)
    return not_tested(next(failures, UNSEEN))


def _is_partial(states: Mapping[str, DaneState]) -> bool:
    return DaneState.GOOD in states.values() and not {DaneState.NONE, DaneState.UNSIGNED}.isdisjoint(
        states.values()
    )


def _why(seen: MailServerFacts, states: Mapping[str, DaneState]) -> NotTested:
    """What kept the first server from being seen whose keys DNS tells."""
    if (silence := seen.silence) is not None:
        return silence
    host = next(one for one in seen.hosts if states.get(one.name) is DaneState.UNSEEN)
    for server in seen.servers_of(host):
        if isinstance(server.tls, NotTested):
            return server.tls
        own = next((one for one in server.by_name if one.name == host.name), None)
        if own is not None and own.failure is not None:
            return own.failure
        if isinstance(server.tls, MailTls) and server.asked_as != host.name and own is None:
            detail = f"{server.address} was asked by the name {server.asked_as} alone, not by {host.name}"
            return NotTested(reason=Reason.INCOMPLETE, detail=clip(detail))
    return UNSEEN


def _evidence(seen: MailServerFacts, states: Mapping[str, DaneState]) -> dict[str, JsonValue]:
    records = (
        f"{host.name}: {one.usage} {one.selector} {one.matching} {clip(one.data, DATA_TOLD)}"
        for host in seen.hosts
        for one in host.tlsa.records
    )
    return {
        "domain": seen.domain,
        "mail_servers": clipped(f"{name}: {state}" for name, state in states.items()),
        "tlsa": clipped(records),
        "mx_records": seen.security,
    }


def _wrong(wrong: Mapping[str, DaneState]) -> Text:
    listed = ", ".join(f"{clip(name)} ({state})" for name, state in wrong.items())
    return Text(
        vi=f"DANE sai ở {listed}: bên gửi có kiểm tra không gửi thư tới được.",
        en=f"DANE is wrong at {listed}: senders that verify it cannot deliver mail.",
    )


def _lacking(states: Mapping[str, DaneState]) -> Text:
    listed = ", ".join(f"{clip(name)} ({state})" for name, state in states.items() if state != DaneState.GOOD)
    return Text(
        vi=f"DANE không bảo vệ mọi máy chủ thư: {listed}.",
        en=f"DANE does not protect every mail server: {listed}.",
    )


CHECK = Check(
    id="mail.dane",
    title=Text(
        vi="Khóa của máy chủ thư được công bố và khớp (DANE)",
        en="Keys of mail servers are told and match (DANE)",
    ),
    finding=Text(
        vi="Bản ghi TLSA không khớp với máy chủ thư", en="TLSA records do not match the mail server"
    ),
    warning=Text(vi="DANE chỉ bảo vệ một phần máy chủ thư", en="DANE protects the mail servers in part only"),
    rationale=Text(
        vi="STARTTLS một mình không cho biết máy chủ thư có đúng là của cơ quan hay không. Với DANE, DNS đã"
        " ký cho biết khóa nào là đúng và rằng phải dùng TLS. Bản ghi TLSA không khớp (thường do thay"
        " chứng thư mà quên DNS) làm bên gửi có kiểm tra ngừng gửi thư.",
        en="STARTTLS alone does not tell whether a mail server is the agency's own. With DANE, signed DNS"
        " says which key is right, and that TLS must be used. TLSA records that do not match (most often"
        " since a certificate was renewed and DNS was not) make senders that verify them stop delivering.",
    ),
    remediation=Text(
        vi="Vùng đã ký: đặt ở _25._tcp.MÁY-CHỦ-MX bản ghi TLSA 3 1 1 với SHA-256 của khóa công khai, và giữ"
        " nguyên khóa khi gia hạn chứng thư. Trước khi đổi khóa: thêm bản ghi của khóa mới, chờ hết TTL, rồi"
        " mới đổi. Không dùng loại 0 và 1.",
        en="In a signed zone, publish at _25._tcp.MX-HOST a TLSA record 3 1 1 with the SHA-256 of the public"
        " key, and keep the key when the certificate is renewed. Before a new key, add its record, wait for"
        " the TTL, then change over. Do not use the usages 0 and 1.",
    ),
    severity=Severity.MEDIUM,
    needs=(MailServerFacts,),
    parts=(Part.MX_ADDRESSES, Part.MX_TLSA),
    judges="endpoint",
    dated=True,
    outcomes=(
        Outcome.PASS,
        Outcome.WARN,
        Outcome.FAIL,
        Outcome.INFO,
        Outcome.NOT_APPLICABLE,
        Outcome.NOT_TESTED,
    ),
    references=(
        Reference(title="RFC 7672 (DANE for SMTP)", url="https://www.rfc-editor.org/rfc/rfc7672"),
        Reference(title="RFC 6698 (TLSA)", url="https://www.rfc-editor.org/rfc/rfc6698"),
        Reference(title="RFC 7671 (DANE in operation)", url="https://www.rfc-editor.org/rfc/rfc7671"),
        Reference(title="Internet.nl: mail DANE", url="https://github.com/internetstandards/Internet.nl"),
    ),
    since="0.1.0",
    judge=judge,
)
