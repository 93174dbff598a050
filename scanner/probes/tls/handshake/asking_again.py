"""The same question once more: a connection that was cut is no refusal.

A server that hangs up may refuse so (Windows does), may limit connections, or something on the way cuts some
of them. What it does to the same question asked again, alone and after a pause, tells which.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from checks.model import Reason
from scanner.pace import Pace
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.handshake.answers import NoAnswer, has_flight, is_answered, is_silence
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal
from scanner.probes.tls.handshake.open_questions import OpenQuestions
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight
from scanner.probes.tls.starttls import StartTlsError
from scanner.probes.tls.wire.codes import AlertDescription
from scanner.probes.tls.wire.records import MalformedError

TWICE, THRICE = 2, 3
MOST_TIMES = 6  # for a question, once the server is known to cut connections
LONGEST_PAUSE = 2.0  # seconds, between two times
IN_A_ROW = 2  # connections without an answer, after which it is seen whether there are any more
RECOVERIES = (1, 2, 4, 8, 16)  # how long it is left alone, in pauses, until it must answer what it once did
MOST_RECOVERIES = 5
BY_CHANCE = 0.001  # below this likelihood, a question was not cut each time by chance
REFUSING_VERSIONS = (AlertDescription.PROTOCOL_VERSION, AlertDescription.NO_APPLICATION_PROTOCOL)

HandshakeAnswer = TypeVar(
    "HandshakeAnswer", FirstFlight | HandshakeRefusal, EncryptedFlight | HandshakeRefusal
)


@dataclass(kw_only=True)
class AskingAgain:
    """How one server is asked until it answers, within bounds.

    ``pause``: seconds before the second time. ``control``: a question that the server has answered before.
    ``connections``: how many questions were put so far, each time counted.
    """

    pace: Pace
    pause: float
    control: Callable[[], Awaitable[object]] | None = None
    connections: int = field(default=0, init=False)
    _cut: int = field(default=0, init=False)  # of them, those that were answered another time
    _in_a_row: int = field(default=0, init=False)  # without an answer
    _recoveries: int = field(default=0, init=False)
    _open: OpenQuestions = field(default_factory=OpenQuestions, init=False)
    _again: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _has_answered: bool = field(default=False, init=False)
    _refuses_by_alert: bool = field(default=False, init=False)

    async def ask(
        self,
        question: Callable[[], Awaitable[HandshakeAnswer]],
        before_again: Callable[[], Awaitable[None]] | None = None,
        *,
        bears_silence: bool = True,
    ) -> HandshakeAnswer:
        """The answer; a refusal without an alert only after it was so each time.

        ``before_again`` closes what the asker keeps open, since the question is then asked alone.
        ``bears_silence``: silence is asked again, too, of a server that has answered before.

        Raises:
            UnreachableError, ServerTimeoutError: there was no answer, or there is none any more.
            MalformedError: the answer breaks the rules.

        """
        answer = await self._attempt(question)
        if not isinstance(answer, NoAnswer) and is_answered(answer):
            return answer
        if isinstance(answer, NoAnswer) and not (self._has_answered and bears_silence):
            raise answer
        if before_again is not None:
            await before_again()
        with self.pace.doubting(), self._open.one_more():
            return await self._ask_again(question, answer)

    def believes(self, times: int) -> bool:
        """Whether hanging up so many times on the same question is how the server refuses."""
        return not self._cut or (self._cut / self.connections) ** times < BY_CHANCE

    @property
    def may_be_blocked(self) -> bool:
        """Whether the server has not answered since it hung up: it refuses so, or it has begun to block."""
        return self._in_a_row > 0

    @property
    def no_answer_reason(self) -> Reason:
        """Why a question stays without an answer."""
        return Reason.RATE_LIMITED if self.pace.is_limited else Reason.BLOCKED

    async def still_answers(self) -> bool:
        """Whether the server answers what it once answered, if need be after a while of rest."""
        with self.pace.doubting():
            try:
                await self._recovered()
            except UnreachableError:
                return False
        return True

    async def _ask_again(
        self, question: Callable[[], Awaitable[HandshakeAnswer]], answer: HandshakeAnswer | NoAnswer
    ) -> HandshakeAnswer:
        times, unanswered, least = 1, 1, TWICE
        while True:
            if self._in_a_row >= IN_A_ROW and not is_silence(answer) and self.control:
                times, least = (0, least) if await self._recovered() else (times, THRICE)
            elif times >= max(least, self._most_times(answer)) and not await self._learned_from_others():
                break
            await asyncio.sleep(min(self.pause * 2 ** max(0, times - 1), LONGEST_PAUSE))
            for latest in await self._attempts(question, times):
                times += 1
                if not isinstance(latest, NoAnswer) and is_answered(latest):
                    self._was_cut(unanswered)
                    return latest
                unanswered += 1
                answer = answer if has_flight(answer) else latest
        if isinstance(answer, NoAnswer):
            raise answer
        return replace(answer, times=times) if isinstance(answer, HandshakeRefusal) else answer

    async def _attempts(
        self, question: Callable[[], Awaitable[HandshakeAnswer]], times: int
    ) -> list[HandshakeAnswer | NoAnswer]:
        """One more; two in a row, with nobody's between, of what was perhaps cut each time.

        Where every other connection is cut, two questions asked by turns would share the luck out.
        """
        async with self._again:
            latest = [await self._attempt(question)]
            is_told = not isinstance(latest[0], NoAnswer) and is_answered(latest[0])
            may_again = times + 2 <= self._most_times(latest[0])
            if not is_told and may_again and not self.believes(times + 1):
                latest.append(await self._attempt(question))
        return latest

    async def _learned_from_others(self) -> bool:
        """Whether a question that was open at the same time turned out to have been cut."""
        known = self._cut
        await self._open.others_settled()
        return self._cut > known

    async def _attempt(
        self, question: Callable[[], Awaitable[HandshakeAnswer]]
    ) -> HandshakeAnswer | NoAnswer:
        self.connections += 1
        try:
            answer = await question()
        except (ServerTimeoutError, UnreachableError) as error:
            self._in_a_row += 1
            return error
        except StartTlsError as error:
            if not self._has_answered:
                raise
            self._in_a_row += 1  # it got as far as TLS before: now it turns us away
            return UnreachableError(ConnectionResetError(str(error)))
        if is_answered(answer):
            self._in_a_row, self._has_answered = 0, True
            self.pace.answered()
            self._learn_from(answer)
        else:
            self._in_a_row += 1
        return answer

    def _learn_from(self, answer: object) -> None:
        if isinstance(answer, HandshakeRefusal) and answer.alert not in REFUSING_VERSIONS:
            self._refuses_by_alert = True

    def _was_cut(self, times: int) -> None:
        self._cut += times
        self.pace.turned_away(times)

    def _most_times(self, answer: object) -> int:
        """Silence costs the most time, and a port that was open and is closed is no refusal of anything."""
        if is_silence(answer) or has_flight(answer):
            return TWICE
        if self._cut or isinstance(answer, UnreachableError):
            return MOST_TIMES
        return THRICE if self._refuses_by_alert else TWICE

    async def _recovered(self) -> bool:
        """After many connections without an answer: whether it took time until it answered again.

        Raises:
            UnreachableError: it did not, however long it was left alone.

        """
        if self.control is None or self._recoveries == MOST_RECOVERIES:
            return False
        for waited, pauses in enumerate((0, *RECOVERIES)):
            await asyncio.sleep(pauses * self.pause)
            if await self._answers_control():
                self._in_a_row = 0
                if waited:
                    self._recoveries += 1
                    self._was_cut(waited)
                return bool(waited)
        raise UnreachableError(ConnectionResetError("it has stopped answering what it answered before"))

    async def _answers_control(self) -> bool:
        assert self.control is not None  # noqa: S101 - see above
        self.connections += 1
        try:
            return isinstance(await self.control(), FirstFlight)
        except (MalformedError, ServerTimeoutError, UnreachableError):
            return False
