"""The deep tests (``--depth full``): what only more than the enumeration's first flights tells.

Two questions are one hello each (``hello_tests``). The others need finished or crafted handshakes, which
sslyze makes in a worker process that is killed at the deadline.
"""

import asyncio
from collections.abc import Mapping
from math import ceil

from pydantic import JsonValue, ValidationError

from checks.facts import Absent, Negotiation, NotTested, ProtocolScan, Target, TlsFacts, Vulnerabilities
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.deep import hello_tests
from scanner.probes.tls.deep.messages import DeepRequest, DeepResult, JobProgress
from scanner.probes.tls.deep.selection import DeepTest, select_tests
from scanner.probes.workers.pool import WorkerError, WorkerTimeoutError

JOB = "tls.deep"
DEADLINE = 20.0  # seconds, sslyze's part
PATIENCE = 3  # seconds, for one operation of sslyze on a socket
MARGIN = 1.0  # seconds kept of the endpoint's, so that the facts get home

ONE_HELLO_TESTS = {
    DeepTest.COMPRESSION: hello_tests.compression,
    DeepTest.FALLBACK_SCSV: hello_tests.fallback_scsv,
}
DeepOutcomes = dict[DeepTest, DeepResult | Absent | NotTested]


async def run_deep_tests(target: Target, address: str, facts: TlsFacts, context: ProbeContext) -> TlsFacts:
    """The facts with what the deep tests came to, or why each of them did not arise or could not tell.

    A test is made only where the prober's result makes it possible. Connections are counted under "tls", also
    those of unfinished tests. What is not through at the endpoint's deadline is not tested.
    """
    selected = select_tests(facts)
    outcomes: DeepOutcomes = dict(selected.settled)
    server = TlsServer(
        address, facts.port, facts.server_name, context, Stopwatch(context.settings.tls_deadline)
    )
    try:
        async with asyncio.timeout(max(0.0, context.remaining() - MARGIN)):
            await _offer_hellos(selected.possible, server, outcomes)
            tests = {test: scan for test, scan in selected.possible.items() if test not in outcomes}
            await _ask_worker(target, server, facts.groups or (), tests, outcomes)
    except TimeoutError:
        pass  # what is missing is filled in below
    missing = NotTested(reason=Reason.TIMEOUT, detail="the deadline passed before this test was through")
    return _with_outcomes(facts, {test: outcomes.get(test, missing) for test in DeepTest})


def skip_deep_tests(facts: TlsFacts, why: NotTested) -> TlsFacts:
    """The facts when no deep test is made though some would have been possible."""
    selected = select_tests(facts)
    return _with_outcomes(facts, {**selected.settled, **dict.fromkeys(selected.possible, why)})


async def _offer_hellos(
    possible: Mapping[DeepTest, ProtocolScan], server: TlsServer, outcomes: DeepOutcomes
) -> None:
    async with asyncio.TaskGroup() as tasks:
        for test in ONE_HELLO_TESTS.keys() & possible.keys():
            tasks.create_task(_offer_hello(test, possible[test], server, outcomes))


async def _offer_hello(test: DeepTest, scan: ProtocolScan, server: TlsServer, outcomes: DeepOutcomes) -> None:
    outcomes[test] = await ONE_HELLO_TESTS[test](server, scan)


async def _ask_worker(
    target: Target,
    server: TlsServer,
    groups: tuple[str, ...],
    tests: dict[DeepTest, ProtocolScan],
    outcomes: DeepOutcomes,
) -> None:
    if not tests:
        return
    context = server.context

    def on_progress(value: JsonValue) -> None:
        progress = JobProgress.validate_python(value)
        if isinstance(progress, int):
            context.connections["tls"] += progress
        else:
            outcomes[progress.test] = progress.result

    async with context.budget.whole_address(server.address) as slots:
        request = DeepRequest(
            host=target.host,
            server_name=server.server_name,
            address=server.address,
            port=server.port,
            slots=slots,
            patience=min(PATIENCE, ceil(context.settings.connect_timeout)),
            tests=tests,
            groups=groups,
        )
        try:
            deadline = min(DEADLINE, context.remaining())
            await context.run_job(JOB, request.model_dump(mode="json"), deadline, on_progress)
        except WorkerTimeoutError:
            return
        except (WorkerError, ValidationError) as error:
            failure = NotTested(reason=Reason.INTERNAL_ERROR, detail=str(error)[:DETAIL_LENGTH])
            outcomes |= {test: failure for test in tests if test not in outcomes}


def _with_outcomes(facts: TlsFacts, outcomes: DeepOutcomes) -> TlsFacts:
    negotiation, vulnerabilities = facts.negotiation.model_dump(), facts.vulnerabilities.model_dump()
    for test, outcome in outcomes.items():
        part = vulnerabilities if test in Vulnerabilities.model_fields else negotiation
        part[test] = outcome
    return facts.model_copy(
        update={
            "negotiation": Negotiation.model_validate(negotiation),
            "vulnerabilities": Vulnerabilities.model_validate(vulnerabilities),
        }
    )
