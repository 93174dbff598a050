"""The servers that take a domain's mail (RFC 5321, section 5.1), each asked as any mail server would."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from checks.facts.dns import DnsFacts
from checks.facts.extent import DETAIL_LENGTH, Part, Unseen
from checks.facts.names.dnssec import SecurityState
from checks.facts.reach import PortAnswer
from checks.facts.target import Absent, NotTested
from checks.facts.tls import ProtocolScan
from checks.model import Frozen, Reason

PORT_25 = "port 25 of every mail server timed out: perhaps this scanner's network lets none out to port 25"


class TlsaRecord(Frozen):
    """One TLSA record (RFC 6698, section 2.1); ``data`` is hexadecimal, in lower case."""

    usage: int
    selector: int
    matching: int
    data: str


class TlsaAnswer(Frozen):
    """What DNS says of the keys at port 25, and whether that holds; nothing is known with a ``failure``."""

    name: str = ""  # the TLSA base domain (RFC 7671, section 7): of the records that were found
    state: SecurityState = "insecure"
    records: tuple[TlsaRecord, ...] = ()
    failure: NotTested | None = None


class MailHost(Frozen):
    """One name in MX records, the preferred first, with the addresses that may be met."""

    name: str
    preference: int
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()  # of those, the ones that are not public: never connected to
    failure: NotTested | None = None  # why A or AAAA, or both, are not known
    unanswered: tuple[Literal["A", "AAAA"], ...] = ()
    tlsa: TlsaAnswer = TlsaAnswer()

    @property
    def names(self) -> DnsFacts:
        """What DNS says of it."""
        return DnsFacts(
            ipv4=self.ipv4, ipv6=self.ipv6, withheld=self.withheld, unanswered=tuple(self.unanswered)
        )

    @property
    def addresses(self) -> tuple[str, ...]:
        """Those that may be connected to."""
        return tuple(one for one in (*self.ipv4, *self.ipv6) if one not in self.withheld)


class ShownCertificate(Frozen):
    """A certificate as a mail server shows it; the digests are hexadecimal, None of a key that is unreadable.

    ``certifies``: the places in the chain of those that its key signed, where it is an authority's.
    """

    subject: str
    not_before: datetime
    not_after: datetime
    dns_names: tuple[str, ...] = ()
    sha256: str
    sha512: str
    key_sha256: str | None = None
    key_sha512: str | None = None
    certifies: tuple[int, ...] = ()
    is_sent: bool = True  # by the server; False: it stands whole in a TLSA record (RFC 7671, 5.2)


class NamedChains(Frozen):
    """What a server shows to whoever asks for it by one name of its, with the trust anchors that DNS has."""

    name: str
    chains: tuple[tuple[ShownCertificate, ...], ...] = ()
    failure: NotTested | None = None


class MailTls(Frozen):
    """What a mail server accepts after STARTTLS, SSL 3.0 and newer, and every chain that it showed."""

    kind: Literal["mail_tls"] = "mail_tls"
    versions: tuple[ProtocolScan, ...]
    chains: tuple[tuple[ShownCertificate, ...], ...] = ()


class MailServer(Frozen):
    """What stands at one address, whatever names lead there. ``tls`` is ``Absent`` without STARTTLS."""

    address: str
    asked_as: str = ""  # the name that was said in TLS
    port: PortAnswer
    tls: Annotated[MailTls | Absent | NotTested, Field(discriminator="kind")]
    by_name: tuple[NamedChains, ...] = ()  # where the name matters: of those with TLSA records


class MailServerFacts(Frozen):
    """Of the domain that has the host's own name: where its mail goes, and how safely it gets there."""

    kind: Literal["mail_servers"] = "mail_servers"
    version: Literal[1] = 1
    domain: str
    security: SecurityState = "insecure"  # of its MX records
    hosts: tuple[MailHost, ...] = ()
    servers: tuple[MailServer, ...] = ()  # each address once
    ipv6_here: bool = False  # this scanner proved its own IPv6; looked into where a server has an address
    ipv6_proof: str = ""
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return (*self.unseen, *(one for host in self.hosts for one in self._missing_of(host)))

    def servers_of(self, host: MailHost) -> tuple[MailServer, ...]:
        """Those that its name leads to and that were tried."""
        return tuple(one for one in self.servers if one.address in host.addresses)

    @property
    def silence(self) -> NotTested | None:
        """Why nothing is known of any server: none accepted a connection; None: one did."""
        if any(one.port == "open" for one in self.servers):
            return None
        if not self.servers:
            return self._no_address()
        if all(one.port == "timeout" for one in self.servers):
            return NotTested(reason=Reason.TIMEOUT, detail=PORT_25)
        return NotTested(reason=Reason.UNREACHABLE, detail=_met(self.servers))

    def _no_address(self) -> NotTested:
        for one in self.unseen:
            if one.part is Part.MX_REACHED:  # they were not to be met
                return NotTested(reason=one.reason, detail=one.detail)
        failures = (one.failure for one in self.hosts if one.failure is not None)
        withheld = [address for one in self.hosts for address in one.withheld]
        nowhere = NotTested(reason=Reason.DNS_FAILURE, detail="no mail server has an address")
        if withheld:
            told = f"not connected to: mail servers at {', '.join(withheld)}"
            nowhere = NotTested(reason=Reason.PRIVATE_ADDRESS, detail=told[:DETAIL_LENGTH])
        return next(failures, nowhere)

    def _missing_of(self, host: MailHost) -> Iterator[Unseen]:
        if host.failure is not None:
            yield _unseen(Part.MX_ADDRESSES, host.failure)
        if host.tlsa.failure is not None:
            yield _unseen(Part.MX_TLSA, host.tlsa.failure)
        if host.withheld and not host.addresses:
            told = f"{host.name}: not connected to: {', '.join(host.withheld)}"[:DETAIL_LENGTH]
            yield Unseen(part=Part.MX_TLS, reason=Reason.PRIVATE_ADDRESS, detail=told)
        yield from _unseen_tls(host.name, self.servers_of(host))
        yield from self._out_of_reach(host)

    def _out_of_reach(self, host: MailHost) -> Iterator[Unseen]:
        """IPv6 addresses of a server that was met over IPv4 by a scanner that has no IPv6 of its own."""
        closed = [one.address for one in self.servers_of(host) if one.port != "open" and ":" in one.address]
        if closed and not self.ipv6_here and any(one.port == "open" for one in self.servers_of(host)):
            told = f"{host.name}: {', '.join(closed)}"[:DETAIL_LENGTH]
            yield Unseen(part=Part.MX_TLS, reason=Reason.NO_IPV6_HERE, detail=told)


def _unseen_tls(name: str, servers: tuple[MailServer, ...]) -> Iterator[Unseen]:
    """A server that accepts no connection is no matter where the name has another one that does."""
    accepting = [one for one in servers if one.port == "open"]
    if servers and not accepting:
        told = f"{name}: {_met(servers)}"[:DETAIL_LENGTH]
        silent = all(one.port == "timeout" for one in servers)
        yield Unseen(part=Part.MX_TLS, reason=Reason.TIMEOUT if silent else Reason.UNREACHABLE, detail=told)
    for one in accepting:
        if isinstance(one.tls, NotTested):
            yield _unseen(Part.MX_TLS, one.tls)
        elif isinstance(one.tls, MailTls):
            for scan in one.tls.versions:
                if scan.status == "not_tested":
                    told = f"{one.address}: {scan.version}: {scan.detail}"[:DETAIL_LENGTH]
                    yield Unseen(part=Part.MX_TLS, reason=scan.reason or Reason.BLOCKED, detail=told)


def _met(servers: tuple[MailServer, ...]) -> str:
    listed = ", ".join(f"{one.address} {one.port}" for one in servers)
    return f"port 25: {listed}"[:DETAIL_LENGTH]


def _unseen(part: Part, failure: NotTested) -> Unseen:
    return Unseen(part=part, reason=failure.reason, detail=failure.detail)
