"""What counts as an answer of a server, whichever question it was asked."""

from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight

NoAnswer = ServerTimeoutError | UnreachableError


def is_answered(answer: object) -> bool:
    """Whether it tells what was asked: not cut off, and a refusal only with an alert."""
    match answer:
        case FirstFlight(is_whole=whole):
            return whole
        case HandshakeRefusal(alert=alert):
            return alert is not None
        case EncryptedFlight(chain=chain):
            return bool(chain.certificates)
    return False


def is_silence(answer: object) -> bool:
    """Whether nothing came in time."""
    return isinstance(answer, ServerTimeoutError)


def has_flight(answer: object) -> bool:
    """Whether the server has begun to answer as to an offer that it takes."""
    return isinstance(answer, FirstFlight | EncryptedFlight)
