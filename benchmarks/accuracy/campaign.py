"""Every host audited so many times in shuffled order, and the peers asked once."""

import asyncio
import random
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.accuracy.auditing import Audit, audit
from benchmarks.accuracy.host import Host, Place
from benchmarks.accuracy.peers import COMPARABLE, PEERS, asked
from benchmarks.accuracy.results import HostResult
from scanner.lab.connections.addresses import claim_network

ADDRESSES = 4  # of each place
AT_ONCE = 2
NOT_SERVED = (OSError, RuntimeError, subprocess.SubprocessError)


@dataclass(frozen=True)
class Step:
    """One start of one host. ``do`` takes the place."""

    host: Host
    run: int
    do: Callable[[Place], Awaitable[None]]


async def carry_out(
    results: Sequence[HostResult], runs: int, seed: int, folder: Path, tools: Iterable[str] = PEERS
) -> None:
    """Audit the host of each result ``runs`` times; the order follows from the seed alone.

    The results grow as it goes on, so that whoever stops it has what was found so far.
    """
    steps = [_audits(result, run) for result in results for run in range(runs)]
    random.Random(seed).shuffle(steps)  # noqa: S311 - no secret
    await _take(steps, folder)
    comparable = [result for result in results if _is_comparable(result)]
    await _take([_asks(result, tool) for result in comparable for tool in tools], folder)


def _audits(result: HostResult, run: int) -> Step:
    async def do(place: Place) -> None:
        try:
            async with result.host.serve(place) as served:
                result.audits.append(await audit(result.host, served, place.folder))
        except NOT_SERVED as error:
            result.audits.append(Audit(trouble=f"not served: {error!r}"))

    return Step(result.host, run, do)


def _asks(result: HostResult, tool: str) -> Step:
    async def do(place: Place) -> None:
        with suppress(*NOT_SERVED):
            async with result.host.serve(place) as served:
                if served.peer:
                    result.peers[tool] = await asked(tool, served.peer, result.host.families, place.folder)

    return Step(result.host, 0, do)


def _is_comparable(result: HostResult) -> bool:
    return any(check in COMPARABLE for check in result.host.truth)


async def _take(steps: Sequence[Step], folder: Path) -> None:
    """Two at a time on addresses of their own; a host that is to be alone waits until nothing else runs."""
    network = claim_network()
    with network.claim:
        places = asyncio.Queue[int]()
        for number in range(AT_ONCE):
            places.put_nowait(number)
        async with asyncio.TaskGroup() as group:
            for number, step in enumerate(steps, start=1):
                taken = [await places.get() for _ in range(AT_ONCE if step.host.alone else 1)]
                sys.stderr.write(f"{number} of {len(steps)}: {step.host.name}\n")
                first = taken[0] * ADDRESSES
                addresses = tuple(network.host(first + place) for place in range(ADDRESSES))
                task = group.create_task(_at_place(step, addresses, folder))
                task.add_done_callback(partial(_leave, places, taken))


def _leave(places: asyncio.Queue[int], taken: Sequence[int], _done: asyncio.Task[None]) -> None:
    for number in taken:
        places.put_nowait(number)


async def _at_place(step: Step, addresses: tuple[str, ...], folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as own:
        await step.do(Place(addresses=addresses, folder=Path(own), run=step.run))
