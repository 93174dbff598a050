"""What UDP services answer to one small question each, asked as any stranger could.

UDP has no connection: silence may be a closed port behind a firewall, a lost datagram, or a service that
keeps quiet. It is told as silence, and never as closed.
"""

from typing import Literal

from checks.facts.extent import DETAIL_LENGTH, Part, Unseen
from checks.facts.target import NotTested
from checks.model import Frozen, Reason

NOT_ASKED = "not asked"
# open: it served a stranger; guarded: it answered, and served nothing; closed: the host says that nothing
# listens (ICMP port unreachable, RFC 1122 section 3.2.2.1); silent: no answer at all.
UdpState = Literal["open", "guarded", "closed", "silent"]


class UdpAnswer(Frozen):
    """One service: ``sent`` datagrams of ``bytes_sent``, and what came back to the one that was answered."""

    service: str  # the name by which the check knows it: "snmp", "ntp_monlist" …
    port: int
    state: UdpState
    sent: int
    bytes_sent: int = 0  # of the question that was answered
    bytes_received: int = 0
    told: str = ""  # what the answer says of itself, bounded; no secret, nothing of a person

    @property
    def amplification(self) -> float:
        """How many times as long as the question the answer is; 0 without one."""
        return self.bytes_received / self.bytes_sent if self.bytes_sent else 0.0


class AddressUdp(Frozen):
    """The services of one address."""

    address: str
    answers: tuple[UdpAnswer, ...] = ()
    unasked: tuple[str, ...] = ()  # services for which there was no time
    failure: NotTested | None = None  # nothing was asked here, and why


class UdpFacts(Frozen):
    """One or two datagrams to each service of each address. At least one address has no failure."""

    kind: Literal["udp"] = "udp"
    version: Literal[1] = 1
    addresses: tuple[AddressUdp, ...]
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return (*self.unseen, *(lost for entry in self.addresses if (lost := _lost(entry)) is not None))

    @property
    def scanned(self) -> tuple[str, ...]:
        """Every address that was to be asked, each once."""
        return tuple(dict.fromkeys(entry.address for entry in self.addresses))

    def at(self, address: str) -> "UdpFacts | NotTested":
        """What one of them answered, or why nothing can be told of it."""
        own = tuple(entry for entry in self.addresses if entry.address == address)
        if not own:
            return NotTested(reason=Reason.INCOMPLETE, detail=NOT_ASKED)
        return own[0].failure or self.model_copy(update={"addresses": own})

    def in_state(self, *states: UdpState) -> tuple[tuple[str, UdpAnswer], ...]:
        """Every answer in one of these states, with its address."""
        return tuple(
            (entry.address, answer)
            for entry in self.addresses
            for answer in entry.answers
            if answer.state in states
        )


def _lost(entry: AddressUdp) -> Unseen | None:
    if entry.failure is not None:
        detail = f"{entry.address}: {entry.failure.detail}"
        return Unseen(part=Part.UDP_ASKED, reason=entry.failure.reason, detail=detail[:DETAIL_LENGTH])
    if not entry.unasked:
        return None
    detail = f"{entry.address}: not asked in time: {', '.join(entry.unasked)}"
    return Unseen(part=Part.UDP_ASKED, reason=Reason.TIMEOUT, detail=detail[:DETAIL_LENGTH])
