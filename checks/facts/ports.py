"""Which TCP ports are open, and what answers there."""

from typing import Literal

from checks.facts.extent import Part, Unseen
from checks.model import Frozen, Reason


class OpenPort(Frozen):
    """One open port; names as nmap's service table gives them, bounded. ``service`` is "" when unknown."""

    port: int
    service: str = ""
    product: str = ""
    version: str = ""
    tls: bool = False  # the service was reached through TLS
    identified: bool = False  # by its answer, not only by its number


class AddressPorts(Frozen):
    """The open ports of one address."""

    address: str
    open_ports: tuple[OpenPort, ...] = ()


class PortFacts(Frozen):
    """A TCP connect scan of the listed ports."""

    kind: Literal["ports"] = "ports"
    version: Literal[1] = 1
    addresses: tuple[AddressPorts, ...]
    ports_tried: int
    scanner: str = ""
    untested: tuple[str, ...] = ()  # addresses of which nothing is known: their scan did not succeed
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole: ports not tried in time, and addresses not scanned at all."""
        unscanned = (
            Unseen(part=Part.PORTS_TRIED, reason=Reason.INCOMPLETE, detail=f"{address} was not scanned")
            for address in self.untested
        )
        return (*self.unseen, *unscanned)

    @property
    def open_ports(self) -> tuple[tuple[str, OpenPort], ...]:
        """Every open port with its address."""
        return tuple((entry.address, port) for entry in self.addresses for port in entry.open_ports)
