"""dns.ns_redundancy: the zone outlives one server, and one network."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.check import Check
from checks.dns._asked import settled, unanswered
from checks.dns._servers import AT_HOME, distinct, is_at_home, networks, public
from checks.facts import DnsFacts, Facts, NameServer, RoutingFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

ENOUGH = 2  # RFC 1034, 4.1
ONE_SERVER = Text(
    vi="Mọi tên miền của vùng phụ thuộc một máy chủ tên miền duy nhất.",
    en="Every name of the zone depends on one single name server.",
)
ONE_NETWORK = Text(
    vi="Mọi máy chủ tên miền nằm trong cùng một mạng.", en="All name servers are in one network."
)
ONE_AS = Text(
    vi="Mọi máy chủ tên miền nằm ở cùng một mạng tự trị (AS{asn}), theo bảng định tuyến ngày {day}.",
    en="All name servers are in one autonomous system (AS{asn}), as the table of routes of {day} tells.",
)
NO_SERVER = Text(
    vi="Không máy chủ tên miền nào của vùng có địa chỉ công khai.",
    en="No name server of the zone has a public address.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Two servers that share no address, in two /24 or two /48; in two AS where a table is imported."""
    if (judgement := settled(facts, "SOA", "NS")) is not None:
        return judgement
    names = facts.require(DnsFacts)
    if is_at_home(names.name_servers):
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=AT_HOME)
    addresses = [public(server) for server in names.name_servers]
    servers = distinct(addresses)
    lie_in = networks([address for known in addresses for address in known])
    evidence = _evidence(names, servers, [*lie_in[4], *lie_in[6]])
    if servers >= ENOUGH and max(map(len, lie_in.values())) >= ENOUGH:
        if (only := _only_network(facts, addresses)) is not None:
            return Judgement(outcome=Outcome.WARN, summary=only, evidence=evidence)
        summary = _spread(servers)
        return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)
    return unanswered(names, "NS:A", "NS:AAAA") or _poor(servers, evidence)


def _only_network(facts: Facts, addresses: Iterable[tuple[str, ...]]) -> Text | None:
    """That one AS announces every server, by an imported table; None: two do, or it is not known."""
    if not isinstance(facts.routing, RoutingFacts):
        return None
    origins = [facts.routing.origins_of(one) for known in addresses for one in known]
    if not all(origins) or len(together := frozenset[int]().union(*origins)) > 1:
        return None
    asn, day = next(iter(together)), facts.routing.routes.day
    vi = ONE_AS.vi.format(asn=asn, day=f"{day:%d/%m/%Y}")
    return Text(vi=vi, en=ONE_AS.en.format(asn=asn, day=day.isoformat()))


def _poor(servers: int, evidence: dict[str, JsonValue]) -> Judgement:
    if servers >= ENOUGH:
        return Judgement(outcome=Outcome.WARN, summary=ONE_NETWORK, evidence=evidence)
    summary = ONE_SERVER if servers else NO_SERVER
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)


def _evidence(names: DnsFacts, servers: int, lie_in: list[JsonValue]) -> dict[str, JsonValue]:
    listed: list[JsonValue] = [_line(server) for server in names.name_servers]
    return {"zone": names.zone, "name_servers": listed, "distinct_servers": servers, "networks": lie_in}


def _line(server: NameServer) -> str:
    return f"{server.name} ({', '.join((*server.ipv4, *server.ipv6)) or '–'})"


def _spread(servers: int) -> Text:
    return Text(
        vi=f"{servers} máy chủ tên miền trong nhiều mạng.",
        en=f"{servers} name servers in more than one network.",
    )


CHECK = Check(
    id="dns.ns_redundancy",
    title=Text(vi="Máy chủ tên miền có dự phòng", en="Redundant name servers"),
    finding=Text(vi="Máy chủ tên miền không có dự phòng", en="Name servers without redundancy"),
    warning=Text(vi="Các máy chủ tên miền ở cùng một mạng", en="Name servers in one network"),
    rationale=Text(
        vi="Máy chủ tên miền duy nhất hỏng, hoặc mạng chứa tất cả chúng mất kết nối, thì mọi trang và hộp thư"
        " của tên miền biến mất theo.",
        en="When the only name server fails, or the network that holds them all, every site and mailbox of"
        " the domain disappears.",
    ),
    remediation=Text(
        vi="Thêm máy chủ tên miền thứ hai ở nhà cung cấp hoặc mạng khác (dịch vụ DNS phụ), khai ở bản ghi NS"
        " của vùng và ở nơi đăng ký tên miền; hai tên cùng một địa chỉ chỉ là một máy chủ.",
        en="Add a second name server at another provider or in another network (secondary DNS), in the zone's"
        " NS records and at the registrar; two names of one address are one server.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts, RoutingFacts),  # routes where a table is imported, else without them
    parts=(),  # a question without an answer is told apart
    judges="endpoint",
    reads_zone=True,
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 2182 (secondary name servers)",
            url="https://www.rfc-editor.org/rfc/rfc2182#section-3.1",
        ),
        Reference(title="RFC 1034, section 4.1", url="https://www.rfc-editor.org/rfc/rfc1034#section-4.1"),
    ),
    since="0.1.0",
    judge=judge,
)
