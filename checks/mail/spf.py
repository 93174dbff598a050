"""mail.spf: who may send mail in the host's name is published, and nobody else may (RFC 7208)."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Facts, FactsMissingError, MailFacts, NotTested, Part
from checks.mail._domain import MailDomain
from checks.mail._spf.problems import told
from checks.mail._spf.record import select
from checks.mail._spf.stranger import SpfOutcome, evaluate
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

RECORD_SHOWN = 500  # characters: RFC 7208, 3.4 wants a record to fit into fewer
NONE = Text(vi="Tên miền không có bản ghi SPF.", en="The domain has no SPF record.")
COVERED = Text(
    vi="Không áp dụng: tên này không nhận thư, và DMARC yêu cầu từ chối mọi thư giả danh nó.",
    en="Does not apply: the name takes no mail, and DMARC has every forgery in its name rejected.",
)
UNCOVERED = Text(
    vi="Tên này không nhận thư, không có bản ghi SPF và DMARC không yêu cầu từ chối thư giả danh nó.",
    en="The name takes no mail, has no SPF record, and DMARC does not have forgeries in its name rejected.",
)
STRICT = Text(vi="SPF chỉ cho phép các máy chủ được nêu.", en="SPF allows none but the servers it names.")
BACKED = Text(
    vi="SPF đánh dấu thư từ máy chủ lạ (~all), và DMARC yêu cầu chặn.",
    en="SPF marks mail of strangers (~all), and DMARC has it stopped.",
)
SOFT = Text(
    vi="SPF chỉ đánh dấu thư từ máy chủ lạ (~all), DMARC không yêu cầu chặn.",
    en="SPF only marks mail of strangers (~all), and DMARC does not have it stopped.",
)
SENDS_NONE = Text(
    vi="Tên miền không nhận thư, nhưng SPF chưa cấm hẳn máy chủ lạ gửi (-all).",
    en="The domain takes no mail, yet SPF does not forbid strangers to send (-all).",
)
NEUTRAL = Text(
    vi="SPF không nói gì về máy chủ lạ (?all, hoặc không có all).",
    en="SPF says nothing about strangers (?all, or no all).",
)
EVERYBODY = Text(
    vi="SPF cho phép bất kỳ ai gửi thư.", en="SPF allows anybody to send mail in the domain's name."
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The host's own record, evaluated for a sender whom nobody knows."""
    domain = MailDomain.of(facts)
    texts = select(domain.answer(domain.name, "TXT").values)
    if not texts:
        return _without_record(domain)
    outcome = evaluate(domain.name, domain.facts.by_question())
    evidence = _evidence(domain, texts, outcome)
    if outcome.error is not None:
        why = told(outcome.error)
        summary = Text(vi=f"SPF không dùng được: {why.vi}.", en=f"SPF cannot be used: {why.en}.")
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    return _of_result(domain, outcome, evidence)


def _without_record(domain: MailDomain) -> Judgement:
    evidence: dict[str, JsonValue] = {"domain": domain.name}
    if domain.takes_mail:
        return Judgement(outcome=Outcome.FAIL, summary=NONE, evidence=evidence)
    if domain.is_apex:
        return Judgement(outcome=Outcome.WARN, summary=NONE, evidence=evidence)
    evidence["dmarc"] = domain.dmarc.effective
    if domain.dmarc.effective == "reject":
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=COVERED, evidence=evidence)
    return Judgement(outcome=Outcome.WARN, summary=UNCOVERED, evidence=evidence)


def _of_result(domain: MailDomain, outcome: SpfOutcome, evidence: dict[str, JsonValue]) -> Judgement:
    if outcome.result == "pass":
        return Judgement(outcome=Outcome.FAIL, summary=EVERYBODY, evidence=evidence, severity=Severity.HIGH)
    if outcome.result == "neutral":
        return Judgement(outcome=Outcome.FAIL, summary=NEUTRAL, evidence=evidence)
    if outcome.result == "softfail":
        return _of_softfail(domain, evidence)
    if outcome.result == "fail":
        return Judgement(outcome=Outcome.PASS, summary=STRICT, evidence=evidence)
    raise FactsMissingError(_unknown(outcome))


def _of_softfail(domain: MailDomain, evidence: dict[str, JsonValue]) -> Judgement:
    if domain.is_mailless_apex:
        return Judgement(outcome=Outcome.WARN, summary=SENDS_NONE, evidence=evidence)
    policy = domain.dmarc.effective
    evidence["dmarc"] = policy
    if policy in ("quarantine", "reject"):
        return Judgement(outcome=Outcome.PASS, summary=BACKED, evidence=evidence)
    return Judgement(outcome=Outcome.WARN, summary=SOFT, evidence=evidence)


def _unknown(outcome: SpfOutcome) -> NotTested:
    """Where the record leads elsewhere for its policy, and that is not known."""
    failures = [answer.failure for answer in outcome.unanswered if answer.failure is not None]
    if failures:
        return failures[0]
    if outcome.unresolved:
        detail = f"the policy is at {clip(outcome.unresolved[-1])}, another name for each message"
        return NotTested(reason=Reason.UNREADABLE, detail=detail)
    return NotTested(reason=Reason.INCOMPLETE, detail="more names are to be asked for than a scan asks")


def _evidence(domain: MailDomain, texts: tuple[str, ...], outcome: SpfOutcome) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {
        "domain": domain.name,
        "records": [clip(text, RECORD_SHOWN) for text in texts[:2]],
        "lookups": outcome.lookups,
        "void_lookups": outcome.void_lookups,
    }
    if outcome.error is not None:
        evidence["problem"] = outcome.error.problem
    elif all(outcome.decided_by):
        evidence["decided_by"] = clip(": ".join(outcome.decided_by))
    if outcome.unresolved:
        evidence["of_each_message"] = clipped(outcome.unresolved)
    return evidence


CHECK = Check(
    id="mail.spf",
    title=Text(vi="SPF chỉ cho phép máy chủ được nêu gửi thư", en="SPF lets named servers alone send mail"),
    finding=Text(vi="SPF thiếu hoặc không chặn được thư giả danh", en="SPF is missing or stops no forgery"),
    warning=Text(vi="SPF chưa chặn hẳn thư giả danh", en="SPF does not quite stop forgeries"),
    rationale=Text(
        vi="Bản ghi SPF nêu máy chủ nào được gửi thư mang tên miền. Thiếu nó, hoặc khi nó sai, quá dài hay"
        " cho phép mọi người, kẻ xấu gửi được thư mang tên cơ quan.",
        en="An SPF record names the servers that may send mail in the domain's name. Without one, or where it"
        " is wrong, needs too many lookups or allows everybody, anyone can send mail as the agency.",
    ),
    remediation=Text(
        vi="Đặt một bản ghi TXT duy nhất, kết thúc bằng -all (hoặc ~all cùng DMARC quarantine/reject), ví dụ:"
        " v=spf1 mx ip4:203.0.113.10 -all; tên không gửi thư: v=spf1 -all. Giữ không quá 10 lần tra DNS, bỏ"
        " include và máy chủ không còn dùng, không dùng ptr, +all hay ip4:0.0.0.0/0.",
        en="Publish a single TXT record that ends in -all (or ~all with DMARC quarantine or reject), such as"
        " v=spf1 mx ip4:203.0.113.10 -all; for a name that sends no mail: v=spf1 -all. Keep within 10 lookups"
        " of DNS, drop includes and servers no longer in use, and use no ptr, +all or ip4:0.0.0.0/0.",
    ),
    severity=Severity.MEDIUM,
    needs=(MailFacts,),
    parts=(Part.MAIL_SPF,),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 7208 (SPF)", url="https://www.rfc-editor.org/rfc/rfc7208"),
        Reference(
            title="RFC 7208, section 4.6.4 (limits of lookups)",
            url="https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
