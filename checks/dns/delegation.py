"""dns.delegation: the parent, the zone and each of its servers agree. For information."""

from pydantic import JsonValue

from checks.check import Check
from checks.dns import _delegations as faults
from checks.facts import Facts, NotTested, Part, ZoneFacts
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

ALL_SILENT = NotTested(
    reason=Reason.TIMEOUT,
    detail="no name server answers this scanner itself: something may keep it from asking",
)
CONSISTENT = Text(
    vi="Vùng cha, vùng và mọi máy chủ tên miền khớp nhau.",
    en="The parent, the zone and all of its name servers agree.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Every server is an authority and has one version; the name servers and glue are the parent's, too."""
    zone = facts.require(ZoneFacts)
    if all(one.state in ("silent", "withheld") for one in zone.servers):
        return not_tested(ALL_SILENT)
    found = _found(zone)
    if not found:
        return Judgement(outcome=Outcome.PASS, summary=CONSISTENT, evidence=_evidence(zone, found))
    return Judgement(outcome=Outcome.INFO, summary=_told(found), evidence=_evidence(zone, found))


def _found(zone: ZoneFacts) -> dict[str, list[str]]:
    versions = faults.serials(zone)
    found = {"lame": faults.lame(zone), "silent": faults.silent(zone)}
    if len(versions) > 1:
        found["serials"] = [str(version) for version in versions]
    if zone.parent is not None:
        found["only_at_parent"] = faults.only_at_parent(zone, zone.parent)
        found["only_at_child"] = faults.only_at_child(zone, zone.parent)
        found["glue_differs"] = faults.glue_differs(zone, zone.parent)
    return {kind: listed for kind, listed in found.items() if listed}


def _evidence(zone: ZoneFacts, found: dict[str, list[str]]) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {"zone": zone.apex, "name_servers": list(zone.name_servers)}
    return {**evidence, **{kind: list[JsonValue](listed) for kind, listed in found.items()}}


WORDS = {
    "lame": Text(vi="máy chủ không phục vụ vùng", en="servers that are no authority on the zone"),
    "silent": Text(vi="máy chủ không trả lời", en="silent servers"),
    "serials": Text(vi="các máy chủ giữ phiên bản khác nhau", en="servers with different versions"),
    "only_at_parent": Text(vi="máy chủ chỉ có ở vùng cha", en="servers that the parent alone names"),
    "only_at_child": Text(vi="máy chủ chỉ có ở vùng", en="servers that the zone alone names"),
    "glue_differs": Text(vi="địa chỉ glue khác với vùng", en="glue that differs from the zone"),
}


def _told(found: dict[str, list[str]]) -> Text:
    vi, en = ("; ".join(WORDS[kind].to(lang) for kind in found) for lang in ("vi", "en"))
    return Text(vi=f"Ủy quyền không khớp: {vi}.", en=f"The delegation is not consistent: {en}.")


CHECK = Check(
    id="dns.delegation",
    title=Text(vi="Ủy quyền tên miền khớp nhau", en="Consistent delegation"),
    finding=Text(vi="Ủy quyền tên miền không khớp", en="Inconsistent delegation"),
    rationale=Text(
        vi="Máy chủ được ủy quyền mà không phục vụ vùng làm tên miền chậm hoặc lúc được lúc không; vùng cha"
        " còn trỏ tới máy chủ cũ thì ai tiếp quản máy chủ đó sẽ trả lời thay cho cơ quan.",
        en="A server that is delegated to and does not serve the zone makes names slow or come and go; who"
        " takes over an old server that the parent still names answers in the agency's stead.",
    ),
    remediation=Text(
        vi="Khai cùng một danh sách máy chủ (và địa chỉ glue) ở nơi đăng ký tên miền và ở bản ghi NS của"
        " vùng; bỏ máy chủ không còn dùng; xem việc chép vùng sang máy chủ phụ còn chạy không (số serial).",
        en="Give the registrar and the zone's NS records the same list of servers, with the same glue; remove"
        " servers no longer used; see that transfers to the secondaries still work (serial numbers).",
    ),
    severity=Severity.INFO,
    needs=(ZoneFacts,),
    parts=(Part.ZONE_SERVERS, Part.ZONE_PARENT),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.INFO, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 1034, section 4.2.2 (delegation)",
            url="https://www.rfc-editor.org/rfc/rfc1034#section-4.2.2",
        ),
        Reference(
            title="RFC 1912, section 2.8 (lame delegations)",
            url="https://www.rfc-editor.org/rfc/rfc1912#section-2.8",
        ),
        Reference(title="RFC 9471 (glue)", url="https://www.rfc-editor.org/rfc/rfc9471"),
    ),
    since="0.1.0",
    judge=judge,
)
