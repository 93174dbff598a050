"""The probe's facts of each case, and the grade of these. Names and ports lead to the case's own server."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

import httpcore

from benchmarks.observatory.serving import Served, address_of
from checks.facts import DnsFacts, Target
from checks.grades.observatory._chart import Version
from checks.grades.observatory.grading import ObservatoryGrade, grade
from scanner.probes import http
from scanner.probes.http.neighbours import Neighbours
from tests.checks import builders
from tests.checks.grades.observatory.cases import HOST, NAMES, Case, Told, chain_of
from tests.scanner.probes import contexts

CONNECT = httpcore.AnyIOBackend.connect_tcp


async def told(
    cases: Sequence[Case], served: Served, versions: Sequence[Version]
) -> list[dict[Version, Told]]:
    """By version of the algorithm, for each case."""
    found = []
    for number, case in enumerate(cases):
        with _leading_to(served.ports(case)):
            found.append(await _of(case, address_of(number), versions))
    return found


async def _of(case: Case, address: str, versions: Sequence[Version]) -> dict[Version, Told]:
    target = Target(host=HOST, observed_at=builders.NOW)
    dns = DnsFacts(ipv4=(address,))
    seen = await http.probe(target, dns, frozenset(NAMES), contexts.context(retry_pause=0.01))
    tls = builders.tls(chains=(chain_of(case),), address=address)
    facts = builders.facts(target=target, dns=dns, http=seen, tls=tls)
    return {version: read(grade(facts, version)) for version in versions}


def read(found: object) -> Told:
    """A grade as the Observatory would tell it, or why there is none."""
    if not isinstance(found, ObservatoryGrade):
        return Told(refusal=str(getattr(found, "detail", found)) or "no reason")
    results = {result.test: result.result for result in found.results}
    return Told(results=results, score=found.score, grade=found.grade)


@contextmanager
def _leading_to(ports: dict[str, int]) -> Iterator[None]:
    """The web's own ports stand for those of the servers; every name is at the address that was asked."""
    by_port = {80: ports["http"], 443: ports["https"]}

    async def connect(
        backend: httpcore.AnyIOBackend, host: str, port: int, *rest: object
    ) -> httpcore.AsyncNetworkStream:
        return await CONNECT(backend, host, by_port[port], *rest)  # type: ignore[arg-type]

    async def address(_neighbours: Neighbours, _host: str, like: str) -> str:
        return like

    with (
        patch.object(httpcore.AnyIOBackend, "connect_tcp", connect),
        patch.object(Neighbours, "address", address),
    ):
        yield
