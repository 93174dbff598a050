"""Where a running lab is."""

from collections.abc import Mapping
from pathlib import Path

from checks.model import Frozen


class LabAddress(Frozen):
    """One host: its IPv4 address, its web ports (the same on ::1), and the ports of its other services."""

    host: str
    ipv4: str
    https_port: int
    http_port: int
    extra_ports: tuple[int, ...] = ()


class Lab(Frozen):
    """A running lab. ``resolver`` is the address and port of its name server; hosts go by full name."""

    resolver: tuple[str, int]
    ca_file: Path  # its root certificate, PEM
    trust_anchor: Path  # of its signed zone: a DS record
    ipv6: bool  # False: this machine has no ::1, and nothing is served over IPv6
    hosts: Mapping[str, LabAddress]

    @property
    def service_ports(self) -> frozenset[int]:
        """The ports of every service besides the web."""
        return frozenset(port for address in self.hosts.values() for port in address.extra_ports)
