"""The TLS probe: whether TLS is spoken at all, then what exactly."""

import asyncio
import hashlib
from functools import partial

from checks.facts import Absent, NotTested, Target, TlsFacts
from checks.model import Reason
from scanner.probes.addresses import literal
from scanner.probes.context import ProbeContext
from scanner.probes.tls import summary
from scanner.probes.tls.certificates import chains, roots
from scanner.probes.tls.certificates.revocation import with_revocation
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.deep.running import run_deep_tests, skip_deep_tests
from scanner.probes.tls.enumeration.versions import ServerEnumeration
from scanner.probes.tls.handshake.asking_again import AskingAgain
from scanner.probes.tls.handshake.client import TlsClient
from scanner.probes.tls.handshake.detection import DetectedTls, detect_tls
from scanner.probes.tls.handshake.retry_answers import RetryAnswers
from scanner.probes.tls.starttls import Protocol, upgrade

TO_JUDGE = 0.5  # seconds kept back, so that what was enumerated can still be told


async def probe(
    target: Target, address: str, context: ProbeContext, starttls: Protocol | None = None
) -> TlsFacts | Absent | NotTested:
    """What the target's ``https_port`` accepts and presents at one of its addresses.

    ``starttls``: what is spoken on that port before TLS.

    ``Absent``: the port is closed, or answers in another protocol. ``NotTested``: it is unreachable, silent
    (timeout), hangs up on TLS hellos, refuses whatever is offered or answers with nonsense (blocked), turns
    the name away (name_refused), waits for STARTTLS, or the endpoint's deadline passed before it had
    answered. A server that later falls silent, blocks, or uses up ``tls_deadline`` gives facts
    whose versions say what is missing. Connections are counted under "tls".
    """
    server = TlsServer(
        address=address,
        port=target.https_port,
        server_name=None if literal(target.host) else target.host,  # RFC 6066, 3: never an address
        context=context,
        stopwatch=Stopwatch(context.settings.tls_deadline),
        upgrade=partial(upgrade, starttls) if starttls else None,
    )
    asking, retries = AskingAgain(pace=server.pace, pause=context.settings.retry_pause), RetryAnswers()
    try:
        async with asyncio.timeout(context.remaining()):
            detected = await detect_tls(server, asking, retries)
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed during the TLS probe")
    if not isinstance(detected, DetectedTls):
        return detected
    return await _facts(detected, client_of(server, asking, detected, retries), target)


def client_of(
    server: TlsServer, asking: AskingAgain, detected: DetectedTls, retries: RetryAnswers
) -> TlsClient:
    """Who goes on asking. Whether the server still answers is seen by what it answered first."""
    client = TlsClient(
        server=server,
        asking=asking,
        conservative=detected.conservative,
        chains=detected.chains,
        answer_retry=retries,
    )
    if detected.flight is not None:
        asking.control = partial(client.exchange, detected.hello)
    return client


async def _facts(detected: DetectedTls, client: TlsClient, target: Target) -> TlsFacts | NotTested:
    server = client.server
    settings = server.context.settings
    enumeration = ServerEnumeration(client=client, lean=settings.depth == "lean")
    await enumeration.run(detected, server.context.remaining() - TO_JUDGE)
    extra_roots = roots.from_file(settings.ca_file) if settings.ca_file else ()
    presented = tuple(client.chains)
    left = max(TO_JUDGE, server.context.remaining())
    judged = await chains.judge(presented, extra_roots, target.observed_at, left)
    stapled = [chain for chain in presented if chain.staple]
    staples = {hashlib.sha256(chain.certificates[0]).hexdigest(): chain.staple for chain in stapled}
    complete = await with_revocation(judged.chains, staples, extra_roots, target.observed_at, server.context)
    facts = summary.facts(enumeration.results, complete, client, lean=enumeration.lean)
    if isinstance(facts, NotTested):
        return facts
    facts = facts.model_copy(update={"unseen": (*facts.unseen, *judged.unseen)})
    return await _with_deep_tests(facts, enumeration, target)


async def _with_deep_tests(facts: TlsFacts, enumeration: ServerEnumeration, target: Target) -> TlsFacts:
    """A server that has stopped answering is left alone; sslyze does not know our dialogues before TLS."""
    server, results = enumeration.client.server, enumeration.results
    stop_reason = results.stop_reason or (Reason.BLOCKED if results.is_blocked else None)
    if enumeration.lean or server.upgrade:
        return facts
    if stop_reason:
        return skip_deep_tests(
            facts, NotTested(reason=stop_reason, detail="the server had stopped answering")
        )
    return await run_deep_tests(target, server.address, facts, server.context)
