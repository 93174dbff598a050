"""http.probe against servers that misbehave: each ends in time, with a reason or a finding."""

import asyncio
import sys
from contextlib import ExitStack

import pytest

from checks.facts import DnsFacts, HttpFacts, NotTested
from scanner.probes import http
from scanner.probes.context import ProbeContext
from tests.scanner.probes import contexts, hostile
from tests.scanner.probes.listening import Handler, closed_port, serving

DNS = DnsFacts(ipv4=("127.0.0.1",))
SHORT = 3.0  # seconds: the deadline where it is what ends a probe
LONG = 30.0  # where it is not
ALLOWANCE = 10.0  # for a busy machine


async def _probe(handler: Handler, context: ProbeContext) -> HttpFacts | NotTested:
    async with serving(handler) as port:
        with closed_port() as closed:
            target = contexts.target(https_port=closed, http_port=port)
            async with asyncio.timeout(context.remaining() + ALLOWANCE):
                found = await http.probe(target, DNS, frozenset(), context)
                async with context.budget.whole_address("127.0.0.1") as free:
                    assert free == context.budget.per_address
    return found


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (hostile.hangs, "timeout"),
        (hostile.drips, "timeout"),
        (hostile.promises_for_ever, "timeout"),
        (hostile.resets, "blocked"),
        (hostile.hangs_up, "blocked"),
        (hostile.speaks_garbage, "blocked"),
        (hostile.speaks_http_0_9, "blocked"),
        (hostile.sends_10000_headers, "blocked"),
        (hostile.sends_a_mebibyte_header, "blocked"),
        (hostile.switches_protocols, "blocked"),
    ],
)
async def test_no_answer_is_not_tested(handler: Handler, reason: str) -> None:
    """A server without a usable answer leaves a reason, within the deadline, and every slot is free again."""
    found = await _probe(handler, contexts.context(SHORT if reason == "timeout" else LONG))
    assert isinstance(found, NotTested)
    assert found.reason == reason
    assert found.detail


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (hostile.hangs, "timeout"),
        (hostile.answers_at_once_with_garbage, "blocked"),
        (hostile.resets_at_once, "blocked"),
    ],
)
async def test_a_broken_tls_handshake_is_not_tested(handler: Handler, reason: str) -> None:
    """A TLS port that hangs, resets or talks nonsense leaves a reason, and every slot is free again."""
    context = contexts.context(SHORT if reason == "timeout" else LONG)
    async with serving(handler) as port:
        with closed_port() as closed:
            target = contexts.target(https_port=port, http_port=closed)
            async with asyncio.timeout(context.remaining() + ALLOWANCE):
                found = await http.probe(target, DNS, frozenset(), context)
                async with context.budget.whole_address("127.0.0.1"):
                    assert 2 <= context.connections["http"] <= 3  # one that was cut is asked again
    assert isinstance(found, NotTested)
    assert found.reason == reason


@pytest.mark.parametrize(
    ("handler", "end", "statuses", "truncated"),
    [
        (hostile.drips_its_body, "failed", [200], True),
        (hostile.sends_broken_chunks, "failed", [200], True),
        (hostile.sends_a_gibibyte, "answered", [200], True),
        (hostile.sends_a_bomb, "answered", [200], True),
        (hostile.sends_a_nested_bomb, "answered", [200], True),
        (hostile.sends_300_headers, "answered", [200], False),
        (hostile.redirects_in_a_circle, "redirect_loop", [302, 302], False),
        (hostile.redirects_on_and_on, "too_many_redirects", [302] * 11, False),
        (hostile.sets_strange_cookies, "answered", [302, 200], False),
        (hostile.redirects_with_an_endless_body, "answered", [302, 200], False),
    ],
)
async def test_what_was_answered_is_kept(
    handler: Handler,
    end: str,
    statuses: list[int],
    truncated: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """What came before the trouble is a finding; it is bounded, and says when it is incomplete."""
    found = await _probe(handler, contexts.context(SHORT if end == "failed" else LONG))
    assert isinstance(found, HttpFacts)
    assert found.http is not None
    assert (found.http.end, [exchange.status for exchange in found.http.exchanges]) == (end, statuses)
    assert (found.http.failure is not None) == (end == "failed")
    assert found.page.body_truncated is truncated
    assert len(found.page.body) <= 2 * 1024 * 1024


async def test_headers_are_bounded() -> None:
    """Three hundred headers are all kept, each value up to 8 KiB."""
    found = await _probe(hostile.sends_300_headers, contexts.context(LONG))
    assert isinstance(found, HttpFacts)
    assert len(found.page.headers) >= 300
    assert max(len(value) for _, value in found.page.headers) == 8 * 1024


async def test_a_cancelled_probe_gives_its_slots_back() -> None:
    """Ctrl-C in the middle leaves no slot taken and no connection open."""
    context = contexts.context(60)
    accepted = asyncio.Semaphore(0)

    async def hangs(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted.release()
        await hostile.hangs(reader, writer)

    async with serving(hangs) as port:
        target = contexts.target(https_port=port, http_port=port)
        probe = asyncio.create_task(http.probe(target, DNS, frozenset(), context))
        await asyncio.gather(accepted.acquire(), accepted.acquire())
        probe.cancel()
        with pytest.raises(asyncio.CancelledError):
            await probe
        async with asyncio.timeout(ALLOWANCE), context.budget.whole_address("127.0.0.1") as free:
            assert free == 3


MEASURE = """
import asyncio, resource, sys
from checks.facts import DnsFacts, HttpFacts
from scanner.probes import http
from tests.scanner.probes import contexts

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def main():
    target = contexts.target(https_port=int(sys.argv[1]), http_port=int(sys.argv[2]))
    warm = contexts.target(https_port=int(sys.argv[1]), http_port=int(sys.argv[1]))
    dns = DnsFacts(ipv4=("127.0.0.1",))
    await http.probe(warm, dns, frozenset(), contexts.context())
    before = peak()
    found = await http.probe(target, dns, frozenset(), contexts.context())
    assert isinstance(found, HttpFacts) and found.page.body_truncated, found
    print(peak() - before)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    "handler", [hostile.sends_a_gibibyte, hostile.sends_a_bomb, hostile.sends_a_nested_bomb]
)
async def test_memory_stays_bounded(handler: Handler) -> None:
    """Neither a gibibyte nor a bomb of ten makes the process grow by 50 MiB."""
    async with serving(handler) as port:
        with ExitStack() as held:
            closed = held.enter_context(closed_port())
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", MEASURE, str(closed), str(port), stdout=asyncio.subprocess.PIPE
            )
            output, _ = await process.communicate()
    assert process.returncode == 0
    assert int(output) < 50 * 1024  # KiB
