"""What each UDP service gives a stranger, and how much that matters."""

from typing import NamedTuple

from checks.model import Severity, Text


class UdpRisk(NamedTuple):
    """One service as the probe names it."""

    label: str
    what: Text
    severity: Severity


_AMPLIFIES = Text(vi="bị lợi dụng để khuếch đại tấn công", en="serves as an amplifier of attacks")
_TELLS = Text(vi="cung cấp thông tin không cần xác thực", en="tells strangers about the machine")

RISKS = {
    "dns": UdpRisk("DNS (open resolver)", _AMPLIFIES, Severity.HIGH),
    "ntp_monlist": UdpRisk("NTP monlist", _AMPLIFIES, Severity.HIGH),
    "ntp_control": UdpRisk("NTP mode 6", _TELLS, Severity.MEDIUM),
    "snmp": UdpRisk(
        "SNMP (community public)",
        Text(vi="đọc được cấu hình với chuỗi mặc định", en="gives its settings for the default community"),
        Severity.HIGH,
    ),
    "ipmi": UdpRisk(
        "IPMI",
        Text(vi="quản trị phần cứng từ xa", en="administers the hardware"),
        Severity.CRITICAL,
    ),
    "tftp": UdpRisk(
        "TFTP",
        Text(vi="đọc, ghi tệp không cần mật khẩu", en="serves files without a password"),
        Severity.HIGH,
    ),
    "ssdp": UdpRisk("SSDP/UPnP", _AMPLIFIES, Severity.MEDIUM),
    "memcached": UdpRisk("memcached (UDP)", _AMPLIFIES, Severity.CRITICAL),
    "cldap": UdpRisk("CLDAP", _AMPLIFIES, Severity.HIGH),
    "portmapper": UdpRisk("portmapper (RPC)", _AMPLIFIES, Severity.MEDIUM),
    "netbios": UdpRisk("NetBIOS", _TELLS, Severity.MEDIUM),
    "chargen": UdpRisk("CHARGEN", _AMPLIFIES, Severity.HIGH),
    "bacnet": UdpRisk(
        "BACnet/IP",
        Text(vi="điều khiển thiết bị không cần mật khẩu", en="drives equipment without a password"),
        Severity.CRITICAL,
    ),
}


def risk_of(service: str) -> UdpRisk:
    """That of one service; of one that this version does not know, what may be said of any."""
    return RISKS.get(service) or UdpRisk(service, _TELLS, Severity.HIGH)
