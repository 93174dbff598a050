"""One mail server, met once a run whatever domains and names lead to it: port 25, and TLS behind STARTTLS."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from checks.facts import Absent, NotTested
from checks.facts.names.mail_servers import MailServer, MailTls
from checks.facts.reach import PortAnswer
from checks.model import Reason
from scanner.probes import addresses
from scanner.probes.context import ProbeContext
from scanner.probes.mail_meeting import Meeting, SentChain, ShownByName
from scanner.probes.mail_servers.showing import shown_chains
from scanner.probes.reach.connecting import attempt
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.glance import TlsGlance, certificates, glance
from scanner.probes.tls.starttls import Protocol, upgrade

PORT = 25
PATIENCE = 10.0  # seconds: some let a stranger wait six for their greeting
SECONDS = 60.0  # for one server
UNTOLD_STANDS = 15.0  # seconds, after which a server that told nothing may be met again: at a second look
Key = TypeVar("Key")
Met = TypeVar("Met")
NO_TLS = Absent(detail="port 25 has no TLS: what follows STARTTLS is something else")


async def meet_once(address: str, name: str, context: ProbeContext) -> Meeting:
    """What stands at an address, asked for by the first name that led there.

    A connection to see whether it accepts, counted under "reach", and some four for TLS, counted under "tls".
    """
    met = context.memory.mail_servers
    if address not in met:
        met[address] = asyncio.create_task(_meet(address, name, context))
        forget = partial(_forget_untold, met, address, lambda one: isinstance(one.server.tls, NotTested))
        met[address].add_done_callback(forget)
    return await asyncio.shield(met[address])


async def show_once(address: str, name: str, context: ProbeContext) -> ShownByName:
    """The chains that a server, met by another name, shows by this one; a connection more, once a run.

    Senders say the name in the MX record, and one machine may show each of its names another certificate.
    """
    shown, key = context.memory.mail_chains, (address, name)
    if key not in shown:
        shown[key] = asyncio.create_task(_show(address, name, context))
        forget = partial(_forget_untold, shown, key, lambda one: isinstance(one, NotTested))
        shown[key].add_done_callback(forget)
    return await asyncio.shield(shown[key])


def _forget_untold(
    known: dict[Key, asyncio.Task[Met]], key: Key, is_untold: Callable[[Met], bool], asking: asyncio.Task[Met]
) -> None:
    """What a server told stands for the run; that it told nothing may pass."""
    failed = asking.cancelled() or asking.exception() is not None
    if failed or is_untold(asking.result()):
        asyncio.get_running_loop().call_later(UNTOLD_STANDS, known.pop, key, None)


async def _meet(address: str, name: str, context: ProbeContext) -> Meeting:
    is_host = addresses.is_connectable(address)
    port: PortAnswer = await attempt(address, PORT, context) if is_host else "unreachable"
    if port == "open":
        tls, chains = await _tls(address, name, context)
    else:
        reason = Reason.TIMEOUT if port == "timeout" else Reason.UNREACHABLE
        tls, chains = NotTested(reason=reason, detail=f"{address}: port {PORT}: {port}"), ()
    return Meeting(MailServer(address=address, asked_as=name, port=port, tls=tls), chains)


async def _tls(
    address: str, name: str, context: ProbeContext
) -> tuple[MailTls | Absent | NotTested, tuple[SentChain, ...]]:
    found = await glance(_server(address, name, context))
    if isinstance(found, TlsGlance):
        sent = _sent(found.chains)
        shown = await asyncio.to_thread(shown_chains, sent)
        return MailTls(versions=found.versions, chains=shown), sent
    if isinstance(found, Absent) and found.detail.endswith("is closed"):  # it was open a moment ago
        return NotTested(reason=Reason.UNREACHABLE, detail=f"{address}: {found.detail}"), ()
    if isinstance(found, NotTested) and found.reason is Reason.STARTTLS:
        return NO_TLS, ()
    return found, ()


async def _show(address: str, name: str, context: ProbeContext) -> ShownByName:
    found = await certificates(_server(address, name, context))
    if isinstance(found, Absent):
        return NotTested(reason=Reason.UNREACHABLE, detail=f"{address}: {found.detail}")
    return found if isinstance(found, NotTested) else _sent(found)


def _sent(chains: Iterable[PresentedChain]) -> tuple[SentChain, ...]:
    return tuple(tuple(one.certificates) for one in chains)


def _server(address: str, name: str, context: ProbeContext) -> TlsServer:
    """Within a time of its own: other domains wait for the answer too."""
    settings = replace(context.settings, connect_timeout=PATIENCE, tls_deadline=SECONDS)
    deadline = asyncio.get_running_loop().time() + SECONDS
    return TlsServer(
        address=address,
        port=PORT,
        server_name=name,
        context=replace(context, settings=settings, deadline=deadline),
        stopwatch=Stopwatch(SECONDS),
        upgrade=partial(upgrade, Protocol.SMTP),
    )
