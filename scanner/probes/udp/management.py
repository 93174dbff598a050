"""SNMP (RFC 1157, RFC 3416), IPMI 2.0 over RMCP, CLDAP (RFC 1798) and BACnet/IP (ASHRAE 135, annex J)."""

from collections.abc import Iterator

from scanner.probes.udp.service import Reading, UdpService, always, printable

SEQUENCE, INTEGER, OCTETS, NULL, OID = 0x30, 0x02, 0x04, 0x05, 0x06
GET_REQUEST, RESPONSE = 0xA0, 0xA2
SEARCH_REQUEST, SEARCH_ENTRY, SEARCH_DONE = 0x63, 0x64, 0x65
SYSTEM_DESCRIPTION = bytes((0x2B, 6, 1, 2, 1, 1, 1, 0))  # 1.3.6.1.2.1.1.1.0
SNMP_1, SNMP_2C = 0, 1
VALUES_READ, LONG_LENGTH, LENGTH_OCTETS = 64, 0x80, 2
# Get Channel Authentication Capabilities (IPMI 2.0, 22.13), which comes before any login.
IPMI_QUESTION = bytes.fromhex("0600ff07000000000000000000092018c88100388e04b5")
IPMI_COMMAND, IPMI_COMPLETION, IPMI_STATUS, CAPABILITIES = 19, 20, 23, 0x38
ANONYMOUS = 0x03  # anonymous login, or null user names
BACNET_QUESTION = bytes.fromhex("810a001101040005010c0c023fffff194b")  # read the device's own identifier
BACNET = bytes((0x81, 0x0A))


def ber(tag: int, content: bytes) -> bytes:
    """One element of at most 127 octets."""
    return bytes((tag, len(content))) + content


def elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements of a BER value as far as it can be read, what is inside of each after it; bounded."""
    waiting = [data]
    for _ in range(VALUES_READ):
        if not waiting:
            return
        tag, content, rest = _element(waiting.pop())
        if tag is None:
            return
        yield tag, content
        waiting += [part for part in (rest, content if tag & 0x20 else b"") if part]


def _element(data: bytes) -> tuple[int | None, bytes, bytes]:
    if len(data) < 2:  # noqa: PLR2004 - a tag and a length
        return None, b"", b""
    length, start = data[1], 2
    if length >= LONG_LENGTH:
        octets = length - LONG_LENGTH
        start += octets
        if not 1 <= octets <= LENGTH_OCTETS:
            return None, b"", b""
        length = int.from_bytes(data[2:start], "big")
    return data[0], data[start : start + length], data[start + length :]


def _snmp_question(token: bytes) -> tuple[bytes, ...]:
    """Of version 1, then 2c: what the machine is, with the community that products are shipped with."""
    number, zero = ber(INTEGER, b"\0" + token[:3]), ber(INTEGER, b"\0")
    variable = ber(SEQUENCE, ber(OID, SYSTEM_DESCRIPTION) + ber(NULL, b""))
    request = ber(GET_REQUEST, number + zero + zero + ber(SEQUENCE, variable))
    versions = (ber(INTEGER, bytes((version,))) for version in (SNMP_1, SNMP_2C))
    return tuple(ber(SEQUENCE, version + ber(OCTETS, b"public") + request) for version in versions)


def _snmp_answer(data: bytes, token: bytes) -> Reading | None:
    found = list(elements(data))
    is_answer = any(tag == RESPONSE for tag, _ in found) and (INTEGER, b"\0" + token[:3]) in found
    if not is_answer:
        return None
    texts = [content for tag, content in found if tag == OCTETS and content != b"public"]
    return Reading(served=True, told=printable(texts[-1]) if texts else "")


def _ipmi_answer(data: bytes, _token: bytes) -> Reading | None:
    if len(data) <= IPMI_STATUS or data[:1] != b"\x06" or data[IPMI_COMMAND] != CAPABILITIES:
        return None
    anonymous = "anonymous login" if data[IPMI_STATUS] & ANONYMOUS else ""
    return Reading(data[IPMI_COMPLETION] == 0, anonymous)


def _cldap_question() -> bytes:
    """The root of the directory, without any attribute."""
    zero, enumerated = ber(INTEGER, b"\0"), ber(0x0A, b"\0")
    everything = ber(OCTETS, b"") + enumerated * 2 + zero * 2 + ber(0x01, b"\0")
    search = everything + ber(0x87, b"objectClass") + ber(SEQUENCE, ber(OCTETS, b"1.1"))
    return ber(SEQUENCE, ber(INTEGER, b"\x01") + ber(SEARCH_REQUEST, search))


def _cldap_answer(data: bytes, _token: bytes) -> Reading | None:
    tags = {tag for tag, _ in elements(data)}
    return Reading(SEARCH_ENTRY in tags) if tags & {SEARCH_ENTRY, SEARCH_DONE} else None


def _bacnet_answer(data: bytes, _token: bytes) -> Reading | None:
    return Reading(served=True) if data.startswith(BACNET) else None


SERVICES = (
    UdpService("snmp", 161, _snmp_question, _snmp_answer),
    UdpService("cldap", 389, always(_cldap_question()), _cldap_answer),
    UdpService("ipmi", 623, always(IPMI_QUESTION), _ipmi_answer),
    UdpService("bacnet", 47808, always(BACNET_QUESTION), _bacnet_answer),
)
