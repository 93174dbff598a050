"""mail.mta_sts: whether senders are told to deliver over verified TLS alone (RFC 8461), for information."""

from collections.abc import Iterator

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Facts, FactsMissingError, MailFacts, NotTested
from checks.mail._domain import NULL_MX, MailDomain
from checks.mail._mta_sts import (
    ADDRESSES,
    HOST,
    LABEL,
    StsPolicy,
    read_file,
    record_problems,
    select,
    uncovered,
)
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NO_MAIL = Text(
    vi="Không áp dụng: tên miền không có máy chủ nhận thư.",
    en="Does not apply: the domain has no server that takes mail.",
)
ABSENT = Text(vi="Tên miền chưa dùng MTA-STS.", en="The domain does not use MTA-STS.")
ENFORCED = Text(
    vi="MTA-STS có hiệu lực: thư chỉ được gửi tới qua TLS đã xác minh.",
    en="MTA-STS is in force: mail is delivered over verified TLS alone.",
)
IN_MODE = {
    "testing": Text(vi="MTA-STS đang ở chế độ thử.", en="MTA-STS is being tested."),
    "none": Text(vi="MTA-STS đang được gỡ bỏ (mode: none).", en="MTA-STS is being withdrawn (mode: none)."),
    "enforce": ENFORCED,
}
NOT_ASKED = NotTested(reason=Reason.INCOMPLETE, detail="the policy file was not asked for")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Never a finding: few domains use it, and DANE does the same."""
    domain = MailDomain.of(facts)
    if not domain.takes_mail:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_MAIL)
    texts = select(domain.answer(f"{LABEL}.{domain.name}", "TXT").values)
    evidence: dict[str, JsonValue] = {"domain": domain.name, "records": clipped(texts)}
    if not texts:
        return Judgement(outcome=Outcome.INFO, summary=ABSENT, evidence=evidence)
    policy = _policy(domain)
    servers = [one.exchange for one in domain.exchanges if one.exchange != NULL_MX]
    problems = [*_record_problems(texts), *policy.problems]
    left_out = uncovered(policy, servers) if policy.mode not in ("", "none") else ()
    evidence |= {"mode": policy.mode, "problems": clipped(problems), "not_covered": clipped(left_out)}
    return Judgement(outcome=Outcome.INFO, summary=_summary(policy, problems, left_out), evidence=evidence)


def _record_problems(texts: tuple[str, ...]) -> Iterator[str]:
    if len(texts) > 1:
        yield "several_records"
    else:
        yield from record_problems(texts[0])


def _policy(domain: MailDomain) -> StsPolicy:
    """The policy file; one whose server has no address, or no valid certificate, is none (3.3)."""
    visit = domain.facts.sts_policy
    if visit is None and not any(domain.answer(f"{HOST}.{domain.name}", kind).values for kind in ADDRESSES):
        return StsPolicy(problems=("no_host",))
    if visit is None or isinstance(visit, NotTested):
        raise FactsMissingError(visit or NOT_ASKED)
    if visit.last is not None and visit.end == "answered":
        return read_file(visit.last)
    failure = visit.failure or NOT_ASKED
    if failure.reason is Reason.UNTRUSTED:
        return StsPolicy(problems=("bad_certificate",))
    raise FactsMissingError(failure)


def _summary(policy: StsPolicy, problems: list[str], left_out: tuple[str, ...]) -> Text:
    if problems:
        listed = ", ".join(problems)
        return Text(vi=f"MTA-STS không có hiệu lực: {listed}.", en=f"MTA-STS is not in force: {listed}.")
    if left_out:
        named = ", ".join(clip(name) for name in left_out)
        return Text(
            vi=f"Chính sách MTA-STS không nêu máy chủ thư {named}.",
            en=f"The MTA-STS policy leaves out the mail server {named}.",
        )
    return IN_MODE[policy.mode]


CHECK = Check(
    id="mail.mta_sts",
    title=Text(vi="MTA-STS: thư đến qua TLS đã xác minh", en="MTA-STS: mail comes over verified TLS"),
    finding=Text(vi="Chưa dùng MTA-STS", en="MTA-STS not in use"),
    rationale=Text(
        vi="STARTTLS một mình không chống được kẻ xen giữa: xóa lời chào TLS là thư đi không mã hóa. MTA-STS"
        " báo trước cho bên gửi rằng chỉ được gửi qua TLS có chứng thư đúng.",
        en="STARTTLS alone does not stop somebody in the middle, who removes the offer of TLS and reads the"
        " mail. MTA-STS tells senders beforehand to deliver over TLS with the right certificate only.",
    ),
    remediation=Text(
        vi="Đặt tệp chính sách ở https://mta-sts.TÊN-MIỀN/.well-known/mta-sts.txt (mode: testing trước, rồi"
        " enforce) nêu mọi máy chủ MX, và bản ghi TXT ở _mta-sts: v=STSv1; id=20260101. Tên miền có"
        " DNSSEC thì DANE làm được điều này.",
        en="Put the policy file at https://mta-sts.DOMAIN/.well-known/mta-sts.txt (mode: testing first, then"
        " enforce), naming every MX server, and a TXT record at _mta-sts: v=STSv1; id=20260101. Where the"
        " domain is signed, DANE does the same.",
    ),
    severity=Severity.INFO,
    needs=(MailFacts,),
    parts=(),
    judges="endpoint",
    outcomes=(Outcome.INFO, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 8461 (MTA-STS)", url="https://www.rfc-editor.org/rfc/rfc8461"),
        Reference(title="RFC 8461, section 3", url="https://www.rfc-editor.org/rfc/rfc8461#section-3"),
    ),
    since="0.1.0",
    judge=judge,
)
