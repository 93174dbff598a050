"""mail.null_mx: a domain that takes no mail says so (RFC 7505)."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clipped
from checks.facts import Facts, MailFacts
from checks.mail._domain import NULL_MX, MailDomain
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

SAID = Text(vi="Tên miền nói rõ là không nhận thư.", en="The domain says that it takes no mail.")
BESIDE_OTHERS = Text(
    vi="MX rỗng (“.”) đứng cạnh bản ghi MX khác: không rõ tên miền có nhận thư hay không.",
    en="A null MX (“.”) stands beside other MX records: nobody can tell whether the domain takes mail.",
)
TAKES_MAIL = Text(vi="Không áp dụng: tên miền nhận thư.", en="Does not apply: the domain takes mail.")
NO_APEX = Text(
    vi="Không áp dụng: tên này không có bản ghi MX và không phải đỉnh của một vùng.",
    en="Does not apply: the name has no MX record and is not the apex of a zone.",
)
UNSAID = Text(
    vi="Tên miền không có bản ghi MX mà không nói rõ là không nhận thư.",
    en="The domain has no MX record and does not say that it takes no mail.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """A null MX stands alone; without any MX record, the apex of a zone is expected to have one."""
    domain = MailDomain.of(facts)
    exchanges = domain.exchanges
    names = {one.exchange for one in exchanges}
    evidence: dict[str, JsonValue] = {
        "domain": domain.name,
        "mail_servers": clipped(f"{one.preference} {one.exchange}" for one in exchanges),
    }
    if names == {NULL_MX}:
        return Judgement(outcome=Outcome.PASS, summary=SAID, evidence=evidence)
    if NULL_MX in names:
        return Judgement(outcome=Outcome.FAIL, summary=BESIDE_OTHERS, evidence=evidence)
    if names:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=TAKES_MAIL, evidence=evidence)
    if not domain.is_apex:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_APEX, evidence=evidence)
    return Judgement(outcome=Outcome.WARN, summary=UNSAID, evidence=evidence)


CHECK = Check(
    id="mail.null_mx",
    title=Text(vi="Tên miền không nhận thư nói rõ điều đó", en="A domain without mail says so"),
    finding=Text(vi="MX rỗng đứng cạnh MX khác", en="Null MX beside other MX records"),
    warning=Text(vi="Tên miền không nhận thư chưa nói rõ", en="A domain without mail does not say so"),
    rationale=Text(
        vi="Không có bản ghi MX, máy chủ gửi thử địa chỉ A/AAAA của tên miền trong nhiều ngày (RFC 5321) và"
        " người gửi không biết thư không đến. MX rỗng từ chối ngay, và cho biết thư mang tên này là giả.",
        en="Without an MX record, senders try the domain's A and AAAA addresses for days (RFC 5321), and"
        " nobody learns that the mail does not arrive. A null MX refuses at once, and shows that mail from"
        " the domain is forged.",
    ),
    remediation=Text(
        vi="Tên miền không nhận thư: đặt một bản ghi MX duy nhất “0 .”, cùng v=spf1 -all và DMARC p=reject."
        " Tên miền nhận thư: bỏ bản ghi “.”.",
        en="For a domain that takes no mail, publish the single MX record “0 .”, with v=spf1 -all and DMARC"
        " p=reject. For one that takes mail, remove the record “.”.",
    ),
    severity=Severity.LOW,
    needs=(MailFacts,),
    parts=(),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 7505 (null MX)", url="https://www.rfc-editor.org/rfc/rfc7505"),
        Reference(title="RFC 5321, section 5.1", url="https://www.rfc-editor.org/rfc/rfc5321#section-5.1"),
    ),
    since="0.1.0",
    judge=judge,
)
