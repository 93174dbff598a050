"""ipv6.ns_address: whoever has IPv6 alone can resolve the host (Internet.nl's ns_aaaa)."""

from pydantic import JsonValue

from checks.check import Check
from checks.dns._asked import settled, unanswered
from checks.dns._servers import AT_HOME, distinct, is_at_home
from checks.facts import DnsFacts, Facts, NameServer
from checks.ipv6._addresses import kind_of
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

ENOUGH = 2


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """At least two name servers with an AAAA record that the public can use."""
    if (judgement := settled(facts, "SOA", "NS")) is not None:
        return judgement
    names = facts.require(DnsFacts)
    if is_at_home(names.name_servers):
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=AT_HOME)
    servers = distinct(usable_of(names).values())
    if servers < ENOUGH and (judgement := unanswered(names, "NS:AAAA")) is not None:
        return judgement
    outcome = Outcome.PASS if servers >= ENOUGH else Outcome.FAIL
    return Judgement(outcome=outcome, summary=_told(servers), evidence=_evidence(names))


def usable_of(names: DnsFacts) -> dict[str, tuple[str, ...]]:
    """By name server: its IPv6 addresses that the public can use, none of some."""
    return {
        server.name: tuple(address for address in server.ipv6 if not kind_of(address))
        for server in names.name_servers
    }


def _evidence(names: DnsFacts) -> dict[str, JsonValue]:
    usable = usable_of(names)
    listed: list[JsonValue] = [_line(server, usable[server.name]) for server in names.name_servers]
    return {"zone": names.zone, "name_servers": listed}


def _line(server: NameServer, usable: tuple[str, ...]) -> str:
    others = (f"{address}: {kind_of(address)}" for address in server.ipv6 if address not in usable)
    return f"{server.name} ({', '.join((*usable, *others)) or '–'})"


def _told(servers: int) -> Text:
    return Text(
        vi=f"{servers} máy chủ tên miền có địa chỉ IPv6 dùng được (cần {ENOUGH}).",
        en=f"{servers} name servers have a usable IPv6 address ({ENOUGH} are needed).",
    )


CHECK = Check(
    id="ipv6.ns_address",
    title=Text(vi="Máy chủ tên miền có địa chỉ IPv6", en="Name servers have IPv6 addresses"),
    finding=Text(vi="Máy chủ tên miền thiếu địa chỉ IPv6", en="Name servers lack IPv6 addresses"),
    rationale=Text(
        vi="Máy phân giải chỉ có IPv6 không hỏi được máy chủ tên miền chỉ có IPv4, nên không tìm thấy trang"
        " dù trang đã có IPv6.",
        en="A resolver that has IPv6 alone cannot ask name servers that have IPv4 alone: it does not find the"
        " site, although the site has IPv6.",
    ),
    remediation=Text(
        vi="Thêm bản ghi AAAA cho ít nhất hai máy chủ tên miền, và glue IPv6 ở nơi đăng ký nếu máy chủ nằm"
        " trong chính vùng đó; hoặc dùng dịch vụ DNS có IPv6.",
        en="Add AAAA records to two name servers at least, and IPv6 glue at the registrar where they lie in"
        " the zone itself; or use a DNS service that has IPv6.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts,),
    parts=(),  # two are enough; a question without an answer is told apart
    judges="endpoint",
    reads_zone=True,
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Internet.nl: ns_aaaa", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="RFC 3901 (DNS over IPv6)", url="https://www.rfc-editor.org/rfc/rfc3901"),
    ),
    since="0.1.0",
    judge=judge,
)
