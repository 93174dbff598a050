"""TFTP (RFC 1350), memcached's UDP frames, the port mapper (RFC 1833) and CHARGEN (RFC 864)."""

import struct

from scanner.probes.udp.service import Reading, UdpService, always, printable

TFTP_READ, TFTP_DATA, TFTP_ERROR = b"\0\x01", b"\0\x03", b"\0\x05"
MEMCACHED_FRAME = bytes((0, 1, 0, 0, 0, 1, 0, 0))  # request 1, datagram 0 of 1
RPC_CALL = struct.Struct(">IIIIII")
PORT_MAPPER, VERSION, RPC_2 = 100_000, 2, 2
NO_CREDENTIALS = bytes(16)
RPC_REPLY, ACCEPTED = b"\0\0\0\x01", b"\0\0\0\0"


def _tftp_question(token: bytes) -> tuple[bytes, ...]:
    """A file that nobody has: an error is an answer to a stranger as well."""
    question = TFTP_READ + b"capdo-" + token.hex().encode() + b"\0octet\0"
    return question, question


def _tftp_answer(data: bytes, _token: bytes) -> Reading | None:
    return Reading(served=True) if data[:2] in (TFTP_DATA, TFTP_ERROR) else None


def _memcached_answer(data: bytes, _token: bytes) -> Reading | None:
    said = data[len(MEMCACHED_FRAME) :]
    return Reading(said.startswith(b"VERSION"), printable(said)) if data[:2] == MEMCACHED_FRAME[:2] else None


def _rpc_question(token: bytes) -> tuple[bytes, ...]:
    """The procedure that does nothing."""
    call = RPC_CALL.pack(int.from_bytes(token, "big"), 0, RPC_2, PORT_MAPPER, VERSION, 0) + NO_CREDENTIALS
    return call, call


def _rpc_answer(data: bytes, token: bytes) -> Reading | None:
    is_reply = data[:4] == token and data[4:8] == RPC_REPLY
    return Reading(data[8:12] == ACCEPTED) if is_reply else None


def _any_answer(data: bytes, _token: bytes) -> Reading | None:
    return Reading(served=True) if data else None


SERVICES = (
    UdpService("chargen", 19, always(b"\r\n"), _any_answer),
    UdpService("tftp", 69, _tftp_question, _tftp_answer, answers_from_other_port=True),
    UdpService("portmapper", 111, _rpc_question, _rpc_answer),
    UdpService("memcached", 11211, always(MEMCACHED_FRAME + b"version\r\n"), _memcached_answer),
)
