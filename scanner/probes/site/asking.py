"""One page as one client, over few connections that are kept open, and given back when others wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, field

import httpx

from checks.facts import Client, Exchange, NotTested, Visit
from checks.facts.blocking import REFUSING, blocked, firewall
from checks.facts.web_extent import lost_body
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.http.allowance import Allowance
from scanner.probes.http.attempt import attempt
from scanner.probes.http.route import Route
from scanner.probes.http.session import Session
from scanner.probes.http.visiting import visit
from scanner.probes.site.clients import headers

AT_ONCE = 3  # connections to an address
HELD = 1.0  # seconds for which a connection is kept although others wait for one
FAILED_IN_A_ROW = 4  # visits, after which a server is left alone
TEXT_KEPT, TEXT_READ = 6_000_000, 40_000_000  # characters of a whole walk; what is the same is kept once
KIND = "site"  # what the requests are counted under


@dataclass
class _Line:
    """A session, and since when its connection may be open."""

    session: Session
    since: float = 0.0


@dataclass
class Asker:
    """Who asks. ``stopped``: why nobody asks any more; None as long as one may."""

    address: str
    route: Route
    context: ProbeContext
    allowance: Allowance
    stopped: NotTested | None = None
    _idle: list[_Line] = field(default_factory=list)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: int = 0
    _failed: int = 0
    _private: set[str] = field(default_factory=set)
    _bodies: dict[str, str] = field(default_factory=dict)
    _text: int = 0
    _read: int = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """While its sessions are there, none of which connects before it asks."""
        async with AsyncExitStack() as held:
            for _ in range(min(AT_ONCE, self.context.budget.per_address)):
                session = Session(self.address, self.context, KIND, self.allowance)
                self._idle.append(_Line(await held.enter_async_context(session)))
                self._free.release()
            yield

    async def ask(self, client: Client, url: httpx.URL) -> Visit | None:
        """A first visit of one client; None: nobody asks any more, or there is no way there.

        A visit that is turned away is made again, a crawler's is not: sites refuse whoever says to be one.
        """
        self._waiting += 1
        is_slow = self.context.budget.pace(self.address).is_slow
        async with self._alone if is_slow else nullcontext(), self._free:
            self._waiting -= 1
            if not self._may_ask():
                return None
            line = self._idle.pop()  # the last one that asked: its connection is open
            try:
                if not await self.route.leads_to(url, line.session.backend):
                    return None
                visited = await self._with_line(line, client, url)
            finally:
                self._idle.append(line)
        if visited.last is None and not self._may_ask():
            return None  # it broke off for want of requests or of time, which says nothing of the server
        return self._weighed(visited, client)

    def _may_ask(self) -> bool:
        if self.stopped is None and not self.allowance.left:
            self._stop(Reason.INCOMPLETE, f"{self.allowance.made} requests were made, all there may be")
        if self.stopped is None and not self.context.remaining():
            self._stop(Reason.TIMEOUT, "the time of the walk is over")
        return self.stopped is None

    async def _with_line(self, line: _Line, client: Client, url: httpx.URL) -> Visit:
        session, now = line.session, asyncio.get_running_loop().time
        session.introduce(headers(client, self.context.settings.user_agent))
        if client is Client.CRAWLER:
            visited = (await attempt(session, url, self.route, self.context)).visit
        else:
            visited = await visit(session, url, self.route, self.context)
        # Where others wait for a connection it is theirs after a while, or at once if nobody here needs it.
        is_awaited = self.context.budget.pace(self.address).is_awaited
        if is_awaited and (not self._waiting or now() - line.since > HELD):
            await session.rest()
            line.since = now()
        return visited

    def _weighed(self, visited: Visit, client: Client) -> Visit:
        """The visit, its text kept once if it is another's. A server that fails repeatedly is left alone."""
        if client is not Client.CRAWLER:
            why = trouble(visited) if visited.last is None else _spoiled(visited.last)
            if why is None or not self._is_known_private(visited):
                self._failed = self._failed + 1 if why else 0
            if why and (self._failed >= FAILED_IN_A_ROW or why.reason is Reason.RATE_LIMITED):
                self.stopped = self.stopped or why
        return visited if visited.last is None else self._kept(visited, visited.last)

    def _is_known_private(self, visited: Visit) -> bool:
        """Whether the page is not for everybody, and another client was told so: that is one failure."""
        if visited.last is None or trouble(visited) is not None:
            return False
        was_met = visited.last.url in self._private
        self._private.add(visited.last.url)
        return was_met

    def _kept(self, visited: Visit, last: Exchange) -> Visit:
        if last.body not in self._bodies:
            self._text += len(last.body)
        body = self._bodies.setdefault(last.body, last.body)
        self._read += len(body)
        if self._text > TEXT_KEPT or self._read > TEXT_READ:
            self._stop(
                Reason.INCOMPLETE, f"{self._read} characters were read, which is all that is read of it"
            )
        shared = last.model_copy(update={"body": body})
        return visited.model_copy(update={"exchanges": (*visited.exchanges[:-1], shared)})

    def _stop(self, reason: Reason, detail: str) -> None:
        self.stopped = self.stopped or NotTested(reason=reason, detail=detail)


def _spoiled(answer: Exchange) -> NotTested | None:
    """What makes an answer worth little: somebody else's page, or one without end."""
    return blocked(answer) or lost_body(answer)


def trouble(visited: Visit) -> NotTested | None:
    """Why a visit got nothing of the site; None when it did, be it that this page is not for everybody."""
    if visited.last is None:
        return visited.failure or NotTested(reason=Reason.UNREACHABLE)
    met = blocked(visited.last)
    is_own = visited.last.status in REFUSING and firewall(visited.last) is None
    return None if is_own else met
