"""Why TLS could not begin."""

from inventory.safe_text import visible
from scanner.probes.tls.wire.records import MalformedError

DETAIL_LENGTH = 200


class StartTlsError(MalformedError):
    """The server did not get as far as TLS; the message is bounded and printable."""

    def __init__(self, what: str, said: bytes = b"") -> None:
        text = said.strip().decode("ascii", "backslashreplace")
        super().__init__(f"{what}: {visible(text)}"[:DETAIL_LENGTH] if said else what[:DETAIL_LENGTH])


class NotOfferedError(StartTlsError):
    """The server speaks the protocol, and has no TLS on this port: a fact, not a failure."""


class GarbledError(StartTlsError):
    """The server does not speak the protocol, breaks its rules, or hung up."""
