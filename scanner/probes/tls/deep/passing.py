"""The deep pass (``--depth full``): what only more than the enumeration's first flights tells.

Two questions are one hello each (``hello_tests``). The others need finished or crafted handshakes, which
sslyze makes in a worker process that is killed at the deadline.
"""

import asyncio
from collections.abc import Mapping
from math import ceil
from typing import Annotated, Literal

from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from checks.facts import Absent, Negotiation, NotTested, ProtocolScan, Target, TlsFacts, Vulnerabilities
from checks.facts.target import DETAIL_LENGTH
from checks.model import Frozen, Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.connection import Door
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.deep.plan import DeepTest, plan
from scanner.probes.tls.handshake import hello_tests
from scanner.probes.workers.pool import WorkerError, WorkerTimeoutError

JOB = "tls.deep"
DEADLINE = 20.0  # seconds, sslyze's part
PATIENCE = 3  # seconds, for one operation of sslyze on a socket
MARGIN = 1.0  # seconds kept of the endpoint's, so that the facts get home

OF_ONE_HELLO = {
    DeepTest.COMPRESSION: hello_tests.compression,
    DeepTest.FALLBACK_SCSV: hello_tests.fallback_scsv,
}
Found = bool | Literal["none", "weak", "strong"]
Finding = Found | Absent | NotTested
Findings = dict[DeepTest, Finding]


class DeepRequest(Frozen):
    """What the job needs to know. ``slots``: connections that may be open at once."""

    host: str
    server_name: str | None
    address: str
    port: int
    slots: int
    patience: int  # seconds, one operation on a socket
    tests: dict[DeepTest, ProtocolScan]


class DeepFinding(Frozen):
    """What the job reports as soon as one test is through."""

    test: DeepTest
    found: Found | NotTested


Progress: TypeAdapter[int | DeepFinding] = TypeAdapter(Annotated[int | DeepFinding, Field()])


async def deep_pass(target: Target, address: str, facts: TlsFacts, context: ProbeContext) -> TlsFacts:
    """The facts with what the deep tests found, or why each of them did not arise or could not tell.

    A test is made only where the prober's result makes it possible. Connections are counted under "tls", also
    those of unfinished tests. What is not through at the endpoint's deadline is not tested.
    """
    chosen = plan(facts)
    findings: Findings = dict(chosen.settled)
    door = Door(address, facts.port, facts.server_name, context, Stopwatch(context.settings.tls_deadline))
    try:
        async with asyncio.timeout(max(0.0, context.remaining() - MARGIN)):
            await _offer(chosen.possible, door, findings)
            tests = {test: scan for test, scan in chosen.possible.items() if test not in findings}
            await _ask_worker(target, door, tests, findings)
    except TimeoutError:
        pass  # what is missing is filled in below
    missing = NotTested(reason=Reason.TIMEOUT, detail="the deadline passed before this test was through")
    return _filled(facts, {test: findings.get(test, missing) for test in DeepTest})


def left_out(facts: TlsFacts, why: NotTested) -> TlsFacts:
    """The facts when no deep test is made though some would have been possible."""
    chosen = plan(facts)
    return _filled(facts, {**chosen.settled, **dict.fromkeys(chosen.possible, why)})


async def _offer(possible: Mapping[DeepTest, ProtocolScan], door: Door, findings: Findings) -> None:
    async with asyncio.TaskGroup() as hellos:
        for test in OF_ONE_HELLO.keys() & possible.keys():
            hellos.create_task(_offer_one(test, possible[test], door, findings))


async def _offer_one(test: DeepTest, scan: ProtocolScan, door: Door, findings: Findings) -> None:
    findings[test] = await OF_ONE_HELLO[test](door, scan)


async def _ask_worker(
    target: Target, door: Door, tests: dict[DeepTest, ProtocolScan], findings: Findings
) -> None:
    if not tests:
        return
    context = door.context

    def hear(value: JsonValue) -> None:
        progress = Progress.validate_python(value)
        if isinstance(progress, int):
            context.connections["tls"] += progress
        else:
            findings[progress.test] = progress.found

    async with context.budget.whole_address(door.address) as slots:
        request = DeepRequest(
            host=target.host,
            server_name=door.server_name,
            address=door.address,
            port=door.port,
            slots=slots,
            patience=min(PATIENCE, ceil(context.settings.connect_timeout)),
            tests=tests,
        )
        try:
            deadline = min(DEADLINE, context.remaining())
            await context.run_job(JOB, request.model_dump(mode="json"), deadline, hear)
        except WorkerTimeoutError:
            return
        except (WorkerError, ValidationError) as error:
            lost = NotTested(reason=Reason.INTERNAL_ERROR, detail=str(error)[:DETAIL_LENGTH])
            findings |= {test: lost for test in tests if test not in findings}


def _filled(facts: TlsFacts, findings: Findings) -> TlsFacts:
    negotiation, vulnerabilities = facts.negotiation.model_dump(), facts.vulnerabilities.model_dump()
    for test, found in findings.items():
        part = vulnerabilities if test in Vulnerabilities.model_fields else negotiation
        part[test] = found
    return facts.model_copy(
        update={
            "negotiation": Negotiation.model_validate(negotiation),
            "vulnerabilities": Vulnerabilities.model_validate(vulnerabilities),
        }
    )
