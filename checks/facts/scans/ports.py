"""Which TCP ports are open, what answers there, and which ports were tried at all."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Literal

from checks.facts.extent import DETAIL_LENGTH, Part, Unseen
from checks.facts.scans.port_lists import expanded, listed
from checks.facts.target import NotTested
from checks.model import Frozen, Reason

# No machine offers so many services: where more than this share of so many ports accept, something that
# stands before it (a SYN proxy, an intrusion prevention system, a tarpit) answers for every port.
MANY_PORTS = 40
ALIKE = 0.5
NOT_SCANNED = "not scanned"
BEYOND = {Reason.NOT_PERMITTED: "beyond the permission", Reason.NOT_REQUESTED: "left out at this depth"}
LEFT: defaultdict[Reason, str] = defaultdict(
    lambda: "not tried",
    {
        Reason.TIMEOUT: "not tried in time",
        Reason.RATE_LIMITED: "the host fell silent before it told of",
    },
)


class OpenPort(Frozen):
    """One open port; names as nmap's service table gives them, bounded. ``service`` is "" when unknown."""

    port: int
    service: str = ""
    product: str = ""
    version: str = ""
    tls: bool = False  # the service was reached through TLS
    identified: bool = False  # by its answer, not only by its number
    cpe: tuple[str, ...] = ()  # names of the software by the Common Platform Enumeration, as nmap gives them
    starttls: bool | None = None  # whether it changes to TLS on request; None: not asked, or not told


class AddressPorts(Frozen):
    """The open ports of one address. Port lists are as ``port_lists`` writes them."""

    address: str
    open_ports: tuple[OpenPort, ...] = ()
    left: str = ""  # ports that were to be tried, and of which nothing is known
    left_because: Reason = Reason.TIMEOUT  # or rate_limited: the host fell silent during the scan
    failure: NotTested | None = None  # nothing can be told of this address, and why


class PortFacts(Frozen):
    """A TCP connect scan of the listed ports. At least one address has no failure."""

    kind: Literal["ports"] = "ports"
    version: Literal[1] = 1
    addresses: tuple[AddressPorts, ...]
    ports_tried: int  # at the address where the fewest were
    asked: str | None = None  # the ports that were to be tried; None: which ones was not recorded
    beyond: Reason = Reason.NOT_PERMITTED  # why the others were not, where a check names one of them
    scanner: str = ""
    untested: tuple[str, ...] = ()  # as ``failure``, in facts of before: addresses without a reason
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole: ports not tried in time, and addresses not scanned at all."""
        left = (entry for entry in self.addresses if entry.left and not self._failure(entry))
        cut = (
            _unseen(Part.PORTS_TRIED, entry.left_because, entry.address, self._cut_off(entry))
            for entry in left
        )
        return (*self.unseen, *self._unscanned(Part.PORTS_TRIED), *cut)

    def missing_of(self, ports: Collection[int]) -> tuple[Unseen, ...]:
        """What was not seen of these ports, wherever one of them was not tried."""
        return (*self._unscanned(Part.PORTS_NAMED), *self._untried(frozenset(ports)))

    @property
    def open_ports(self) -> tuple[tuple[str, OpenPort], ...]:
        """Every open port with its address; those of an address where every port accepts tell nothing."""
        settled = (entry for entry in self.addresses if not self._failure(entry))
        return tuple((entry.address, port) for entry in settled for port in entry.open_ports)

    @property
    def scanned(self) -> tuple[str, ...]:
        """Every address that was to be scanned, each once."""
        return tuple(dict.fromkeys((*(entry.address for entry in self.addresses), *self.untested)))

    def at(self, address: str) -> "PortFacts | NotTested":
        """What the scan of one of them gave, or why nothing can be told of it."""
        own = tuple(entry for entry in self.addresses if entry.address == address)
        if (failure := next(filter(None, map(self._failure, own)), None)) is not None:
            return failure
        if not own:
            return NotTested(reason=Reason.INCOMPLETE, detail=NOT_SCANNED)
        return self.model_copy(update={"addresses": own, "untested": ()})

    @property
    def _asked(self) -> frozenset[int]:
        return frozenset(expanded(self.asked or ""))

    def _failure(self, entry: AddressPorts) -> NotTested | None:
        return entry.failure or middlebox(len(entry.open_ports), self.ports_tried)

    def _unscanned(self, part: Part) -> Iterator[Unseen]:
        for entry in self.addresses:
            failure = self._failure(entry)
            if failure:
                yield _unseen(part, failure.reason, entry.address, failure.detail)
        for address in self.untested:
            yield _unseen(part, Reason.INCOMPLETE, address, NOT_SCANNED)

    def _untried(self, ports: frozenset[int]) -> Iterator[Unseen]:
        if self.asked is None and ports:
            said = f"{self.ports_tried:,} ports tried; which ones was not recorded"
            yield Unseen(part=Part.PORTS_NAMED, reason=Reason.INCOMPLETE, detail=said)
            return
        if beyond := ports - self._asked:
            yield _unseen(Part.PORTS_NAMED, self.beyond, "", f"{BEYOND[self.beyond]}: {listed(beyond)}")
        for entry in self.addresses:
            if (left := ports & set(expanded(entry.left))) and not entry.failure:
                said = f"{LEFT[entry.left_because]}: {listed(left)}"
                yield _unseen(Part.PORTS_NAMED, entry.left_because, entry.address, said)

    def _cut_off(self, entry: AddressPorts) -> str:
        tried, asked = len(self._asked) - len(expanded(entry.left)), len(self._asked)
        return f"{tried:,} of {asked:,} ports tried; {LEFT[entry.left_because]}: {entry.left}"


def middlebox(accepting: int, tried: int) -> NotTested | None:
    """The failure of an address at which so many ports accept that no service can be told from another."""
    if accepting < MANY_PORTS or accepting < ALIKE * tried:
        return None
    detail = f"{accepting:,} of {tried:,} ports accept a connection: a middlebox answers for the host"
    return NotTested(reason=Reason.MIDDLEBOX, detail=detail)


def _unseen(part: Part, reason: Reason, address: str, said: str) -> Unseen:
    detail = f"{address}: {said}" if address else said
    cut = detail if len(detail) <= DETAIL_LENGTH else f"{detail[: DETAIL_LENGTH - 1]}…"
    return Unseen(part=part, reason=reason, detail=cut)
