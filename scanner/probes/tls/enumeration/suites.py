"""The suites of one version up to TLS 1.2.

Offer all, see what the server takes, take it away, offer the rest, until it refuses: one connection a suite
and one more, and the choices come in the server's own order where it has one.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from checks.model import Reason
from scanner.probes.tls.connection.prefetch import Ahead
from scanner.probes.tls.handshake.client import Asker, Offer
from scanner.probes.tls.handshake.first_flight import Answer, Refusal
from scanner.probes.tls.handshake.handshake_notes import Notes
from scanner.probes.tls.handshake.suite_order import chunks, follows_client, suites_of, turned
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.records import MalformedError

LONG_LIST = 4  # after so many suites, more are to be expected: connections are opened ahead
NOTHING_LEFT = Refusal(alert=0)  # not asked: there is nothing to refuse
AN_ORDER = 2  # suites that it takes


@dataclass(kw_only=True)
class Listed:
    """What is known of one version so far.

    Attributes:
        suites: accepted, in the order in which the server chose them.
        is_accepted: the server has answered with this version.
        in_order: the server has an order of its own, and ``suites`` is in it. None: not known, for example
            because the suites were asked for in several parts (see ``offers.chunks``).
        is_refused: the version itself is.
        is_complete: there are no more suites than these.
        by_hanging_up: a last refusal was no alert, so it may have been a block.
        reason: why nothing more was asked.

    """

    suites: list[int] = field(default_factory=list)
    in_order: bool | None = None
    is_accepted: bool = False
    is_refused: bool = False
    is_complete: bool = False
    by_hanging_up: bool = False
    reason: Reason | None = None

    def take(self, answer: Answer, left: list[int]) -> None:
        """Add the suite that the server chose, and take it from those left.

        Raises:
            MalformedError: it belongs to another version.

        """
        if answer.hello.suite not in left:
            raise MalformedError(f"suite 0x{answer.hello.suite:04X} does not belong to its version")
        left.remove(answer.hello.suite)
        self.suites.append(answer.hello.suite)

    def refuse(self, refusal: Refusal) -> None:
        """The version is refused."""
        self.is_refused, self.by_hanging_up = True, refusal == Refusal()

    def end(self, *refusals: Refusal) -> None:
        """The server takes none of what was left."""
        self.is_complete, self.by_hanging_up = True, Refusal() in refusals


@dataclass(kw_only=True)
class Listing:
    """Lists the suites of a version up to TLS 1.2."""

    asker: Asker
    notes: Notes
    version: Version
    listed: Listed

    async def run(self, first: Answer) -> None:
        """Fill ``listed``, beginning with an answer to an offer of all suites, weakest first.

        Raises:
            UnreachableError, SilentError, MalformedError: what kept the list from being completed.

        """
        answer: Answer | None = None if self.asker.careful else first
        parts = 0
        async with Ahead(self.asker.door) as ahead:
            for offered in chunks(suites_of(self.version), careful=self.asker.careful):
                before = len(self.listed.suites)
                await self._drain(offered, answer, ahead)
                parts += len(self.listed.suites) > before
        if parts == 1:
            self.listed.in_order = await own_order(self.listed.suites, self._try)

    async def _drain(self, offered: list[int], answer: Answer | Refusal | None, ahead: Ahead) -> None:
        left, taken = list(offered), 0
        answer = answer or await self._ask(left, taken, ahead)
        while isinstance(answer, Answer) and answer.hello.version == self.version:
            self.notes.take(answer)
            self.listed.take(answer, left)
            taken += 1
            answer = await self._ask(left, taken, ahead) if left else NOTHING_LEFT
        self.listed.end(answer if isinstance(answer, Refusal) else NOTHING_LEFT)

    async def _ask(self, left: Sequence[int], turn: int, ahead: Ahead) -> Answer | Refusal:
        connection = await ahead.take()
        if turn >= LONG_LIST:
            ahead.prepare()
        return await self.asker.ask(Offer(version=self.version, suites=turned(left, turn)), connection)

    async def _try(self, suites: Sequence[int]) -> Answer | Refusal:
        return await self.asker.ask(Offer(version=self.version, suites=suites))


async def own_order(
    chosen: Sequence[int], ask: Callable[[Sequence[int]], Awaitable[Answer | Refusal]]
) -> bool | None:
    """Whether the server chooses by an order of its own; None: there is nothing to choose, or no telling.

    Two suites, taken weakest first, tell nothing yet: they are offered once more the other way round.
    """
    if len(chosen) < AN_ORDER:
        return None
    if not follows_client(chosen):
        return True
    if len(chosen) > AN_ORDER:
        return False
    again = await ask(chosen[::-1])
    return again.hello.suite == chosen[0] if isinstance(again, Answer) else None
