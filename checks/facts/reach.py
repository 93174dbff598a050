"""Which web ports of which addresses accept a TCP connection, over IPv4 and IPv6 apart."""

from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen

PortAnswer = Literal["open", "refused", "timeout", "unreachable"]


class PortState(Frozen):
    """What a TCP connection to one port met."""

    port: int
    state: PortAnswer


class AddressReach(Frozen):
    """The web ports of one address."""

    address: str
    family: Literal[4, 6]
    ports: tuple[PortState, ...]
    connected_in: float | None = (
        None  # seconds that the quickest connection took; None: not measured, or none
    )

    @property
    def is_open(self) -> bool:
        """Whether any web port accepts."""
        return any(port.state == "open" for port in self.ports)


class WithheldAddress(Frozen):
    """An address of the name that was not connected to, as it is not a public one."""

    address: str
    scope: str  # "private", "loopback", "link-local" …


class ReachFacts(Frozen):
    """TCP reachability of every address of the host. ``ipv6_here``: this scanner proved its own IPv6."""

    kind: Literal["reach"] = "reach"
    version: Literal[1] = 1
    addresses: tuple[AddressReach, ...]
    ipv6_here: bool
    ipv6_proof: str = ""  # how it was proved, or why not
    withheld: tuple[WithheldAddress, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen

    def of_family(self, family: Literal[4, 6]) -> tuple[AddressReach, ...]:
        """The addresses of one family."""
        return tuple(reach for reach in self.addresses if reach.family == family)
