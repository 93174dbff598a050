"""dns.zone_transfer: no name server gives the whole zone to a stranger (AXFR, RFC 5936)."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, NotTested, Part, ZoneFacts
from checks.facts.bundle import tested
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NOBODY = NotTested(reason=Reason.UNREACHABLE, detail="no name server answered that could be asked")
REFUSED = Text(
    vi="Không máy chủ tên miền nào cho chép cả vùng.", en="No name server gives the whole zone away."
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each name server that answers was asked for the zone by a stranger; its first message tells."""
    zone = facts.require(ZoneFacts)
    asked = tested(zone.transfers)
    is_open = [f"{one.server} ({one.address})" for one in asked if one.state == "open"]
    listed: dict[str, JsonValue] = {"zone": zone.apex, "asked": [one.server for one in asked]}
    if is_open:
        evidence = {**listed, "open_to_transfer": list[JsonValue](is_open)}
        return Judgement(outcome=Outcome.FAIL, summary=_gives(zone.apex, is_open), evidence=evidence)
    if not any(one.state == "refused" for one in asked):
        return not_tested(NOBODY)
    return Judgement(outcome=Outcome.PASS, summary=REFUSED, evidence=listed)


def _gives(apex: str, servers: list[str]) -> Text:
    listed = ", ".join(servers)
    return Text(
        vi=f"Ai cũng chép được toàn bộ vùng {apex} từ {listed}.",
        en=f"Anybody can copy the whole zone {apex} from {listed}.",
    )


CHECK = Check(
    id="dns.zone_transfer",
    title=Text(vi="Không cho người lạ chép vùng tên miền", en="No zone transfer to strangers"),
    finding=Text(vi="Ai cũng chép được cả vùng tên miền", en="Anybody can copy the whole zone"),
    rationale=Text(
        vi="Bản chép của vùng liệt kê mọi máy chủ của cơ quan, kể cả máy nội bộ, máy thử và cổng quản trị: đó"
        " là bản đồ cho kẻ tấn công.",
        en="A copy of the zone lists every host of the agency, also inner, testing and administrative ones: a"
        " map for whoever attacks.",
    ),
    remediation=Text(
        vi="Chỉ cho máy chủ phụ chép vùng, tốt nhất kèm khóa TSIG (BIND: allow-transfer { key …; }; Knot: acl"
        " với action: transfer; Windows DNS: Zone Transfers, “Only to the following servers”).",
        en="Allow transfers to the secondaries only, best with a TSIG key (BIND: allow-transfer { key …; };"
        " Knot: an acl with action: transfer; Windows DNS: Zone Transfers, “Only to the following servers”).",
    ),
    severity=Severity.HIGH,
    needs=(ZoneFacts,),
    parts=(Part.ZONE_TRANSFERS,),
    judges="endpoint",
    needs_permission="zone_transfer",
    full_only=True,
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 5936, section 5 (authorization)",
            url="https://www.rfc-editor.org/rfc/rfc5936#section-5",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
