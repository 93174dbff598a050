"""web.addresses: every address that the name has is public and answers."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.check import Check
from checks.facts import AddressReach, Facts, NotTested, Part, ReachFacts, WithheldAddress
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NOTHING_ANSWERS = "no web port of any address answers"
ONE_FAMILY_ANSWERS = "no IPv4 address answers, which may be this scanner's doing: {addresses}"


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """An address that is dead beside living ones, or not a public one, fails.

    Dead: no web port accepts, and packets are known to reach its family from here.
    """
    reach = facts.require(ReachFacts)
    if reach.withheld and not reach.addresses:
        return Judgement(outcome=Outcome.FAIL, summary=_not_public(), evidence=_evidence(reach))
    if not any(entry.is_open for entry in reach.addresses):
        return not_tested(NotTested(reason=Reason.UNREACHABLE, detail=NOTHING_ANSWERS))
    dead = [entry for entry in reach.addresses if _is_dead(entry, reach)]
    if dead or reach.withheld:
        return Judgement(
            outcome=Outcome.FAIL, summary=_faults(dead, reach.withheld), evidence=_evidence(reach)
        )
    return _all_public(reach)


def _is_dead(entry: AddressReach, reach: ReachFacts) -> bool:
    if entry.is_open:
        return False
    if entry.family == 6:  # noqa: PLR2004 - the IP version
        return reach.ipv6_here
    refuses = any(port.state == "refused" for port in entry.ports)
    return refuses or any(other.is_open for other in reach.of_family(4))


def _all_public(reach: ReachFacts) -> Judgement:
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
    return {**tried, **{one.address: f"{one.scope}, not connected to" for one in reach.withheld}}


def _faults(dead: Iterable[AddressReach], withheld: Iterable[WithheldAddress]) -> Text:
    """One sentence for each kind of fault."""
    silent = ", ".join(entry.address for entry in dead)
    inside = ", ".join(f"{one.address} ({one.scope})" for one in withheld)
    vi = [f"Địa chỉ không trả lời: {silent}."] if silent else []
    en = [f"No answer at {silent}, one of the name's addresses."] if silent else []
    if inside:
        vi.append(f"Tên miền còn trỏ tới địa chỉ không công khai: {inside}.")
        en.append(f"The name also points to addresses that are not public: {inside}.")
    return Text(vi=" ".join(vi), en=" ".join(en))


def _not_public() -> Text:
    return Text(
        vi="Tên miền trỏ tới địa chỉ nội bộ hoặc dành riêng, Internet không truy cập được.",
        en="The name points to private or reserved addresses, which the Internet cannot reach.",
    )


CHECK = Check(
    id="web.addresses",
    title=Text(vi="Mọi địa chỉ đều hoạt động", en="Every address works"),
    rationale=Text(
        vi="Trình duyệt chọn một trong các địa chỉ của tên miền: địa chỉ chết khiến một phần người dân chờ"
        " lâu hoặc không vào được, dù kiểm tra từ nơi khác vẫn thấy bình thường. Địa chỉ nội bộ trong DNS"
        " công khai còn để lộ mạng bên trong và dẫn trình duyệt tới máy khác trong mạng của người dùng.",
        en="A browser picks one of a name's addresses: a dead one makes the site slow or unreachable for"
        " some, while others see nothing wrong. A private address in public DNS tells of the inside network"
        " besides, and leads browsers to some other machine in their own.",
    ),
    remediation=Text(
        vi="Với mỗi địa chỉ nêu trong bằng chứng: khởi động lại máy chủ hoặc mở cổng 443 và 80, hoặc gỡ bản"
        " ghi A/AAAA của nó. Gỡ địa chỉ nội bộ khỏi DNS công khai; tên nội bộ để ở DNS nội bộ.",
        en="For each address in the evidence: bring the server back and open ports 443 and 80, or remove its"
        " A or AAAA record. Keep private addresses out of public DNS: names for the inside belong to a DNS"
        " server inside.",
    ),
    severity=Severity.MEDIUM,
    needs=(ReachFacts,),
    parts=(Part.REACH_PORTS,),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 6890 (special-purpose addresses)", url="https://www.rfc-editor.org/rfc/rfc6890"),
        Reference(
            title="RFC 1918, section 5 (private addresses in DNS)",
            url="https://www.rfc-editor.org/rfc/rfc1918#section-5",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
