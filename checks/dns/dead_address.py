"""dns.dead_address: each of a name's addresses answers on some web port."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import AddressReach, DnsFacts, Facts, NotTested, Part, ReachFacts
from checks.facts.extent import DETAIL_LENGTH
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

ALL_DEAD = NotTested(reason=Reason.UNREACHABLE, detail="no address of the name accepts a web port")
ONE_ADDRESS = Text(
    vi="Không áp dụng: tên miền không có nhiều địa chỉ.", en="Does not apply: the name has no two addresses."
)
ALL_ALIVE = Text(vi="Mọi địa chỉ của tên miền đều trả lời.", en="Every address of the name answers.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Of several addresses each accepts a web port; those of IPv6 count where the scanner has IPv6."""
    names = facts.require(DnsFacts)
    addresses = len((*names.ipv4, *names.ipv6)) - len(names.withheld)
    if addresses <= 1 and names.status != "NXDOMAIN":  # what does not exist is not judged
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=ONE_ADDRESS)
    reach = facts.require(ReachFacts)
    counted = reach.addresses if reach.ipv6_here else reach.of_family(4)
    dead = [entry.address for entry in counted if not entry.is_open]
    if not any(entry.is_open for entry in reach.addresses):
        return not_tested(ALL_DEAD)
    if dead:
        return Judgement(outcome=Outcome.WARN, summary=_dead(dead), evidence=_evidence(counted))
    if len(counted) < len(reach.addresses):
        detail = reach.ipv6_proof[:DETAIL_LENGTH]
        return not_tested(NotTested(reason=Reason.NO_IPV6_HERE, detail=detail))
    return Judgement(outcome=Outcome.PASS, summary=ALL_ALIVE, evidence=_evidence(counted))


def _evidence(counted: tuple[AddressReach, ...]) -> dict[str, JsonValue]:
    return {
        entry.address: ", ".join(f"{port.port} {port.state}" for port in entry.ports) for entry in counted
    }


def _dead(addresses: list[str]) -> Text:
    listed = ", ".join(addresses)
    return Text(
        vi=f"Địa chỉ không nhận kết nối web nào: {listed}.",
        en=f"These addresses accept no web connection: {listed}.",
    )


CHECK = Check(
    id="dns.dead_address",
    title=Text(vi="Mọi địa chỉ của tên miền đều hoạt động", en="Every address of the name is alive"),
    finding=Text(vi="Có địa chỉ của tên miền không hoạt động", en="An address of the name is dead"),
    rationale=Text(
        vi="Trình duyệt chọn ngẫu nhiên một trong các địa chỉ: một phần người dân thấy trang chậm hoặc không"
        " vào được, trong khi nơi khác vẫn thấy bình thường; địa chỉ bỏ không còn có thể rơi vào tay người"
        " khác.",
        en="Browsers take any of the addresses: some visitors find the site slow or gone, while others see"
        " nothing wrong; and an address given up may become somebody else's.",
    ),
    remediation=Text(
        vi="Khởi động lại dịch vụ web ở địa chỉ nêu trong bằng chứng, hoặc gỡ bản ghi A/AAAA của nó; với cân"
        " bằng tải bằng DNS, dùng kiểm tra sức khỏe để tự gỡ địa chỉ hỏng.",
        en="Start the web service at the addresses in the evidence again, or remove their A and AAAA records;"
        " where DNS balances the load, let health checks take dead addresses out.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts, ReachFacts),
    parts=(Part.DNS_IPV4, Part.DNS_IPV6, Part.REACH_PORTS),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 8305 (Happy Eyeballs)", url="https://www.rfc-editor.org/rfc/rfc8305"),
        Reference(title="RFC 1912, section 2.3", url="https://www.rfc-editor.org/rfc/rfc1912#section-2.3"),
    ),
    since="0.1.0",
    judge=judge,
)
