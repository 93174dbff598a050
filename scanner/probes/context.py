"""What every probe is handed."""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import JsonValue

from checks.facts import Absent, AddressUdp, EarlierFacts, NotTested
from checks.facts.bundle import NO_RECORD
from checks.model import Reason
from scanner.limits import Budget
from scanner.probes.address_scan import AddressScan
from scanner.probes.kept_answers import KeptAnswers
from scanner.probes.mail_meeting import Meeting, ShownByName
from scanner.probes.visiting import Visits
from scanner.probes.workers.pool import OnProgress, WorkerPool
from scanner.room import Room

if TYPE_CHECKING:
    from scanner.probes.dnssec.anchors import TrustAnchors

PORT_SCANS_AT_ONCE = 3
PICTURES_AT_ONCE = 1  # a browser takes both cores of a small machine, and some 400 MB
REPLY = 8_000  # bytes of a reply of DNS that is kept, about
REPLY_STANDS = 900.0  # seconds: its signatures are judged at the moment of a look
# findings: of pages whose content was tampered with, and the accessibility of portals; all: of every page.
Pictures = Literal["none", "findings", "all"]
Recall = Callable[[tuple[str, int, int]], EarlierFacts | Absent | NotTested]  # of an endpoint by its key


@dataclass(frozen=True, kw_only=True)
class ProbeSettings:
    """How a run looks; the same for all of its endpoints."""

    resolver: tuple[str, int] | None = None  # address and port; None: the system's
    ca_file: Path | None = None  # roots trusted besides the bundled ones
    trust_anchors: "TrustAnchors | None" = None  # of DNSSEC; None: the root's, which are bundled
    depth: str = "full"  # lean or full
    kev_file: Path | None = None  # the imported catalogue of known exploited vulnerabilities
    vrp_file: Path | None = None  # imported: which network may announce which prefix
    route_files: tuple[Path, ...] = ()  # imported: which network does
    user_agent: str | None = None  # how the scanner introduces itself to web servers; None: as capdo
    fetch_revocation: bool = False  # ask the issuer of a certificate whether it was revoked
    connect_timeout: float = 5.0  # seconds, one TCP connection
    retry_pause: float = 0.3  # seconds, before a question that got no answer is asked again
    tls_deadline: float = 20.0  # seconds, during which connections of the TLS probe are open
    endpoint_deadline: float = 90.0  # seconds, everything of one endpoint
    ports_deadline: float = 150.0  # seconds, the port scan of one address in a run
    pictures: Pictures = "none"  # of which pages
    ipv6_anchors: tuple[str, ...] = ()  # addresses whose answer on port 53 proves the scanner's IPv6


@dataclass(frozen=True)
class Failure:
    """Why something could not be fetched."""

    reason: Reason
    detail: str


def _size(fetched: bytes | Failure) -> int:
    return len(fetched.detail if isinstance(fetched, Failure) else fetched)


def _reply_size(_reply: object) -> int:
    return REPLY


@dataclass
class Memory:
    """What one endpoint's probes found out for all the others of a run."""

    anchors: tuple[bool, str] | None = None  # whether an IPv6 anchor answered, and how
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    importing: asyncio.Lock = field(default_factory=asyncio.Lock)  # tables that take seconds to read
    silent: Counter[str] = field(default_factory=Counter)  # by URL of an issuer: failures in a row
    replies: KeptAnswers[object] = field(  # of DNS
        default_factory=lambda: KeptAnswers(_reply_size, REPLY_STANDS)
    )
    zones: KeptAnswers[object] = field(  # validated, with their keys
        default_factory=lambda: KeptAnswers(_reply_size, REPLY_STANDS)
    )
    undetermined: dict[Hashable, tuple[float, Reason, str]] = field(
        default_factory=dict
    )  # zones, and since when
    fetched: KeptAnswers[bytes | Failure] = field(default_factory=lambda: KeptAnswers(_size))  # of issuers
    room: Room = field(default_factory=Room)
    visits: Visits = field(default_factory=Visits)
    port_scans: dict[str, AddressScan] = field(default_factory=dict)  # by address
    udp: dict[str, asyncio.Task[AddressUdp]] = field(default_factory=dict)  # by address
    mail_servers: dict[str, asyncio.Task[Meeting]] = field(default_factory=dict)  # by address
    mail_chains: dict[tuple[str, str], asyncio.Task[ShownByName]] = field(  # by address and name
        default_factory=dict
    )
    common_ports: tuple[int, ...] = ()  # as nmap's table has them; empty: not asked yet
    # Fewer than the workers there are: a port scan, which has time, never keeps a TLS probe waiting.
    port_scans_at_once: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(PORT_SCANS_AT_ONCE)
    )
    pictures_at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PICTURES_AT_ONCE))


def no_record(_endpoint: tuple[str, int, int]) -> NotTested:
    """Nobody keeps what earlier looks saw."""
    return NO_RECORD


@dataclass(frozen=True, kw_only=True)
class ProbeContext:
    """One endpoint's probe run: the settings, the shared budget, and this endpoint's own count.

    ``recall``: what the last clean look saw; it may take seconds.
    """

    settings: ProbeSettings
    budget: Budget
    connections: Counter[str] = field(default_factory=Counter)  # by kind
    requests: Counter[str] = field(default_factory=Counter)  # of HTTP, by kind: http, site, files
    memory: Memory = field(default_factory=Memory)
    deadline: float = 0.0  # event-loop time by which the endpoint must be done
    recall: Recall = no_record
    workers: WorkerPool | None = None  # None: a worker is started for the one job, and ended after it

    def remaining(self) -> float:
        """Seconds left before the endpoint's deadline, never negative."""
        return max(0.0, self.deadline - asyncio.get_running_loop().time())

    async def run_job(
        self, job: str, arguments: dict[str, JsonValue], deadline: float, on_progress: OnProgress
    ) -> JsonValue:
        """Run a job as ``WorkerPool.run`` does, in the pool or in a worker of its own.

        Raises:
            WorkerError: the job gave no result.

        """
        if self.workers is not None:
            return await self.workers.run(job, arguments, deadline, on_progress)
        async with WorkerPool(1) as pool:
            return await pool.run(job, arguments, deadline, on_progress)
