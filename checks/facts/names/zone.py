"""The zone that a host lies in, as its parent and each of its name servers tell of it (RFC 1034, 9471)."""

from typing import Literal

from checks.facts.dns import NameServer
from checks.facts.extent import Unseen
from checks.facts.target import NotTested
from checks.model import Frozen, Reason

TRANSFER_NOT_ASKED = NotTested(reason=Reason.NOT_REQUESTED, detail="no zone transfer was asked for")


class ServerAnswer(Frozen):
    """What one address of a name server answers of the zone, asked directly and without recursion.

    lame: it answers, and not as an authority on the zone. withheld: it is no public address, and not asked.
    """

    server: str
    address: str
    state: Literal["authoritative", "lame", "silent", "withheld"]
    serial: int | None = None  # of the SOA record
    detail: str = ""  # what was answered instead, or why nothing


class ParentSide(Frozen):
    """What the parent zone's servers say of the delegation."""

    zone: str
    name_servers: tuple[str, ...]
    glue: tuple[NameServer, ...] = ()  # of the name servers that lie within the zone itself


class RecordTarget(Frozen):
    """A name that a record of the host or its zone leads to.

    gone: it does not exist (NXDOMAIN). unregistered: nor does the domain that somebody would register.
    """

    kind: Literal["CNAME", "NS", "MX"]
    name: str
    state: Literal["exists", "gone", "unregistered"]


class TransferAnswer(Frozen):
    """What one name server did when it was asked for the whole zone (AXFR, RFC 5936)."""

    server: str
    address: str
    state: Literal["open", "refused", "silent"]


class ZoneFacts(Frozen):
    """Of the zone whose apex is ``apex``; a host's own records are in ``DnsFacts``."""

    kind: Literal["zone"] = "zone"
    version: Literal[1] = 1
    apex: str
    servers: tuple[ServerAnswer, ...] = ()
    name_servers: tuple[str, ...] = ()  # as the zone itself has them
    addresses: tuple[NameServer, ...] = ()  # of these, as the resolver tells
    parent: ParentSide | None = None  # None: not told
    targets: tuple[RecordTarget, ...] = ()
    wildcard: bool | None = None  # whether a name that nobody made exists; None: not told
    transfers: tuple[TransferAnswer, ...] | NotTested = TRANSFER_NOT_ASKED
    ipv6_here: bool = False  # this scanner proved its own IPv6
    ipv6_proof: str = ""
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
