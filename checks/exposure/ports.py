"""exposure.ports: nothing is open but what the endpoint is allowed to offer."""

from checks.check import Check
from checks.evidence import LIST_LENGTH
from checks.exposure._findings import nothing_found, ports_evidence
from checks.facts import Facts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Allowed are the endpoint's http and https ports and those that the inventory lists for it."""
    ports = facts.require(PortFacts)
    target = facts.target
    allowed = {target.http_port, target.https_port, *target.allowed_ports}
    surplus = [(address, port) for address, port in ports.open_ports if port.port not in allowed]
    if not surplus:
        summary = Text(
            vi=f"Trong {ports.ports_tried} cổng đã thử, chỉ mở các cổng được phép.",
            en=f"Of {ports.ports_tried} ports tried, only allowed ones are open.",
        )
        return nothing_found(facts, summary)
    numbers = sorted({port.port for _, port in surplus})
    listed = ", ".join(map(str, numbers[:LIST_LENGTH]))
    summary = Text(
        vi=f"Mở {len(numbers)} cổng ngoài danh sách được phép: {listed}.",
        en=f"Open though not allowed, {len(numbers)} port(s): {listed}.",
    )
    return Judgement(
        outcome=Outcome.FAIL,
        summary=summary,
        evidence={"ports": ports_evidence(surplus), "ports_tried": ports.ports_tried},
    )


CHECK = Check(
    id="exposure.ports",
    title=Text(vi="Chỉ mở cổng được phép", en="Only allowed ports are open"),
    finding=Text(vi="Mở cổng ngoài danh sách được phép", en="Ports open that are not allowed"),
    rationale=Text(
        vi="Mỗi cổng mở ra Internet là một đường vào. Cổng không nằm trong danh sách được phép thường là "
        "dịch vụ bị bỏ quên hoặc chưa qua tường lửa.",
        en="Every port open to the Internet is a way in. One that nobody allowed is often a forgotten "
        "service, or has been left out of the firewall's rules.",
    ),
    remediation=Text(
        vi="Đóng dịch vụ không dùng, chặn cổng trên tường lửa, hoặc khai báo cổng hợp lệ của điểm truy cập "
        "trong danh mục.\n"
        "Linux: nft add rule inet filter input tcp dport { 80, 443 } accept\n"
        "Windows: Set-NetFirewallProfile -DefaultInboundAction Block",
        en="Stop services that nobody uses, block their ports at the firewall, or list a rightful port in "
        "the inventory.\n"
        "Linux: nft add rule inet filter input tcp dport { 80, 443 } accept\n"
        "Windows: Set-NetFirewallProfile -DefaultInboundAction Block",
    ),
    severity=Severity.MEDIUM,
    needs=(PortFacts,),
    parts=(Part.PORTS_TRIED,),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="TCVN 11930:2017, 7.2.1.2 Kiểm soát truy cập từ bên ngoài mạng", verified=False),
        Reference(title="TCVN 14423:2026, 5.5.2.1c", verified=False),
        Reference(
            title="CIS Controls v8, 4.8",
            url="https://www.cisecurity.org/controls/v8",
        ),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("ports_tried",),
)
