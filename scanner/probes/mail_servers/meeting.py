"""One mail server, met once a run whatever domains and names lead to it: port 25, and TLS behind STARTTLS."""

import asyncio
from dataclasses import replace
from functools import partial

from checks.facts import Absent, NotTested
from checks.facts.names.mail_servers import MailServer, MailTls
from checks.facts.reach import PortAnswer
from checks.model import Reason
from scanner.probes import addresses
from scanner.probes.context import ProbeContext
from scanner.probes.mail_servers.showing import shown_chains
from scanner.probes.reach.connecting import attempt
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.glance import TlsGlance, glance
from scanner.probes.tls.starttls import Protocol, upgrade

PORT = 25
PATIENCE = 10.0  # seconds: some let a stranger wait six for their greeting
SECONDS = 60.0  # for one server
UNTOLD_STANDS = 15.0  # seconds, after which a server that told nothing may be met again: at a second look
Meetings = dict[str, asyncio.Task[MailServer]]
NO_TLS = Absent(detail="port 25 has no TLS: what follows STARTTLS is something else")


async def meet_once(address: str, name: str, context: ProbeContext) -> MailServer:
    """What stands at an address, asked for by the first name that led there.

    A connection to see whether it accepts, counted under "reach", and some four for TLS, counted under "tls".
    """
    met = context.memory.mail_servers
    if address not in met:
        met[address] = asyncio.create_task(_meet(address, name, context))
        met[address].add_done_callback(partial(_forget_untold, met, address))
    return await asyncio.shield(met[address])


def _forget_untold(met: Meetings, address: str, meeting: asyncio.Task[MailServer]) -> None:
    """What a server told stands for the run; that it told nothing may pass."""
    failed = meeting.cancelled() or meeting.exception() is not None
    if failed or isinstance(meeting.result().tls, NotTested):
        asyncio.get_running_loop().call_later(UNTOLD_STANDS, met.pop, address, None)


async def _meet(address: str, name: str, context: ProbeContext) -> MailServer:
    is_host = addresses.is_connectable(address)
    port: PortAnswer = await attempt(address, PORT, context) if is_host else "unreachable"
    if port == "open":
        tls = await _tls(address, name, context)
    else:
        reason = Reason.TIMEOUT if port == "timeout" else Reason.UNREACHABLE
        tls = NotTested(reason=reason, detail=f"{address}: port {PORT}: {port}")
    return MailServer(address=address, asked_as=name, port=port, tls=tls)


async def _tls(address: str, name: str, context: ProbeContext) -> MailTls | Absent | NotTested:
    """Within a time of its own: other domains wait for the answer too."""
    settings = replace(context.settings, connect_timeout=PATIENCE, tls_deadline=SECONDS)
    deadline = asyncio.get_running_loop().time() + SECONDS
    server = TlsServer(
        address=address,
        port=PORT,
        server_name=name,
        context=replace(context, settings=settings, deadline=deadline),
        stopwatch=Stopwatch(SECONDS),
        upgrade=partial(upgrade, Protocol.SMTP),
    )
    found = await glance(server)
    if isinstance(found, TlsGlance):
        chains = await asyncio.to_thread(shown_chains, found.chains)
        return MailTls(versions=found.versions, chains=chains)
    if isinstance(found, Absent) and found.detail.endswith("is closed"):  # it was open a moment ago
        return NotTested(reason=Reason.UNREACHABLE, detail=f"{address}: {found.detail}")
    if isinstance(found, NotTested) and found.reason is Reason.STARTTLS:
        return NO_TLS
    return found
