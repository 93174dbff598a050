"""ipv6.ns_reachable: every name server answers over IPv6 too (Internet.nl's ns_reach)."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Facts, NotTested, Part, ServerAnswer, ZoneFacts
from checks.facts.extent import DETAIL_LENGTH
from checks.ipv6._addresses import LOOPBACK, kind_of
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

ALL_SILENT = NotTested(
    reason=Reason.TIMEOUT,
    detail="no name server answers this scanner itself, over IPv4 neither: something may keep it from asking",
)
NONE = Text(
    vi="Không áp dụng: không máy chủ tên miền nào có địa chỉ IPv6 dùng được; xem ipv6.ns_address.",
    en="Not applicable: no name server has a usable IPv6 address; see ipv6.ns_address.",
)
ALL = Text(vi="Mọi máy chủ tên miền đều trả lời qua IPv6.", en="Every name server answers over IPv6.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each usable IPv6 address of a name server answers a question on port 53, whatever it says."""
    zone = facts.require(ZoneFacts)
    asked = [one for one in zone.servers if _is_usable(one)]
    if not asked:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NONE)
    silent = [one for one in asked if one.state == "silent"]
    evidence: dict[str, JsonValue] = {f"{one.server} ({one.address})": one.state for one in asked}
    if not silent:
        return Judgement(outcome=Outcome.PASS, summary=ALL, evidence=evidence)
    if all(one.state in ("silent", "withheld") for one in zone.servers):
        return not_tested(ALL_SILENT)
    if not zone.ipv6_here:
        detail = zone.ipv6_proof[:DETAIL_LENGTH]
        return not_tested(NotTested(reason=Reason.NO_IPV6_HERE, detail=detail))
    return Judgement(outcome=Outcome.FAIL, summary=_silent(silent), evidence=evidence)


def _is_usable(asked: ServerAnswer) -> bool:
    """What was asked at a loopback address was a test's."""
    return ":" in asked.address and asked.state != "withheld" and kind_of(asked.address) in ("", LOOPBACK)


def _silent(servers: list[ServerAnswer]) -> Text:
    listed = ", ".join(f"{one.server} ({one.address})" for one in servers)
    return Text(
        vi=f"Máy chủ tên miền không trả lời qua IPv6: {listed}.",
        en=f"Name servers that do not answer over IPv6: {listed}.",
    )


CHECK = Check(
    id="ipv6.ns_reachable",
    title=Text(vi="Máy chủ tên miền trả lời qua IPv6", en="Name servers answer over IPv6"),
    finding=Text(vi="Máy chủ tên miền không trả lời qua IPv6", en="Name servers silent over IPv6"),
    rationale=Text(
        vi="Máy phân giải thử địa chỉ IPv6 của máy chủ tên miền trước: địa chỉ im lặng làm mọi trang của tên"
        " miền chậm, và người chỉ có IPv6 không tìm thấy trang.",
        en="Resolvers try the IPv6 address of a name server first: a silent one slows down every site of the"
        " domain, and whoever has IPv6 alone does not find it.",
    ),
    remediation=Text(
        vi="Cho phần mềm DNS lắng nghe IPv6 (BIND: listen-on-v6 { any; }; Knot, NSD: thêm địa chỉ), mở UDP và"
        " TCP cổng 53 qua IPv6 ở tường lửa, thử: dig -6 SOA TÊN-MIỀN @ĐỊA-CHỈ.",
        en="Let the DNS software listen on IPv6 (BIND: listen-on-v6 { any; }; Knot, NSD: add the address),"
        " let UDP and TCP port 53 through the firewall over IPv6, and try dig -6 SOA DOMAIN @ADDRESS.",
    ),
    severity=Severity.MEDIUM,
    needs=(ZoneFacts,),
    parts=(Part.ZONE_SERVERS,),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Internet.nl: ns_reach", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="RFC 3901 (DNS over IPv6)", url="https://www.rfc-editor.org/rfc/rfc3901"),
    ),
    since="0.1.0",
    judge=judge,
)
