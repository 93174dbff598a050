"""A scan of the large estate: each system looks like one of the real servers of the lab, really scanned."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from sqlalchemy import Engine

from checks.model import Verdict
from checks.profile import load
from inventory.model import System
from scanner.engine import ready_engine
from scanner.lab.process import running_lab
from scanner.observation import Observation
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import ProbeSettings
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from scanner.version import SCANNER


def scan(engine: Engine, systems: Sequence[System]) -> None:
    """Record one run that saw the first endpoint of each system."""
    writer = ScanWriter(engine)
    hosts = [system.endpoints[0].host for system in systems]
    run = writer.start(RunSettings(), SCANNER, [(host, 443, 80) for host in hosts])
    for observation in _renamed(_looked(), hosts, run):
        writer.record(observation)
    writer.finish(run)


def _looked() -> list[Observation]:
    with tempfile.TemporaryDirectory(prefix="capdo-lab-") as folder, running_lab(Path(folder)) as lab:
        planned = [
            PlannedEndpoint(
                host=one.host,
                https_port=one.https_port,
                http_port=one.http_port,
                permit=audit_permit(authorized=False),
            )
            for one in lab.hosts.values()
        ]
        settings = ProbeSettings(resolver=lab.resolver, ca_file=lab.ca_file)
        return asyncio.run(_look(planned, settings))


async def _look(planned: Sequence[PlannedEndpoint], settings: ProbeSettings) -> list[Observation]:
    seen: list[Observation] = []
    async with ready_engine(settings, select_checks(load(), ()), load()) as engine:
        await engine.scan(planned, seen.append)
    return seen


def _renamed(seen: Sequence[Observation], hosts: Sequence[str], run: int) -> Iterator[Observation]:
    for host, observation in zip(hosts, cycle(seen), strict=False):
        ports = {"https_port": 443, "http_port": 80}
        target = observation.target.model_copy(update={"host": host, **ports})
        verdicts = tuple(_of(host, verdict) for verdict in observation.verdicts)
        yield observation.model_copy(update={"run": run, "target": target, "verdicts": verdicts})


def _of(host: str, verdict: Verdict) -> Verdict:
    """No two servers show quite the same evidence: what a report keeps once for many must not look better."""
    evidence = {**verdict.evidence, "host": host} if verdict.evidence else {}
    return verdict.model_copy(update={"evidence": evidence})
