"""exposure.remote_admin: nobody on the Internet reaches a way to administer the machine."""

from checks.check import Check
from checks.exposure._findings import judge_kind
from checks.exposure._service_table import ServiceKind
from checks.exposure._services import ports_of
from checks.facts import Facts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

WHAT = Text(vi="dịch vụ quản trị từ xa", en="remote administration service")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Telnet, VNC and an open container API are critical: no encryption, or no password."""
    return judge_kind(facts, ServiceKind.REMOTE_ADMIN, WHAT)


CHECK = Check(
    id="exposure.remote_admin",
    title=Text(
        vi="Không mở dịch vụ quản trị ra Internet", en="No remote administration open to the Internet"
    ),
    finding=Text(vi="Dịch vụ quản trị mở ra Internet", en="Remote administration open to the Internet"),
    rationale=Text(
        vi="Dịch vụ quản trị từ xa (SSH, RDP, Telnet, VNC …) mở ra Internet bị dò mật khẩu liên tục và là "
        "đường vào chính của mã độc tống tiền.",
        en="Remote administration (SSH, RDP, Telnet, VNC …) that faces the Internet is guessed at without "
        "pause, and is the main way in for ransomware.",
    ),
    remediation=Text(
        vi="Chỉ cho quản trị qua VPN hoặc mạng quản trị riêng; tắt Telnet và VNC; dùng SSH với "
        "khóa, không mật khẩu.\n"
        "Linux: nft add rule inet filter input tcp dport 22 ip saddr != 10.0.0.0/8 drop\n"
        "Windows: Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -RemoteAddress 10.0.0.0/8",
        en="Administer through a VPN or a network of its own; turn Telnet and VNC off; use SSH with keys "
        "only.\n"
        "Linux: nft add rule inet filter input tcp dport 22 ip saddr != 10.0.0.0/8 drop\n"
        "Windows: Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -RemoteAddress 10.0.0.0/8",
    ),
    severity=Severity.HIGH,
    needs=(PortFacts,),
    parts=(Part.PORTS_NAMED,),
    ports=ports_of(ServiceKind.REMOTE_ADMIN),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="TCVN 11930:2017, 7.2.2.2 Kiểm soát truy cập (máy chủ)", verified=False),
        Reference(title="TCVN 14423:2026, 5.12.2.4a, 5.12.2.5, 5.13.2.3b", verified=False),
        Reference(
            title="CISA BOD 23-02",
            url="https://www.cisa.gov/news-events/directives/binding-operational-directive-23-02",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
