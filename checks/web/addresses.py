"""web.addresses: every address that the name has answers."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.check import Check
from checks.facts import AddressReach, Facts, NotTested, Part, ReachFacts
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NOTHING_ANSWERS = "no web port of any address answers"
ONE_FAMILY_ANSWERS = "no IPv4 address answers, which may be this scanner's doing: {addresses}"


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """An address that is dead beside living ones fails.

    Dead: no web port accepts, and packets are known to reach its family from here. What was not connected to
    is dns.private_address's.
    """
    reach = facts.require(ReachFacts)
    if reach.withheld and not reach.addresses:
        inside = ", ".join(f"{entry.address} ({entry.scope})" for entry in reach.withheld)
        detail = f"not connected to: {inside}"[:300]
        return not_tested(NotTested(reason=Reason.PRIVATE_ADDRESS, detail=detail))
    if not any(entry.is_open for entry in reach.addresses):
        return not_tested(NotTested(reason=Reason.UNREACHABLE, detail=NOTHING_ANSWERS))
    dead = [entry for entry in reach.addresses if _is_dead(entry, reach)]
    if dead:
        return Judgement(outcome=Outcome.FAIL, summary=_dead(dead), evidence=_evidence(reach))
    return _all_alive(reach)


def _is_dead(entry: AddressReach, reach: ReachFacts) -> bool:
    if entry.is_open:
        return False
    if entry.family == 6:  # noqa: PLR2004 - the IP version
        return reach.ipv6_here
    refuses = any(port.state == "refused" for port in entry.ports)
    return refuses or any(other.is_open for other in reach.of_family(4))


def _all_alive(reach: ReachFacts) -> Judgement:
    """Where an address is silent, it may be for want of its family here."""
    silent = [entry for entry in reach.addresses if not entry.is_open]
    if any(entry.family == 6 for entry in silent):  # noqa: PLR2004 - the IP version
        return not_tested(NotTested(reason=Reason.NO_IPV6_HERE, detail=reach.ipv6_proof[:300]))
    if silent:
        detail = ONE_FAMILY_ANSWERS.format(addresses=", ".join(entry.address for entry in silent))
        return not_tested(NotTested(reason=Reason.UNREACHABLE, detail=detail[:300]))
    summary = Text(vi="Mọi địa chỉ của tên miền đều trả lời.", en="Every address that the name has answers.")
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=_evidence(reach))


def _evidence(reach: ReachFacts) -> dict[str, JsonValue]:
    tried: dict[str, JsonValue] = {
        entry.address: ", ".join(f"{port.port} {port.state}" for port in entry.ports)
        for entry in reach.addresses
    }
    return {**tried, **{entry.address: f"{entry.scope}, not connected to" for entry in reach.withheld}}


def _dead(dead: Iterable[AddressReach]) -> Text:
    silent = ", ".join(entry.address for entry in dead)
    return Text(
        vi=f"Địa chỉ không trả lời: {silent}.", en=f"No answer at {silent}, one of the name's addresses."
    )


CHECK = Check(
    id="web.addresses",
    title=Text(vi="Mọi địa chỉ đều hoạt động", en="Every address works"),
    finding=Text(vi="Có địa chỉ không hoạt động", en="An address does not work"),
    rationale=Text(
        vi="Trình duyệt chọn một trong các địa chỉ của tên miền: địa chỉ chết khiến một phần người dân chờ"
        " lâu hoặc không vào được, dù kiểm tra từ nơi khác vẫn thấy bình thường.",
        en="A browser picks one of a name's addresses: a dead one makes the site slow or unreachable for"
        " some, while others see nothing wrong.",
    ),
    remediation=Text(
        vi="Với mỗi địa chỉ nêu trong bằng chứng: khởi động lại máy chủ hoặc mở cổng 443 và 80, hoặc gỡ bản"
        " ghi A/AAAA của nó.",
        en="For each address in the evidence: bring the server back and open ports 443 and 80, or remove its"
        " A or AAAA record.",
    ),
    severity=Severity.MEDIUM,
    needs=(ReachFacts,),
    parts=(Part.REACH_PORTS,),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(Reference(title="RFC 8305 (Happy Eyeballs)", url="https://www.rfc-editor.org/rfc/rfc8305"),),
    since="0.1.0",
    judge=judge,
)
