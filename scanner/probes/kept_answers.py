"""Answers that one run needs more than once, asked for once: good ones and failures alike."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

MOST_ANSWERS = 2_000
MOST_BYTES = 64_000_000
Answer = TypeVar("Answer")


@dataclass
class KeptAnswers(Generic[Answer]):
    """By what was asked. Beyond 2,000 answers or 64 MB the oldest are forgotten."""

    size: Callable[[Answer], int]  # bytes of one
    _answers: OrderedDict[Hashable, Answer] = field(default_factory=OrderedDict)
    _asking: dict[Hashable, asyncio.Lock] = field(default_factory=dict)
    _bytes: int = 0

    async def get(self, question: Hashable, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer kept, or else asked for now. Who asks the same meanwhile waits for that answer.

        What ``ask`` raises is not kept: the next one asks again.
        """
        lock = self._asking.setdefault(question, asyncio.Lock())
        async with lock:
            if question not in self._answers:
                self._keep(question, await ask())
            self._asking.pop(question, None)
            return self._answers[question]

    def _keep(self, question: Hashable, answer: Answer) -> None:
        self._answers[question] = answer
        self._bytes += self.size(answer)
        while len(self._answers) > 1 and (len(self._answers) > MOST_ANSWERS or self._bytes > MOST_BYTES):
            _, forgotten = self._answers.popitem(last=False)
            self._bytes -= self.size(forgotten)
