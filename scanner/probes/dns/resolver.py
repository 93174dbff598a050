"""Questions to the resolver: each bounded in time, drawn from the budget, counted, and asked once a run."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

import dns.asyncresolver
import dns.exception
import dns.rdatatype
from dns.name import Name
from dns.rdatatype import RdataType

from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.dns import exchange
from scanner.probes.dns.exchange import NoTcpError, OversizedError
from scanner.probes.dns.replies import NoReply, Reply, read_reply, unreadable
from scanner.probes.dns.sections import spelling

__all__ = ["QUERY_SECONDS", "NoReply", "Reply", "Resolver"]
QUERY_SECONDS = 3.0
SERVERS_ASKED = 3
Parsed = TypeVar("Parsed")


class _NoReplyError(Exception):
    """Carries why there is no answer past the memory, which keeps answers alone."""

    def __init__(self, why: NoReply) -> None:
        super().__init__(why.detail)
        self.why = why


class Resolver:
    """The resolver of one endpoint's run: the configured one, else the system's."""

    def __init__(self, context: ProbeContext) -> None:
        """Find the servers.

        Raises:
            dns.resolver.NoResolverConfiguration: none was given and this machine has none.

        """
        self._context = context
        servers = [context.settings.resolver] if context.settings.resolver else _system_servers()
        self._attempts = servers if len(servers) > 1 else servers * 2

    async def ask(self, name: Name, kind: RdataType) -> Reply | NoReply:
        """The answer of the first server that has one, or why there is none; never raises for a server.

        Asked once a run, whichever host, check or probe needs it; a failure is asked for again.
        """

        async def answer() -> Reply:
            reply = await self._asked(name, kind)
            if isinstance(reply, NoReply):
                raise _NoReplyError(reply)
            return reply

        try:
            kept = await self._context.memory.replies.get((spelling(name), kind), answer)
        except _NoReplyError as error:
            return error.why
        assert isinstance(kept, Reply)  # noqa: S101 - what was put there
        return kept

    async def ask_once(self, name: Name, kind: RdataType) -> Reply | NoReply:
        """As ``ask``: of names that many hosts lie under, such as their zone's."""
        return await self.ask(name, kind)

    async def silence(self, names: Iterable[Name]) -> NoReply | None:
        """Why no server answers anything about any of these names; None: one does, whatever it says.

        The first name alone is asked for, and the others, of which there is one at least, if that is in vain.
        """
        first, *others = names
        if await self._silence(first) is None:
            return None
        silences = await asyncio.gather(*(self._silence(name) for name in others))
        return None if None in silences else silences[0]

    async def _silence(self, name: Name) -> NoReply | None:
        found = await self._first(name, RdataType.A, lambda wire: wire, lambda: "")
        return found if isinstance(found, NoReply) else None

    async def _asked(self, name: Name, kind: RdataType) -> Reply | NoReply:
        def asked() -> str:
            return f"{dns.rdatatype.to_text(kind)} of {name.to_text(omit_final_dot=True)}"

        return await self._first(name, kind, lambda wire: read_reply(wire, name, kind), asked)

    async def _first(
        self,
        name: Name,
        kind: RdataType,
        read: Callable[[bytes], Parsed | str],
        asked: Callable[[], str],
    ) -> Parsed | NoReply:
        """What the first server's answer reads as, unless that is an error; ``asked`` puts it in words."""
        failure = None
        for address, port in self._attempts:
            try:
                async with asyncio.timeout_at(self._context.deadline):
                    found = read(await self._exchange(exchange.question(name, kind), address, port))
            except TimeoutError:
                failure = _timeout(address, asked())
            except (dns.exception.DNSException, NoTcpError, OversizedError, OSError) as error:
                failure = _failure(unreadable(error, address), asked())
            else:
                if not isinstance(found, str):
                    return found
                failure = _failure(found, asked())
        return failure or NoReply(Reason.TIMEOUT, f"no resolver answered {asked()} in time")

    async def _exchange(self, query: bytes, address: str, port: int) -> bytes:
        """Over UDP, and again over TCP when the answer is truncated (RFC 7766)."""
        question = self._context.budget.question
        async with question(address, self._context.connections), asyncio.timeout(QUERY_SECONDS):
            wire = await exchange.over_udp(query, address, port)
        if exchange.is_truncated(wire):
            async with question(address, self._context.connections), asyncio.timeout(QUERY_SECONDS):
                wire = await exchange.over_tcp(query, address, port)
        return exchange.bounded(wire)


def _timeout(address: str, asked: str) -> NoReply:
    silent = f"did not answer {asked} in time" if asked else "does not answer"
    return NoReply(Reason.TIMEOUT, f"resolver {address} {silent}")


def _failure(why: str, asked: str) -> NoReply:
    return NoReply(Reason.DNS_FAILURE, f"{asked}: {why}" if asked else why)


def _system_servers() -> list[tuple[str, int]]:
    system = dns.asyncresolver.Resolver()
    return [(str(server), system.port) for server in system.nameservers[:SERVERS_ASKED]]
