"""Starts every server of the estate."""

import ssl
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import socket
from typing import Literal

from inventory.clock import Clock
from scanner.lab.certificates.authority import Authority
from scanner.lab.connections.addresses import IPV6, TCP, UDP, has_ipv6
from scanner.lab.connections.client import ClientConnection
from scanner.lab.connections.listening import ClientFactory, Listeners
from scanner.lab.connections.tls import server_context
from scanner.lab.estate.host import Ipv6Mode, LabHost
from scanner.lab.estate.hosts import HOSTS
from scanner.lab.model import Lab, LabAddress
from scanner.lab.servers.dns import DnsOverTcp, DnsOverUdp
from scanner.lab.servers.pages import Site
from scanner.lab.servers.services import SERVICES, USUAL_PORTS
from scanner.lab.servers.web import Web
from scanner.lab.servers.zones import Zones, zones_of

Sides = tuple[tuple[Literal[4, 6], socket], ...]


async def start(listeners: Listeners, folder: Path, clock: Clock) -> Lab:
    """Start all of it; certificates are made afresh in the folder.

    Raises:
        ScannerError: there is no room on this machine's loopback network.

    """
    authority = Authority(clock())
    starter = Starter(listeners, authority, folder, clock, ipv6=has_ipv6())
    addresses = [await starter.host(host, listeners.network.host(index)) for index, host in enumerate(HOSTS)]
    zones = starter.zones()
    trust_anchor = folder / "brvt.test.ds"
    trust_anchor.write_text(zones.anchor)
    return Lab(
        resolver=(listeners.network.name_servers[0], await starter.name_servers(zones)),
        ca_file=authority.write_root(folder / "ca.pem"),
        trust_anchor=trust_anchor,
        ipv6=starter.ipv6,
        hosts={address.host: address for address in addresses},
    )


@dataclass(frozen=True)
class Starter:
    """Starts hosts one by one."""

    listeners: Listeners
    authority: Authority
    folder: Path
    clock: Clock
    ipv6: bool

    async def host(self, host: LabHost, ipv4: str) -> LabAddress:
        """The web ports over both families, and the services over IPv4."""
        https_port, https = self._web_port(ipv4)
        http_port, http = self._web_port(ipv4)
        context = self._context(host)
        site = partial(Site, host, https_port, http_port, self.clock)
        for family, at in _served(host, http):
            await self.listeners.tcp(at, _client(site(secure=False, family=family)))
        for family, at in _served(host, https) if host.web.https else ():
            await self.listeners.tcp(at, _client(site(secure=True, family=family)), context)
        return LabAddress(
            host=host.host,
            ipv4=ipv4,
            https_port=https_port,
            http_port=http_port,
            extra_ports=await self._services(host, ipv4),
        )

    def zones(self) -> Zones:
        """Every name of the lab."""
        unsigned = [host.name for host in HOSTS if not host.signed]
        return zones_of(self.listeners.network.name_servers, self._names(), self.clock(), unsigned)

    async def name_servers(self, zones: Zones) -> int:
        """Both name servers on one port, over UDP and TCP, on ::1 too."""
        servers = self.listeners.network.name_servers
        addresses = (*servers, *((IPV6,) if self.ipv6 else ()))
        wishes = [(address, kind) for address in addresses for kind in (TCP, UDP)]
        port, sockets = self.listeners.reserve(wishes)
        for (_, kind), at in zip(wishes, sockets, strict=True):
            if kind == TCP:
                await self.listeners.tcp(at, partial(DnsOverTcp, zones))
            else:
                await self.listeners.udp(at, partial(DnsOverUdp, zones))
        return port

    def _names(self) -> dict[str, tuple[str, ...]]:
        ipv4 = {host: self.listeners.network.host(index) for index, host in enumerate(HOSTS)}
        return {
            host.name: (address,) if host.ipv6 is Ipv6Mode.NONE else (address, IPV6)
            for host, address in ipv4.items()
        }

    def _web_port(self, ipv4: str) -> tuple[int, Sides]:
        # Over IPv6 the port is held even where nothing is to answer, so that nobody else answers there.
        wishes = [(ipv4, TCP), (IPV6, TCP)] if self.ipv6 else [(ipv4, TCP)]
        port, sockets = self.listeners.reserve(wishes)
        return port, tuple(zip((4, 6), sockets, strict=False))

    def _context(self, host: LabHost) -> ssl.SSLContext | None:
        if host.web.silent:
            return None
        chain = self.folder / f"{host.name}.pem"
        chain.touch(mode=0o600)
        chain.write_bytes(self.authority.leaf(host).pem())
        return server_context(host.tls, chain)

    async def _services(self, host: LabHost, ipv4: str) -> tuple[int, ...]:
        ports = []
        for kind in host.services:
            port, at = self.listeners.reserve_usual(ipv4, USUAL_PORTS[kind])
            await self.listeners.tcp(at, SERVICES[kind])
            ports.append(port)
        return tuple(ports)


def _client(site: Site) -> ClientFactory:
    return ClientConnection if site.host.web.silent else partial(Web, site)


def _served(host: LabHost, sides: Sides) -> Sides:
    without_ipv6 = host.ipv6 in (Ipv6Mode.NONE, Ipv6Mode.BROKEN)
    return tuple(side for side in sides if side[0] == 4 or not without_ipv6)  # noqa: PLR2004 - IPv4
