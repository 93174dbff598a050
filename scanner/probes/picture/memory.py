"""How much memory process groups have for themselves (proc(5)), and a watch over it."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

from scanner.probes.picture.launcher import PID_FILE

MOST_MEMORY = 2 << 30  # bytes of one picture's processes together; a heavy page takes a third
EVERY = 0.5  # seconds
KILOBYTE = 1024
OWN = ("RssAnon:", "RssShmem:")  # not what they map of programs, which all share


async def watch(folder: Path, drivers: Callable[[], Collection[int]]) -> None:
    """Look after some process groups, and the browser's of this folder; ends when they have too much."""
    groups = {*drivers(), *browser_group(folder)}
    while used(groups) <= MOST_MEMORY:
        await asyncio.sleep(EVERY)
        groups = {*drivers(), *browser_group(folder)}


def browser_group(folder: Path) -> Iterator[int]:
    """The process group of the browser whose folder this is, if it was started."""
    with suppress(OSError, ValueError):
        yield int((folder / PID_FILE).read_text("ascii"))


def used(groups: Collection[int]) -> int:
    """Bytes that all processes of these groups have for themselves."""
    return sum(map(_own_bytes, members(groups)))


def members(groups: Collection[int]) -> Iterator[Path]:
    """The processes of some groups, as folders of /proc."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            # The name, in parentheses, may hold anything; then state, parent, group.
            if int((process / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[2]) in groups:
                yield process


def _own_bytes(process: Path) -> int:
    with suppress(OSError, ValueError, IndexError):
        lines = (process / "status").read_text("utf-8", "replace").splitlines()
        return sum(int(line.split()[1]) * KILOBYTE for line in lines if line.startswith(OWN))
    return 0
