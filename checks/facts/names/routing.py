"""From where the addresses that a name depends on are announced, by tables that the officer imported."""

from datetime import date
from typing import Literal

from checks.facts.extent import Unseen
from checks.facts.target import NotTested
from checks.model import Frozen, Reason

Validity = Literal["valid", "invalid", "not_found"]  # RFC 6811, section 2
NO_VRPS = NotTested(
    reason=Reason.NOT_REQUESTED, detail="no VRPs of RPKI are set: capdo settings set rpki.vrps"
)


class ImportedTable(Frozen):
    """Of which day, and of which files (their SHA-256, hexadecimal, separated by blanks)."""

    day: date
    sha256: str


class RouteOrigin(Frozen):
    """A network (AS) that announces a prefix. ``validity`` None: no VRPs were imported."""

    asn: int
    validity: Validity | None = None


class AddressRoute(Frozen):
    """One address; without a ``prefix`` the table has no route to it."""

    address: str
    prefix: str | None = None  # the most specific
    origins: tuple[RouteOrigin, ...] = ()


class RoutingFacts(Frozen):
    """Of every public address of the host, its zone's name servers and its mail servers."""

    kind: Literal["routing"] = "routing"
    version: Literal[1] = 1
    routes: ImportedTable
    vrps: ImportedTable | NotTested = NO_VRPS
    addresses: tuple[AddressRoute, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen

    def origins_of(self, address: str) -> frozenset[int]:
        """The networks that announce an address; empty: not known."""
        found = (one for one in self.addresses if one.address == address)
        return frozenset(origin.asn for one in found for origin in one.origins)
