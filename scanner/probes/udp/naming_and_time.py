"""DNS (RFC 1035), NetBIOS names (RFC 1002), NTP (RFC 1305 appendix B, RFC 9327) and SSDP."""

import struct

from scanner.probes.udp.service import Reading, UdpService, always, printable

DNS_HEADER = struct.Struct(">HHHHHH")
IS_ANSWER, RECURSION_AVAILABLE, RCODE = 0x8000, 0x0080, 0x000F
ROOT_NAME_SERVERS = b"\0\0\x02\0\x01"  # the name ".", type NS, class IN
ANY_NETBIOS_NAME = b" CK" + b"A" * 30 + b"\0\0\x21\0\x01"  # "*", type NBSTAT
MONLIST = bytes((0x17, 0, 3, 42, 0, 0, 0, 0))  # version 2, mode 7; implementation XNTPD, MON_GETLIST_1
READ_VARIABLES = bytes((0x16, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0))  # version 2, mode 6
MODE, PRIVATE, CONTROL = 0x07, 7, 6
NTP_RESPONSE, NTP_ERROR = 0x80, 0x40
NTP_CONTROL_HEADER, NTP_PRIVATE_HEADER = 12, 8
SEARCH = (
    b'M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\nMan: "ssdp:discover"\r\nMX: 1\r\n'
    b"ST: upnp:rootdevice\r\n\r\n"
)


def _dns_question(token: bytes) -> tuple[bytes, ...]:
    """Recursion is asked for; the answer is short, and no name server of anybody's is burdened with it."""
    question = token[:2] + b"\x01\0\0\x01\0\0\0\0\0\0" + ROOT_NAME_SERVERS
    return question, question


def _dns_answer(data: bytes, token: bytes) -> Reading | None:
    if len(data) < DNS_HEADER.size or data[:2] != token[:2]:
        return None
    _, flags, _, answers, _, _ = DNS_HEADER.unpack_from(data)
    if not flags & IS_ANSWER:
        return None
    rcode = flags & RCODE
    return Reading(bool(flags & RECURSION_AVAILABLE) and rcode == 0 and answers > 0, f"rcode {rcode}")


def _netbios_question(token: bytes) -> tuple[bytes, ...]:
    question = token[:2] + b"\0\0\0\x01\0\0\0\0\0\0" + ANY_NETBIOS_NAME
    return question, question


def _netbios_answer(data: bytes, token: bytes) -> Reading | None:
    is_answer = len(data) >= DNS_HEADER.size and data[:2] == token[:2] and bool(data[2] & 0x80)
    return Reading(served=True) if is_answer else None


def _monlist_answer(data: bytes, _token: bytes) -> Reading | None:
    """An error code in the upper half of the fifth octet means that nobody is listed."""
    if len(data) < NTP_PRIVATE_HEADER or data[0] & MODE != PRIVATE or not data[0] & NTP_RESPONSE:
        return None
    return Reading(served=data[4] >> 4 == 0)


def _control_answer(data: bytes, _token: bytes) -> Reading | None:
    if len(data) < NTP_CONTROL_HEADER or data[0] & MODE != CONTROL or not data[1] & NTP_RESPONSE:
        return None
    return Reading(not data[1] & NTP_ERROR, printable(data[NTP_CONTROL_HEADER:]))


def _ssdp_answer(data: bytes, _token: bytes) -> Reading | None:
    if not data.startswith(b"HTTP/1."):
        return None
    servers = (line for line in data.split(b"\r\n")[:50] if line.lower().startswith(b"server:"))
    return Reading(served=True, told=printable(next(servers, b"")[len(b"server:") :]))


SERVICES = (
    UdpService("dns", 53, _dns_question, _dns_answer),
    UdpService("ntp_monlist", 123, always(MONLIST), _monlist_answer),
    UdpService("ntp_control", 123, always(READ_VARIABLES), _control_answer),
    UdpService("netbios", 137, _netbios_question, _netbios_answer),
    UdpService("ssdp", 1900, always(SEARCH), _ssdp_answer),
)
