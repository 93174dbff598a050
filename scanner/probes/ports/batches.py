"""One address's ports in batches, the most telling first, so that a cut-off tells what was tried.

nmap gives nothing of a host that it could not finish. So the ports that matter most go first and few at a
time; how few depends on how long a silent port costs, which the first answers tell (the round trip).
"""

import asyncio
from collections.abc import Collection, Sequence
from typing import Annotated

from pydantic import Field, TypeAdapter

from checks.facts import NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.address_scan import UNKNOWN_PATIENCE, AddressScan
from scanner.probes.context import ProbeContext
from scanner.probes.ports.nmap_request import TRIES, NmapRequest
from scanner.probes.ports.nmap_xml import NmapRun
from scanner.probes.workers.pool import WorkerError, WorkerTimeoutError

JOB = "ports.nmap"
BATCH_SECONDS = 10.0  # what a batch of silent ports may take, others wait meanwhile
ANSWERING = 500  # ports of a batch once so many answered, open or closed, and none kept silent
ENOUGH = 50
LEAST_SECONDS = 2.0  # to begin a batch with
MARGIN = 30.0  # seconds to wait for a free worker, and in which nmap ends by itself
FOR_SERVICES = 0.2  # of the time is kept to ask what answers
COMMON = 1_000
# Controllers of plants, some of which fail when they are asked in a tongue that is not theirs: such a port is
# seen to be open, and no more.
FRAGILE = frozenset(
    (102, 502, 789, 1911, 1962, 2404, 2455, 4911, 5007, 5094, 18245, 18246, 20000, 20547, 44818, 47808)
)

JobAnswer: TypeAdapter[NmapRun | NotTested] = TypeAdapter(
    Annotated[NmapRun | NotTested, Field(discriminator="kind")]
)


class BatchedScan:
    """The runs over one address. ``first``: ports that answer most likely, and tell the round trip."""

    def __init__(self, known: AddressScan, web_ports: Collection[int], context: ProbeContext) -> None:
        self._known = known
        self._web_ports = web_ports
        self._context = context
        self._all_answer = True

    async def run(self, first: Sequence[int], then: Sequence[int]) -> None:
        """Try the ports in their order, and ask what answers on the open ones; into what is known."""
        scan, seconds = self._known, self._context.settings.ports_deadline
        before = set(scan.open_ports)
        waiting = [*scan.unasked(first), *scan.unasked(port for port in then if port not in first)]
        size = len(scan.unasked(first)) or self._size()
        reserve = FOR_SERVICES * seconds
        while waiting and not scan.is_hopeless and self._left(reserve) >= LEAST_SECONDS:
            batch, waiting = waiting[:size], waiting[size:]
            if not await self._connect(batch, self._left(reserve)):
                waiting += batch  # the others first; what is left at the end is told
            size = self._size()
        scan.add_left(port for port in waiting if port not in scan.tried)
        if not scan.is_hopeless:
            unknown = scan.open_ports.keys() - before - set(self._web_ports) - FRAGILE
            await self._identify(sorted(unknown))

    def _left(self, reserve: float = 0.0) -> float:
        return self._context.settings.ports_deadline - self._known.spent - reserve

    def _size(self) -> int:
        """As many ports as may all be silent within a batch's time, or in the time that is left."""
        cost = TRIES * self._known.patience / 1000 / self._context.budget.per_address
        left = self._left(FOR_SERVICES * self._context.settings.ports_deadline)
        if self._all_answer and len(self._known.tried) >= ENOUGH and ANSWERING * cost <= left:
            return ANSWERING
        return max(1, int(min(BATCH_SECONDS, left / 2) / cost))

    async def _connect(self, batch: Sequence[int], seconds: float) -> bool:
        """Whether the batch was tried whole."""
        scan = self._known
        run = await self._nmap(batch, min(seconds, 4 * BATCH_SECONDS))
        if run is None:
            return False
        self._all_answer = self._all_answer and not run.silent and not run.timed_out
        if run.timed_out:
            return False
        scan.scanner = f"nmap {run.version}"
        scan.open_ports.update({port.port: port for port in run.open_ports})
        scan.answered |= run.answered
        if run.answered:
            scan.patience = run.patience
        if run.silent and not await self._still_answers():
            scan.shut_out = True
            scan.add_tried(port.port for port in run.open_ports)
            return False
        scan.add_tried(batch)
        if scan.canary is None:
            scan.canary = next(iter((*(port.port for port in run.open_ports), *run.closed)), None)
        return True

    async def _still_answers(self) -> bool:
        """Whether the host still talks to this scanner: many firewalls shut a port scan out on its way."""
        if self._known.canary is None:
            return True
        run = await self._nmap([self._known.canary], BATCH_SECONDS, patience=UNKNOWN_PATIENCE)
        return run is not None and run.answered

    async def _identify(self, ports: Sequence[int]) -> None:
        """The services; one that does not answer in time keeps its number's name."""
        if not ports or self._left() < LEAST_SECONDS:
            return
        run = await self._nmap(ports, self._left(), services=True)
        if run is not None:
            self._known.open_ports.update({port.port: port for port in run.open_ports})

    async def _nmap(
        self, ports: Sequence[int], seconds: float, *, patience: int = 0, services: bool = False
    ) -> NmapRun | None:
        """One run, when nobody else looks at the address. Its time counts, the wait before it does not."""
        context, address = self._context, self._known.address
        await context.memory.visits.quiet(address, context.settings.endpoint_deadline)
        async with context.memory.port_scans_at_once, context.budget.whole_address(address) as slots:
            request = NmapRequest.model_validate(
                {
                    "address": address,
                    "ports": tuple(ports),
                    "slots": slots,
                    "seconds": seconds,
                    "patience": patience or self._known.patience,
                    "services": services,
                }
            )
            context.connections["ports"] += (2 if services else 1) * len(ports)
            began = asyncio.get_running_loop().time()
            try:
                return self._told(await ask(request, context))
            finally:
                self._known.spent += asyncio.get_running_loop().time() - began

    def _told(self, answer: NmapRun | NotTested) -> NmapRun | None:
        if isinstance(answer, NotTested):
            self._known.broken = self._known.broken or answer
            return None
        return answer


async def ask(request: NmapRequest, context: ProbeContext) -> NmapRun | NotTested:
    """One run of nmap in a worker."""
    try:
        arguments = request.model_dump(mode="json")
        answer = await context.run_job(JOB, arguments, request.seconds + MARGIN, lambda _progress: None)
    except WorkerTimeoutError:
        return NmapRun(timed_out=True)
    except WorkerError as error:
        return NotTested(reason=Reason.INTERNAL_ERROR, detail=str(error)[:DETAIL_LENGTH])
    return JobAnswer.validate_python(answer)
