"""dns.wildcard: whether every name of the zone exists, also those that nobody made."""

from checks.check import Check
from checks.facts import Facts, NotTested, ZoneFacts
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NO_ANSWER = NotTested(
    reason=Reason.DNS_FAILURE, detail="DNS does not answer of a name that nobody made in the zone"
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """A name of sixteen random digits exists in the zone."""
    zone = facts.require(ZoneFacts)
    if zone.wildcard is None:
        return not_tested(NO_ANSWER)
    if zone.wildcard:
        return Judgement(outcome=Outcome.INFO, summary=_exists(zone.apex), evidence={"zone": zone.apex})
    return Judgement(outcome=Outcome.PASS, summary=_exists_not(zone.apex), evidence={"zone": zone.apex})


def _exists(apex: str) -> Text:
    return Text(
        vi=f"Mọi tên dưới {apex} đều tồn tại (bản ghi *.{apex}), kể cả tên chưa ai đặt.",
        en=f"Every name under {apex} exists (a record of *.{apex}), also those that nobody made.",
    )


def _exists_not(apex: str) -> Text:
    return Text(
        vi=f"Tên chưa ai đặt dưới {apex} không tồn tại.",
        en=f"A name under {apex} that nobody made does not exist.",
    )


CHECK = Check(
    id="dns.wildcard",
    title=Text(vi="Không có bản ghi đại diện (*)", en="No wildcard record"),
    finding=Text(vi="Vùng có bản ghi đại diện (*)", en="The zone has a wildcard record"),
    rationale=Text(
        vi="Với bản ghi *, mọi tên gõ sai hay bịa ra đều dẫn tới một máy chủ của cơ quan: kẻ lừa đảo dùng"
        " được những tên nghe rất thật, và việc kiểm kê tên miền con mất ý nghĩa.",
        en="With a wildcard every mistyped or invented name leads to a server of the agency: frauds get names"
        " that sound real, and no list of its hosts means anything.",
    ),
    remediation=Text(
        vi="Nếu không thực sự cần, thay bản ghi * bằng bản ghi cho từng tên đang dùng; nếu cần, máy chủ web"
        " từ chối những tên lạ.",
        en="Unless it is needed, replace the wildcard by a record for each name in use; where it is, let the"
        " web server refuse names that it does not know.",
    ),
    severity=Severity.INFO,
    needs=(ZoneFacts,),
    parts=(),  # one question, whose silence is told apart
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.INFO, Outcome.NOT_TESTED),
    references=(Reference(title="RFC 4592 (wildcards)", url="https://www.rfc-editor.org/rfc/rfc4592"),),
    since="0.1.0",
    judge=judge,
)
