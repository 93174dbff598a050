"""Answers that one run needs more than once, asked for once: good ones and failures alike."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

MOST_ANSWERS = 2_000
MOST_BYTES = 64_000_000
Answer = TypeVar("Answer")


@dataclass
class KeptAnswers(Generic[Answer]):
    """By what was asked. Beyond 2,000 answers or 64 MB, those not asked for longest are forgotten."""

    size: Callable[[Answer], int]  # bytes of one
    stands: float = float("inf")  # seconds, after which it is asked for again
    _answers: OrderedDict[Hashable, tuple[float, Answer]] = field(default_factory=OrderedDict)
    _asking: dict[Hashable, asyncio.Lock] = field(default_factory=dict)
    _bytes: int = 0

    async def get(self, question: Hashable, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer kept, or else asked for now. Who asks the same meanwhile waits for that answer.

        What ``ask`` raises is not kept: the next one asks again.
        """
        if question not in self._asking and self._is_kept(question):
            self._answers.move_to_end(question)
            return self._answers[question][1]
        lock = self._asking.setdefault(question, asyncio.Lock())
        async with lock:
            if not self._is_kept(question):
                self._keep(question, await ask())
            self._asking.pop(question, None)
            self._answers.move_to_end(question)
            return self._answers[question][1]

    def _is_kept(self, question: Hashable) -> bool:
        return question in self._answers and time.monotonic() - self._answers[question][0] < self.stands

    def _keep(self, question: Hashable, answer: Answer) -> None:
        if question in self._answers:
            self._bytes -= self.size(self._answers.pop(question)[1])
        self._answers[question] = (time.monotonic(), answer)
        self._bytes += self.size(answer)
        while len(self._answers) > 1 and (len(self._answers) > MOST_ANSWERS or self._bytes > MOST_BYTES):
            _, (_, forgotten) = self._answers.popitem(last=False)
            self._bytes -= self.size(forgotten)
