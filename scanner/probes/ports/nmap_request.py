"""What nmap is asked for: numbers and an address, nothing that a server could have said."""

from ipaddress import IPv4Address, IPv6Address
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from checks.model import Frozen

TRIES = 2  # a port that kept silent is asked once more


def _without_scope(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise ValueError("an address with a scope id cannot be scanned")  # it may hold any text
    return address


ScanAddress = Annotated[IPv4Address | IPv6Address, AfterValidator(_without_scope)]
CHECKED: TypeAdapter[tuple[ScanAddress, ...]] = TypeAdapter(tuple[ScanAddress, ...])


class NmapRequest(Frozen):
    """One run of nmap."""

    address: ScanAddress | None  # None: no scan, only which ports are the most common
    ports: tuple[int, ...] = ()
    common: int = 0  # how many of the most common ports to name
    slots: int = 1  # connections that may be open at once
    seconds: float = 1.0
    patience: int = 1_000  # milliseconds to wait for an answer, until nmap has learned better
    services: bool = False  # ask what answers there
