"""exposure.control_systems: nobody on the Internet reaches a plant's controllers."""

from checks.check import Check
from checks.exposure._findings import judge_kind
from checks.exposure._service_table import ServiceKind
from checks.exposure._services import ports_of
from checks.facts import Facts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

WHAT = Text(vi="giao thức điều khiển công nghiệp", en="control-system protocol")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """None of these protocols asks who is there; MQTT is in order within TLS."""
    return judge_kind(facts, ServiceKind.CONTROL_SYSTEM, WHAT)


CHECK = Check(
    id="exposure.control_systems",
    title=Text(
        vi="Không mở giao thức điều khiển công nghiệp ra Internet",
        en="No control-system protocol open to the Internet",
    ),
    finding=Text(
        vi="Giao thức điều khiển công nghiệp mở ra Internet",
        en="Control-system protocol open to the Internet",
    ),
    rationale=Text(
        vi="Modbus, S7, BACnet, DNP3, IEC 104, EtherNet/IP … không xác thực: ai kết nối được thì đọc và điều "
        "khiển được thiết bị (trạm bơm, điện, điều hòa, cửa).",
        en="Modbus, S7, BACnet, DNP3, IEC 104, EtherNet/IP … ask for no password: whoever connects reads and "
        "drives the equipment (pumps, power, climate, doors).",
    ),
    remediation=Text(
        vi="Tách mạng điều khiển khỏi Internet, chỉ truy cập qua VPN hoặc DMZ công nghiệp; MQTT chỉ "
        "qua TLS có "
        "xác thực (cổng 8883).\n"
        "Linux: nft add rule inet filter input tcp dport { 102, 502, 2404, 20000, 44818, 47808 } drop\n"
        "Mosquitto: listener 8883; certfile …; allow_anonymous false",
        en="Keep the control network off the Internet, and reach it through a VPN or an industrial "
        "DMZ only; MQTT "
        "only over TLS and with a login (port 8883).\n"
        "Linux: nft add rule inet filter input tcp dport { 102, 502, 2404, 20000, 44818, 47808 } drop\n"
        "Mosquitto: listener 8883; certfile …; allow_anonymous false",
    ),
    severity=Severity.CRITICAL,
    needs=(PortFacts,),
    parts=(Part.PORTS_NAMED,),
    ports=ports_of(ServiceKind.CONTROL_SYSTEM),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="IEC 62443-3-3, SR 5.1 (network segmentation)", verified=False),
        Reference(
            title="CISA: Reduce exposure of operational technology",
            url="https://www.cisa.gov/resources-tools/resources/primary-mitigations-reduce-cyber-threats-"
            "operational-technology",
            verified=False,
        ),
        Reference(title="TCVN 11930:2017, 7.2.1.2 Kiểm soát truy cập từ bên ngoài mạng", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    full_only=True,
)
