"""mail.dmarc: receivers are told to stop mail that forges the host's name (RFC 9989)."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Facts, MailFacts
from checks.mail._dmarc.discovery import PREFIX, DmarcCover
from checks.mail._domain import MailDomain
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.urls import registrable

RECORD_SHOWN = 500  # characters
FAULTS = {
    "several_records": Text(vi="có nhiều bản ghi DMARC", en="has several DMARC records"),
    "doubled_tag": Text(vi="có thẻ lặp lại", en="gives a tag twice"),
}
ENFORCED = ("quarantine", "reject")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The policy that covers the host's own name, as a receiver of mail finds and applies it."""
    domain = MailDomain.of(facts)
    cover = domain.dmarc
    evidence = _evidence(domain, cover)
    if cover.effective is None:
        outcome = Outcome.WARN if domain.is_mailless_apex else Outcome.FAIL
        return Judgement(outcome=outcome, summary=_no_policy(domain, cover), evidence=evidence)
    if cover.effective not in ENFORCED:
        return Judgement(outcome=Outcome.WARN, summary=_not_enforced(cover), evidence=evidence)
    if cover.effective != "reject" and domain.is_mailless_apex:
        summary = Text(
            vi="Tên miền không nhận thư, nên DMARC cần là reject; hiện là quarantine.",
            en="The domain takes no mail, so that DMARC is expected to be reject; it is quarantine.",
        )
        return Judgement(outcome=Outcome.WARN, summary=summary, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=_enforced(cover), evidence=evidence)


def _no_policy(domain: MailDomain, cover: DmarcCover) -> Text:
    faulty = next((step for step in cover.steps if step.fault), None)
    if cover.at is not None:
        return Text(
            vi=f"Bản ghi DMARC ở {PREFIX}{cover.at.domain} không có chính sách hợp lệ.",
            en=f"The DMARC record at {PREFIX}{cover.at.domain} has no valid policy.",
        )
    if faulty is not None:
        why = FAULTS[faulty.fault]
        return Text(
            vi=f"Không bản ghi DMARC nào có hiệu lực: {PREFIX}{faulty.domain} {why.vi}.",
            en=f"No DMARC record counts: {PREFIX}{faulty.domain} {why.en}.",
        )
    place = f"{PREFIX}{registrable(domain.name)}"
    return Text(
        vi=f"Không có bản ghi DMARC cho {domain.name} (nơi cần đặt: {place}).",
        en=f"No DMARC record covers {domain.name} (its place: {place}).",
    )


def _not_enforced(cover: DmarcCover) -> Text:
    if cover.policy in ENFORCED:
        return Text(
            vi="DMARC ở chế độ thử (t=y): chính sách quarantine chưa được áp dụng.",
            en="DMARC is being tested (t=y): its policy, quarantine, is not applied.",
        )
    return Text(
        vi="Chính sách DMARC là none: thư giả danh vẫn được nhận.",
        en="The DMARC policy is none: forged mail is delivered.",
    )


def _enforced(cover: DmarcCover) -> Text:
    tested = cover.effective != cover.policy
    return Text(
        vi=f"DMARC yêu cầu {cover.effective} thư giả danh" + (" (đang thử, t=y)." if tested else "."),
        en=f"DMARC has forged mail met with {cover.effective}" + (" (being tested, t=y)." if tested else "."),
    )


def _evidence(domain: MailDomain, cover: DmarcCover) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {
        "domain": domain.name,
        "organizational_domain": cover.organization,
        "public_suffixes": list(cover.suffixes),
        "ignored_records": [f"{PREFIX}{step.domain}: {step.fault}" for step in cover.steps if step.fault],
    }
    if cover.at is None or cover.at.record is None:
        return {key: value for key, value in evidence.items() if value}
    record = cover.at.record
    evidence |= {
        "record_at": f"{PREFIX}{cover.at.domain}",
        "record": clip(cover.at.text, RECORD_SHOWN),
        "tag": cover.tag,
        "policy": cover.policy,
        "applied": cover.effective,
        "subdomains": record.policy("sp"),
        "ignored_tags": clipped(f"{what}: {tag}" for what, tag in record.problems),
    }
    return {key: value for key, value in evidence.items() if value}


CHECK = Check(
    id="mail.dmarc",
    title=Text(vi="DMARC chặn thư giả danh tên miền", en="DMARC stops mail that forges the domain"),
    finding=Text(vi="Không có chính sách DMARC", en="No DMARC policy"),
    warning=Text(vi="DMARC chưa chặn thư giả danh", en="DMARC does not stop forgeries"),
    rationale=Text(
        vi="DMARC cho máy chủ nhận biết phải làm gì với thư mang tên miền ở dòng “Người gửi” mà SPF và DKIM"
        " không xác nhận. Không có nó, hoặc với p=none, thư lừa đảo mang tên cơ quan tới hộp thư người dân.",
        en="DMARC tells receivers what to do with mail that has the domain in its From line and that neither"
        " SPF nor DKIM confirms. Without it, or with p=none, fraud in the agency's name is delivered.",
    ),
    remediation=Text(
        vi="Đặt bản ghi TXT ở _dmarc của tên miền tổ chức: bắt đầu với v=DMARC1; p=none; rua=mailto:… để nhận"
        " báo cáo, sửa các nguồn gửi hợp pháp, rồi chuyển sang p=quarantine và p=reject. Tên không gửi thư:"
        " v=DMARC1; p=reject.",
        en="Publish a TXT record at _dmarc of the organizational domain: begin with v=DMARC1; p=none;"
        " rua=mailto:… to receive reports, mend the legitimate senders, then go on to p=quarantine and"
        " p=reject. For a name that sends no mail: v=DMARC1; p=reject.",
    ),
    severity=Severity.MEDIUM,
    needs=(MailFacts,),
    parts=(),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 9989 (DMARC)", url="https://www.rfc-editor.org/rfc/rfc9989"),
        Reference(
            title="RFC 9989, section 4.10 (tree walk)",
            url="https://www.rfc-editor.org/rfc/rfc9989#section-4.10",
        ),
        Reference(title="RFC 9990 (aggregate reports)", url="https://www.rfc-editor.org/rfc/rfc9990"),
        Reference(title="RFC 9991 (failure reports)", url="https://www.rfc-editor.org/rfc/rfc9991"),
    ),
    since="0.1.0",
    judge=judge,
)
