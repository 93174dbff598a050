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
    """Those not asked for longest go, by number or bytes; one larger than all is used all the same."""
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


async def test_what_is_asked_for_often_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer of all, such as the root's keys, outlasts later ones as long as it is used."""
    monkeypatch.setattr(kept_answers, "MOST_ANSWERS", 2)
    kept, asked = _kept(), list[str]()
    for question in ("root", "a", "root", "b", "root"):

        async def ask(question: str = question) -> bytes:
            asked.append(question)
            return b"answer"

        await kept.get(question, ask)
    assert asked == ["root", "a", "b"]


async def test_an_answer_stands_for_a_time() -> None:
    """What is too old is asked for again, and the bytes of the old one are free."""
    kept, asked = KeptAnswers(len, stands=0.0), list[int]()

    async def ask() -> bytes:
        asked.append(1)
        return b"answer"

    for _ in range(3):
        assert await kept.get("q", ask) == b"answer"
    assert len(asked) == 3
