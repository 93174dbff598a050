"""One audit by the real command line."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.accuracy.host import Host, Served
from benchmarks.measuring import environment
from benchmarks.tools import CAPDO
from checks.model import Reason

SECONDS = 240.0
SHOWN = 300  # characters of what went wrong


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What one audit said. ``trouble``: a fault of capdo's own, in a line; empty when there was none."""

    outcomes: Mapping[str, str] = field(default_factory=dict)  # check id
    reasons: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    connections: int = 0
    seconds: float = 0.0
    status: int | None = None
    trouble: str = ""


async def audit(host: Host, served: Served, folder: Path) -> Audit:
    """Run ``capdo audit`` at a running host."""
    only = ("--only", ",".join(host.families), "--depth", host.depth)
    command = (CAPDO, "audit", "--format", "json", "--lang", "en", *only, *host.options, *served.options)
    begun = time.monotonic()
    status, said, complaint = await run((*command, served.target), folder, SECONDS)
    return _read(status, said, complaint, time.monotonic() - begun)


async def run(command: tuple[str, ...], folder: Path, seconds: float) -> tuple[int | None, str, str]:
    """Exit status (None: stopped by the time limit), output, and what was said on stderr."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(seconds):
            output, complaint = await process.communicate()
    except TimeoutError:
        return None, "", f"no end within {seconds:.0f} s"
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, output.decode(errors="replace"), complaint.decode(errors="replace")


def _read(status: int | None, said: str, complaint: str, seconds: float) -> Audit:
    try:
        document = json.loads(said)
    except ValueError:
        return Audit(seconds=seconds, status=status, trouble=f"no document: {complaint.strip()[:SHOWN]}")
    verdicts = document["verdicts"]
    own = [one["check"] for one in verdicts if one["reason"] == Reason.INTERNAL_ERROR]
    trouble = [complaint.strip()[:SHOWN], f"internal_error: {', '.join(own)}" if own else ""]
    return Audit(
        outcomes={one["check"]: one["outcome"] for one in verdicts},
        reasons={one["check"]: one["reason"] for one in verdicts if one["reason"]},
        summaries={one["check"]: one["summary"] for one in verdicts},
        connections=document["connections"]["total"],
        seconds=seconds,
        status=status,
        trouble="; ".join(filter(None, trouble)),
    )
