"""The lab's zones: brvt.test, signed as it starts, and below it one that nobody has signed."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import dns.dnssec
import dns.name
import dns.rdatatype
import dns.rrset
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec
from dns.dnssectypes import Algorithm
from dns.rdtypes.dnskeybase import Flag

from scanner.lab.estate.host import DOMAIN

BEFORE, AFTER = timedelta(days=1), timedelta(days=30)  # a lab runs for minutes, on a clock that may be wrong
TOP = """$TTL 60
@ SOA ns1.{domain}. attt.{domain}. 1 3600 600 86400 60
@ NS ns1.{domain}.
@ NS ns2.{domain}.
"""
OF_HOST = '{name} MX 0 .\n{name} TXT "v=spf1 -all"\n{name} CAA 0 issue "ca.{domain}"\n'
POLICY = '_dmarc TXT "v=DMARC1; p=reject"\n'
Hosts = Mapping[str, tuple[str, ...]]  # addresses by the first label


@dataclass(frozen=True)
class LabZone:
    """One zone; ``chain`` has the names with an NSEC record in their order, none where it is not signed."""

    origin: dns.name.Name
    records: dns.zone.Zone
    chain: tuple[dns.name.Name, ...]

    def denying(self, name: dns.name.Name) -> Iterator[dns.rrset.RRset]:
        """What proves that a name lacks something, or that neither it nor a wildcard exists (RFC 4035)."""
        for denied in dict.fromkeys((name, self._wildcard_of(name))) if self.chain else ():
            # Names compare in the canonical order (RFC 4034, 6.1).
            before = self.chain[bisect_right(self.chain, denied) - 1]
            yield self.records.find_rrset(before, dns.rdatatype.NSEC)

    def _wildcard_of(self, name: dns.name.Name) -> dns.name.Name:
        """What would have answered for a name that does not exist; the name itself, where it does."""
        if self.records.get_node(name) is not None:
            return name
        while self.records.get_node(name) is None:
            name = name.parent()
        return dns.name.Name((b"*", *name.labels))


@dataclass(frozen=True)
class Zones:
    """What the name servers answer from, and the trust anchor of what is signed, as a line of a file."""

    every: tuple[LabZone, ...]
    anchor: str

    def holding(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType) -> LabZone | None:
        """The zone that answers a question; DS records are of the one above (RFC 4035, 3.1.4.1)."""
        found = sorted((one for one in self.every if name.is_subdomain(one.origin)), key=_depth)
        if rdtype == dns.rdatatype.DS and len(found) > 1 and found[-1].origin == name:
            found.pop()
        return found[-1] if found else None


def _depth(zone: LabZone) -> int:
    return len(zone.origin)


def zones_of(name_servers: Iterable[str], hosts: Hosts, now: datetime, unsigned: Iterable[str] = ()) -> Zones:
    """The zones.

    Args:
        name_servers: the IPv4 addresses of ns1, ns2 …, each of which has ``::1`` too.
        hosts: every host.
        now: signatures hold for a month from here.
        unsigned: the hosts that have a zone of their own, which is not signed.

    """
    apart = {*unsigned}
    servers = {f"ns{number}": (ipv4, "::1") for number, ipv4 in enumerate(name_servers, start=1)}
    lines = [TOP, OF_HOST.format(name="@", domain=DOMAIN), POLICY]
    lines += [_addresses(name, of) for name, of in servers.items()]
    lines += [_host(name, of) for name, of in hosts.items() if name not in apart]
    lines += [f"{name} NS ns1\n{name} NS ns2\n" for name in hosts if name in apart]
    signed = _parsed("".join(lines), DOMAIN)
    anchor = _sign(signed, now)
    own = [_parsed(TOP + _host("@", of), f"{name}.{DOMAIN}") for name, of in hosts.items() if name in apart]
    return Zones(tuple(_lab_zone(zone) for zone in (signed, *own)), anchor)


def _lab_zone(zone: dns.zone.Zone) -> LabZone:
    assert zone.origin is not None  # noqa: S101 - for mypy: it was given
    chain = sorted(name for name in zone.nodes if zone.get_rdataset(name, dns.rdatatype.NSEC))
    return LabZone(zone.origin, zone, tuple(chain))


def _host(name: str, addresses: Iterable[str]) -> str:
    return _addresses(name, addresses) + OF_HOST.format(name=name, domain=DOMAIN)


def _addresses(name: str, addresses: Iterable[str]) -> str:
    return "".join(f"{name} {'AAAA' if ':' in address else 'A'} {address}\n" for address in addresses)


def _parsed(text: str, origin: str) -> dns.zone.Zone:
    return dns.zone.from_text(text.replace("{domain}", DOMAIN), origin=f"{origin}.", relativize=False)


def _sign(zone: dns.zone.Zone, now: datetime) -> str:
    """Sign with a new key; the DS record that it is known by, as a line of a file."""
    private = ec.generate_private_key(ec.SECP256R1())
    key = dns.dnssec.make_dnskey(private.public_key(), Algorithm.ECDSAP256SHA256, flags=Flag.ZONE | Flag.SEP)
    with zone.writer() as changes:
        dns.dnssec.sign_zone(zone, changes, [(private, key)], inception=now - BEFORE, expiration=now + AFTER)
    return f"{zone.origin} IN DS {dns.dnssec.make_ds(f'{DOMAIN}.', key, 'SHA256')}\n"
