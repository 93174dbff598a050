"""A ClientHello (RFC 8446 section 4.1.2) that servers of every age answer, to learn whether TLS is spoken."""

import os
import struct

SUITES = (
    *(0x1301, 0x1302, 0x1303),  # TLS 1.3
    *(0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0x009E, 0x009F),  # ephemeral, authenticated encryption
    *(0xC023, 0xC027, 0xC024, 0xC028, 0xC009, 0xC013, 0xC00A, 0xC014, 0x0033, 0x0039),  # ephemeral, CBC
    *(0x009C, 0x009D, 0x003C, 0x003D, 0x002F, 0x0035),  # RSA key exchange
    *(0xC008, 0xC012, 0x0016, 0x000A, 0xC007, 0xC011, 0x0005, 0x0004),  # 3DES and RC4
    0x00FF,  # secure renegotiation is known (RFC 5746)
)
VERSIONS = (0x0304, 0x0303, 0x0302, 0x0301)
GROUPS = (0x001D, 0x0017, 0x0018, 0x0019, 0x0100)  # x25519, P-256, P-384, P-521, ffdhe2048
SIGNATURES = (0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0807, 0x0203, 0x0201)


def client_hello(server_name: str | None) -> bytes:
    """One record. TLS 1.3 is offered without a key share, so that the server answers with a retry request."""
    extensions = [(10, _sized(_shorts(GROUPS))), (11, b"\x01\x00"), (13, _sized(_shorts(SIGNATURES)))]
    extensions += [(43, _sized(_shorts(VERSIONS), "B")), (51, _sized(b""))]
    if server_name is not None:
        extensions.insert(0, (0, _sized(b"\x00" + _sized(server_name.encode("ascii")))))
    body = b"".join(struct.pack("!H", kind) + _sized(value) for kind, value in extensions)
    session, suites = _sized(os.urandom(32), "B"), _sized(_shorts(SUITES))
    hello = b"\x03\x03" + os.urandom(32) + session + suites + b"\x01\x00" + _sized(body)
    handshake = b"\x01\x00" + _sized(hello)  # a length of three bytes, the first of which is 0
    return b"\x16\x03\x01" + _sized(handshake)


def _shorts(values: tuple[int, ...]) -> bytes:
    return struct.pack(f"!{len(values)}H", *values)


def _sized(value: bytes, width: str = "H") -> bytes:
    return struct.pack(f"!{width}", len(value)) + value
