"""The TLS probe: whether TLS is spoken at all, then what exactly."""

import asyncio
import hashlib

from checks.facts import Absent, NotTested, Target, TlsFacts
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls import summary
from scanner.probes.tls.certificates import chains, roots
from scanner.probes.tls.certificates.revocation import with_revocation
from scanner.probes.tls.connection.connection import Door
from scanner.probes.tls.connection.server_name import server_name
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.deep.passing import deep_pass, left_out
from scanner.probes.tls.enumeration.survey import Survey
from scanner.probes.tls.handshake.client import Asker
from scanner.probes.tls.handshake.first_contact import Greeting, greet
from scanner.probes.tls.starttls import Protocol

TO_JUDGE = 0.5  # seconds kept back, so that what was found can still be told


async def probe(
    target: Target, address: str, context: ProbeContext, starttls: Protocol | None = None
) -> TlsFacts | Absent | NotTested:
    """What the target's ``https_port`` accepts and presents at one of its addresses.

    ``starttls``: what is spoken on that port before TLS.

    ``Absent``: the port is closed, or answers in another protocol. ``NotTested``: it is unreachable, silent
    (timeout), hangs up on TLS hellos or answers with nonsense (blocked), or the endpoint's deadline passed
    before it had answered. A server that later falls silent, blocks, or uses up ``tls_deadline`` gives facts
    whose versions say what is missing. Connections are counted under "tls".
    """
    door = Door(
        address=address,
        port=target.https_port,
        server_name=server_name(target.host),
        context=context,
        stopwatch=Stopwatch(context.settings.tls_deadline),
        starttls=starttls,
    )
    try:
        async with asyncio.timeout(context.remaining()):
            greeting = await greet(door)
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed during the TLS probe")
    if not isinstance(greeting, Greeting):
        return greeting
    return await _facts(greeting, door, target)


async def _facts(greeting: Greeting, door: Door, target: Target) -> TlsFacts:
    settings = door.context.settings
    asker = Asker(door=door, careful=greeting.careful)
    survey = Survey(asker=asker, lean=settings.depth == "lean")
    await survey.run(greeting, door.context.remaining() - TO_JUDGE)
    extra = roots.from_file(settings.ca_file) if settings.ca_file else ()
    shown = survey.findings.notes.presented().values()
    judged = chains.judged(shown, extra, target.observed_at)
    staples = {hashlib.sha256(one.certificates[0]).hexdigest(): one.staple for one in shown}
    known = await with_revocation(judged, staples, extra, target.observed_at, door.context)
    facts = summary.facts(survey.findings, known, asker, lean=survey.lean)
    return await _deepened(facts, survey, door, target)


async def _deepened(facts: TlsFacts, survey: Survey, door: Door, target: Target) -> TlsFacts:
    """A server that has stopped answering is left alone; sslyze does not know our dialogues before TLS."""
    stopped = survey.findings.stopped or (Reason.BLOCKED if survey.findings.is_blocked else None)
    if survey.lean or door.starttls:
        return facts
    if stopped:
        return left_out(facts, NotTested(reason=stopped, detail="the server had stopped answering"))
    return await deep_pass(target, door.address, facts, door.context)
