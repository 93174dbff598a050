"""dns.caa: the zone says which certification authorities may issue for the host (RFC 8659)."""

from pydantic import JsonValue

from checks.check import Check
from checks.dns._asked import settled
from checks.dns._authorities import CaaPolicy, policy, shown
from checks.facts import DnsFacts, Facts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NONE = Text(
    vi="Tên miền không có bản ghi CAA: CA nào cũng được cấp chứng thư.",
    en="The name has no CAA record: any authority may issue certificates for it.",
)
NO_ISSUE = Text(
    vi="Bản ghi CAA không có mục issue: CA nào cũng được cấp chứng thư thường.",
    en="The CAA records have no issue property: any authority may issue ordinary certificates.",
)
NOBODY = Text(
    vi='CAA không cho CA nào cấp chứng thư (issue ";").',
    en='CAA lets no authority issue certificates (issue ";").',
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The closest record set at or above the host, found by climbing the tree (RFC 8659, section 3)."""
    if (judgement := settled(facts, "CAA")) is not None:
        return judgement
    records = facts.require(DnsFacts).caa
    if not records:
        return Judgement(outcome=Outcome.WARN, summary=NONE)
    said = policy(records)
    outcome, summary = _told(said)
    return Judgement(outcome=outcome, summary=summary, evidence=_evidence(said, [*map(shown, records)]))


def _told(said: CaaPolicy) -> tuple[Outcome, Text]:
    if said.malformed or said.unknown:
        return Outcome.FAIL, _broken((*said.malformed, *said.unknown))
    if not said.restricts:
        return Outcome.WARN, NO_ISSUE
    return Outcome.PASS, _allows(said.issuers) if said.issuers else NOBODY


def _evidence(said: CaaPolicy, records: list[JsonValue]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {
        "issuers": list(said.issuers),
        "malformed": list(said.malformed),
        "unknown_critical": list(said.unknown),
    }
    return {"records": records, **{key: value for key, value in found.items() if value}}


def _allows(issuers: tuple[str, ...]) -> Text:
    names = ", ".join(issuers)
    return Text(vi=f"Chỉ CA sau được cấp chứng thư: {names}.", en=f"These alone may issue: {names}.")


def _broken(records: tuple[str, ...]) -> Text:
    listed = ", ".join(records)
    return Text(
        vi=f"Bản ghi CAA sai, CA phải từ chối cấp chứng thư: {listed}.",
        en=f"CAA records that make an authority refuse to issue: {listed}.",
    )


CHECK = Check(
    id="dns.caa",
    title=Text(vi="CAA chỉ định CA được cấp chứng thư", en="CAA names who may issue certificates"),
    finding=Text(vi="Bản ghi CAA sai", en="CAA records are wrong"),
    warning=Text(vi="CAA không giới hạn CA nào", en="CAA restricts no authority"),
    rationale=Text(
        vi="Không có CAA thì mọi CA trên thế giới đều được cấp chứng thư cho tên miền của cơ quan; bản ghi"
        " sai khiến lần gia hạn chứng thư tới bị từ chối.",
        en="Without CAA every authority in the world may issue a certificate for the agency's name; with a"
        " wrong record the next renewal is refused.",
    ),
    remediation=Text(
        vi='Thêm bản ghi CAA ở tên miền của đơn vị, ví dụ: 0 issue "letsencrypt.org"; 0 issuewild ";";'
        ' 0 iodef "mailto:…". Giá trị issue là tên miền mà CA công bố; cờ 128 chỉ dùng với mục CA hiểu được.',
        en='Add CAA records at the agency\'s domain, for example 0 issue "letsencrypt.org", 0 issuewild ";",'
        ' 0 iodef "mailto:…". The value of issue is the domain that the authority publishes; flag 128 belongs'
        " to properties that authorities understand.",
    ),
    severity=Severity.LOW,
    needs=(DnsFacts,),
    parts=(),  # a question without an answer is told apart
    judges="endpoint",
    reads_zone=True,
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 8659 (CAA)", url="https://www.rfc-editor.org/rfc/rfc8659"),
        Reference(
            title="CA/Browser Forum Baseline Requirements, 3.2.2.8",
            url="https://cabforum.org/working-groups/server/baseline-requirements/requirements/",
        ),
        Reference(title="Internet.nl: CAA", url="https://github.com/internetstandards/Internet.nl"),
    ),
    since="0.1.0",
    judge=judge,
)
