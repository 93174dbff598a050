"""Which application protocols a server agrees to (RFC 7301), learned from hellos that are sent anyway."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.wire.codes import AlertDescription

PROTOCOLS = ("h2", "http/1.1")


@dataclass
class AlpnNegotiation:
    """A server names one protocol a connection: after both were offered, the other is offered alone.

    ``is_known``: a handshake told about ALPN at all.
    """

    agreed: list[str] = field(default_factory=list)
    is_known: bool = False
    _untested: list[str] = field(default_factory=lambda: list(PROTOCOLS))

    def next_offer(self) -> tuple[str, ...]:
        """What the next hello offers; nothing once all is known."""
        return tuple(self._untested)

    def accepted(self, offered: Sequence[str], selected: str | None) -> None:
        """A handshake with this offer succeeded."""
        if not offered or tuple(offered) != self.next_offer():
            return  # another hello, at the same time, told it already
        self.is_known = True
        if selected in self._untested:
            self.agreed.append(selected)
            self._untested.remove(selected)
        else:
            self._untested.clear()

    def may_be_refused(self, offered: Sequence[str], alert: int | None) -> bool:
        """Whether a refusal may be for want of a common protocol, so that the same is to be asked without."""
        return bool(offered) and alert != AlertDescription.PROTOCOL_VERSION

    def refused(self, offered: Sequence[str]) -> None:
        """For want of a common protocol: the same was accepted without this offer, or an alert said so."""
        self.is_known = True
        if tuple(offered) == self.next_offer():
            self._untested.clear()
