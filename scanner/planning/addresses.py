"""Which of a name's addresses may be connected to, and in which order they are looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.addresses import scope
from checks.facts import DnsFacts, NotTested, Part, ReachFacts, Unseen, WithheldAddress
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.addresses import IPV4, IPV6, family, is_connectable

ADDRESSES_A_FAMILY = 4
NOWHERE = ("unspecified", "multicast")  # no host has such an address
INSIDE = ("private", "shared")  # RFC 1918, 4193 and 6598: networks behind the public one
THIS_MACHINE = ("test", "localhost")  # RFC 6761, 6.2 and 6.3: names that public DNS never has


def permitted(
    names: DnsFacts, host: str, *, private: bool = False
) -> tuple[DnsFacts, tuple[WithheldAddress, ...]]:
    """The addresses that may be connected to, and those that may not.

    Whoever writes a zone decides what its names point to, so a name leads only to the public Internet: not to
    the scanner itself, its neighbours or its provider's inside. An address that was typed, here or into the
    inventory, is meant. Names for this machine and for tests (RFC 6761) may lead to this machine.

    Args:
        names: what DNS says of the host.
        host: the name.
        private: whether the inventory or the command says that the host stands in a private network.

    """
    withheld = tuple(
        WithheldAddress(address=address, scope=scope(address))
        for address in (*names.ipv4, *names.ipv6)
        if not (_may_be_met(address, host, private=private) or _is_typed(address, names))
    )
    refused = {entry.address for entry in withheld}
    kept = {
        kind: tuple(address for address in getattr(names, kind) if address not in refused)
        for kind in ("ipv4", "ipv6")
    }
    return names.model_copy(update=kept), withheld


def _may_be_met(address: str, host: str, *, private: bool) -> bool:
    reaches = scope(address)
    if reaches == "loopback":
        return host.rpartition(".")[2] in THIS_MACHINE
    return reaches == "global" or (private and reaches in INSIDE)


def _is_typed(address: str, names: DnsFacts) -> bool:
    return names.status == "ADDRESS" and scope(address) not in NOWHERE


def not_public(withheld: Iterable[WithheldAddress]) -> NotTested:
    """Why a name is not looked at that has no other address."""
    listed = ", ".join(f"{entry.address} ({entry.scope})" for entry in withheld)
    return NotTested(
        reason=Reason.PRIVATE_ADDRESS, detail=f"not connected to: the name points to {listed}"[:DETAIL_LENGTH]
    )


@dataclass(frozen=True, kw_only=True)
class AddressChoice:
    """The addresses to look at, of each family the ones that answer first.

    Attributes:
        ipv4: at most four; where none is known to answer, the first alone.
        ipv6: likewise.
        first: the one that is looked at in full; IPv4 before IPv6, an open HTTPS port before a closed one.
        others: those known to answer besides it.
        to_scan: for a port scan, which may find something where no web server is.
        unseen: the answering addresses that are one too many, and those of which DNS told nothing.

    """

    ipv4: tuple[str, ...]
    ipv6: tuple[str, ...]
    first: str
    others: tuple[str, ...]
    to_scan: tuple[str, ...] = ()
    unseen: tuple[Unseen, ...] = ()


def choose(names: DnsFacts, reached: ReachFacts | NotTested, https_port: int) -> AddressChoice:
    """Choose among addresses that may be connected to; there is at least one.

    A dead address stands aside for those that live: it is told in the facts of reach.
    """
    living = _living(reached, https_port)
    ipv4, ipv6 = (_of_family(names, version, living) for version in (IPV4, IPV6))
    candidates = [address for address in (*ipv4, *ipv6) if address in living]
    first = candidates[0] if candidates else (*ipv4, *ipv6)[0]
    return AddressChoice(
        ipv4=ipv4,
        ipv6=ipv6,
        first=first,
        others=tuple(address for address in candidates if address != first),
        to_scan=tuple(_to_scan(names.ipv4, living) + _to_scan(names.ipv6, living)),
        unseen=(*_unasked(names), *_unseen(names, reached, candidates)),
    )


def _living(reached: ReachFacts | NotTested, https_port: int) -> list[str]:
    """Those that accept on a web port, the HTTPS port first."""
    if isinstance(reached, NotTested):
        return []
    is_closed = {
        entry.address: all(port.port != https_port or port.state != "open" for port in entry.ports)
        for entry in reached.addresses
        if entry.is_open
    }
    return sorted(is_closed, key=is_closed.__getitem__)


def _of_family(names: DnsFacts, version: int, living: list[str]) -> tuple[str, ...]:
    known = names.ipv4 if version == IPV4 else names.ipv6
    alive = tuple(address for address in living if family(address) == version)
    connectable = tuple(address for address in known if is_connectable(address))
    return alive[:ADDRESSES_A_FAMILY] or connectable[:1] or known[:1]


def _to_scan(known: Iterable[str], living: list[str]) -> list[str]:
    return sorted(known, key=lambda address: address not in living)[:ADDRESSES_A_FAMILY]


def _unasked(names: DnsFacts) -> Iterator[Unseen]:
    """The addresses of a family of which DNS told nothing: what stands there was not seen."""
    if kinds := [kind for kind in ("A", "AAAA") if kind in names.unanswered]:
        detail = "; ".join(names.failures) or f"the {kinds[0]} query got no answer from DNS"
        yield Unseen(part=Part.ADDRESSES, reason=Reason.DNS_FAILURE, detail=detail[:DETAIL_LENGTH])


def _unseen(
    names: DnsFacts, reached: ReachFacts | NotTested, candidates: Iterable[str]
) -> tuple[Unseen, ...]:
    """Those one too many, and all but the first where it could not be told which of them live."""
    every = (*names.ipv4, *names.ipv6)
    if isinstance(reached, NotTested):
        reason, why, left = (
            reached.reason,
            reached.detail,
            every[1:] if reached.reason is not Reason.NOT_REQUESTED else (),
        )
    else:
        dead = {entry.address for entry in reached.addresses if not entry.is_open}
        left = tuple(address for address in every if address not in (*candidates, *dead))
        reason, why = Reason.NOT_REQUESTED, f"at most {ADDRESSES_A_FAMILY} a family"
    if not left:
        return ()
    detail = f"not looked at: {', '.join(left)} ({why})"
    return (Unseen(part=Part.ADDRESSES, reason=reason, detail=detail[:DETAIL_LENGTH]),)
