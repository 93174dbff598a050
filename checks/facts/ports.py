"""Which TCP ports are open, and what answers there."""

from typing import Literal

from checks.model import Frozen


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

    @property
    def open_ports(self) -> tuple[tuple[str, OpenPort], ...]:
        """Every open port with its address."""
        return tuple((entry.address, port) for entry in self.addresses for port in entry.open_ports)
