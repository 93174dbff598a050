"""Answers that a run asks for once."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from scanner.probes import kept_answers
from scanner.probes.kept_answers import KeptAnswers


def _kept() -> KeptAnswers[bytes]:
    return KeptAnswers(len)


async def test_whoever_asks_the_same_at_the_same_time_waits() -> None:
    """Ten askers, one question: it is asked once."""
    kept, asked = _kept(), 0

    async def ask() -> bytes:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)
        return b"answer"

    assert await asyncio.gather(*(kept.get("q", ask) for _ in range(10))) == [b"answer"] * 10
    await kept.get("another", ask)
    assert asked == 2


async def test_an_asker_that_gives_up_leaves_the_question_to_the_next() -> None:
    """A cancelled one, as at its endpoint's deadline, keeps nothing and blocks nobody."""
    kept = _kept()

    async def never() -> bytes:
        await asyncio.Event().wait()
        return b""

    async def now() -> bytes:
        return b"late"

    first = asyncio.create_task(kept.get("q", never))
    second = asyncio.create_task(kept.get("q", now))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == b"late"
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go, by their number or their bytes; one that is larger than all is used all the same."""
    monkeypatch.setattr(kept_answers, "MOST_BYTES", 100)
    kept, asked = _kept(), list[int]()

    def ask(number: int, length: int) -> Callable[[], Awaitable[bytes]]:
        async def answer() -> bytes:
            asked.append(number)
            return bytes(length)

        return answer

    for number, length in ((1, 60), (2, 60), (2, 60), (1, 60), (3, 500)):
        assert len(await kept.get(number, ask(number, length))) == length
    assert asked == [1, 2, 1, 3]
