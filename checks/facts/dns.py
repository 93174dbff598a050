"""What the domain name system says of a host (RFC 1035, 3596, 8659)."""

from typing import Literal

from checks.facts.extent import DETAIL_LENGTH, Part, Unseen
from checks.model import Frozen, Reason


class NameServer(Frozen):
    """One name server of the host's zone, with its addresses."""

    name: str
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()


class MailExchange(Frozen):
    """One MX record; a null MX (RFC 7505) has the exchange ``.``."""

    preference: int
    exchange: str


class CaaRecord(Frozen):
    """One CAA record (RFC 8659)."""

    flags: int
    tag: str
    value: str


class DnsFacts(Frozen):
    """Records of a host and of the zone it lies in. For an address target only the address is filled in."""

    kind: Literal["dns"] = "dns"
    version: Literal[1] = 1
    status: Literal["NOERROR", "NXDOMAIN", "ADDRESS"] = "NOERROR"  # ADDRESS: the target is an address
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    cname_chain: tuple[str, ...] = ()
    zone: str | None = None  # apex of the zone that holds the host
    name_servers: tuple[NameServer, ...] = ()
    mail_exchanges: tuple[MailExchange, ...] = ()
    txt: tuple[str, ...] = ()
    caa: tuple[CaaRecord, ...] = ()
    has_ds: bool | None = None  # None: not answered
    # Record types whose query failed: could not tell, not "none". NS:A and NS:AAAA: of some name server.
    unanswered: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()  # what kept A or AAAA from being answered, such as "A of x: SERVFAIL"
    withheld: tuple[str, ...] = ()  # addresses that were not connected to, as they are not public ones
    unseen: tuple[Unseen, ...] = ()
    addresses_only: bool = False  # nothing but A and AAAA was asked for: no selected check reads the rest

    @property
    def gone(self) -> str | None:
        """Where the name's chain of aliases ends in a name that does not exist; None: it does not."""
        return self.cname_chain[-1] if self.status == "NXDOMAIN" and self.cname_chain else None

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole: addresses whose query failed, among them."""
        kinds = {"A": Part.DNS_IPV4, "AAAA": Part.DNS_IPV6}
        lost = (kinds[kind] for kind in self.unanswered if kind in kinds)
        why = "; ".join(self.failures)[:DETAIL_LENGTH]
        return (*self.unseen, *(Unseen(part=part, reason=Reason.DNS_FAILURE, detail=why) for part in lost))
