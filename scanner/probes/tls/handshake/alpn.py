"""Which application protocols a server agrees to (RFC 7301), learned from hellos that are sent anyway."""

from collections.abc import Sequence
from dataclasses import dataclass, field

OFFERED = ("h2", "http/1.1")
NO_APPLICATION_PROTOCOL = 120  # the alert of a server that would take none of them (RFC 7301, 3.2)
PROTOCOL_VERSION = 70  # the alert of a server that has newer versions only (RFC 5246, E.1)


@dataclass
class Alpn:
    """A server names one protocol a connection: after both were offered, the other is offered alone.

    ``known``: a handshake told about ALPN at all.
    """

    agreed: list[str] = field(default_factory=list)
    known: bool = False
    _left: list[str] = field(default_factory=lambda: list(OFFERED))

    def offer(self) -> tuple[str, ...]:
        """What the next hello offers; nothing once all is known."""
        return tuple(self._left)

    def heard(self, offered: Sequence[str], chosen: str | None) -> None:
        """A handshake went well after this offer."""
        if not offered or tuple(offered) != self.offer():
            return  # another hello, at the same time, told it already
        self.known = True
        if chosen in self._left:
            self.agreed.append(chosen)
            self._left.remove(chosen)
        else:
            self._left.clear()

    def refused(self, offered: Sequence[str], alert: int | None) -> bool:
        """Whether a refusal may be for want of a common protocol, so that the same is to be asked without."""
        if not offered or alert == PROTOCOL_VERSION:
            return False
        self.known = self.known or alert == NO_APPLICATION_PROTOCOL
        self._left.clear()
        return True
