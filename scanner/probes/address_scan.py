"""What a run has found out about the ports of one address, for every endpoint that is there."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from checks.facts import AddressPorts, NotTested, OpenPort
from checks.facts.scans.port_lists import expanded, listed
from checks.facts.scans.ports import middlebox
from checks.model import Reason

UNKNOWN_PATIENCE = 1_000  # milliseconds to wait for an answer before any came; nmap's own default


@dataclass
class AddressScan:
    """One scan an address a run: an endpoint that comes later asks only for ports that nobody asked for."""

    address: str
    tried_list: str = ""  # as ``port_lists`` writes them: a run may keep thousands of addresses
    left_list: str = ""  # asked for, and time did not suffice
    open_ports: dict[int, OpenPort] = field(default_factory=dict)
    answered: bool = False  # at least one port did, open or closed
    canary: int | None = None  # a port that answered: while it does, silence is the others' own
    shut_out: bool = False  # the canary fell silent: nobody can tell from where on
    patience: int = UNKNOWN_PATIENCE  # milliseconds, as learned from the answers
    spent: float = 0.0  # seconds of scanning, of the time that an address gets in a run
    scanner: str = ""
    broken: NotTested | None = None  # the tool is missing, or failed
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def tried(self) -> frozenset[int]:
        """The ports that were tried."""
        return frozenset(expanded(self.tried_list))

    def add_tried(self, ports: Iterable[int]) -> None:
        """These were tried too."""
        self.tried_list = listed({*self.tried, *ports})

    def add_left(self, ports: Iterable[int]) -> None:
        """Time did not suffice for these."""
        self.left_list = listed({*expanded(self.left_list), *ports})

    def unasked(self, ports: Iterable[int]) -> list[int]:
        """Those that nobody asked for yet, in their order, each once."""
        known = {*self.tried, *expanded(self.left_list)}
        return [port for port in dict.fromkeys(ports) if port not in known]

    @property
    def is_hopeless(self) -> bool:
        """Whether more ports would tell nothing: the tool fails, nobody answers more, or a middlebox does."""
        if self.broken is not None or self.shut_out:
            return True
        return middlebox(len(self.open_ports), len(self.tried)) is not None

    def found(self, ports: Collection[int]) -> AddressPorts:
        """The facts as far as they are about these ports."""
        failure = self._failure()
        if failure:
            return AddressPorts(address=self.address, failure=failure)
        seen = sorted(self.open_ports.keys() & set(ports))
        opened = tuple(self.open_ports[port] for port in seen)
        left = listed({*expanded(self.left_list)} & set(ports))
        why = Reason.RATE_LIMITED if self.shut_out else Reason.TIMEOUT
        return AddressPorts(address=self.address, open_ports=opened, left=left, left_because=why)

    def _failure(self) -> NotTested | None:
        if self.broken:
            return self.broken
        if not self.tried:
            return NotTested(reason=Reason.TIMEOUT, detail="no port was tried in time")
        if not self.answered:
            detail = f"none of {len(self.tried):,} ports answered, neither open nor closed"
            return NotTested(reason=Reason.UNREACHABLE, detail=detail)
        return middlebox(len(self.open_ports), len(self.tried))
