"""How fast an address is met once it turns connections away."""

import asyncio
from collections import Counter

import pytest

from scanner.limits import Budget
from scanner.pace import LONGEST, SHORTEST, Pace


async def _open_at_most(pace: Pace, count: int) -> int:
    """How many of so many connections were open at once."""
    now = most = 0

    async def connect() -> None:
        nonlocal now, most
        async with pace.connection():
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.01)
            now -= 1

    await asyncio.gather(*(connect() for _ in range(count)))
    return most


async def test_free_until_it_is_slow() -> None:
    """An ordinary address is met freely; one that is doubted or limited, one connection at a time."""
    pace = Pace()
    assert await _open_at_most(pace, 5) == 5
    with pace.doubting():
        assert pace.is_slow
        assert await _open_at_most(pace, 2) == 1
    assert not pace.is_slow
    pace.turned_away()
    assert pace.is_slow
    assert await _open_at_most(pace, 2) == 1


async def test_a_slow_one_waits_for_those_that_are_open() -> None:
    """What was opened before is closed before the next one begins."""
    pace, order = Pace(), list[str]()

    async def early() -> None:
        async with pace.connection():
            await asyncio.sleep(0.05)
            order.append("early closed")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(early())
        await asyncio.sleep(0)
        pace.turned_away()
        async with pace.connection():
            order.append("late opened")
    assert order == ["early closed", "late opened"]


def test_the_pause_grows_and_shrinks_within_bounds() -> None:
    """It grows when several connections in a row were turned away, not for one, and shrinks by answers."""
    pace = Pace()
    for _ in range(3):
        pace.turned_away()
    assert pace._pause == SHORTEST
    for _ in range(20):
        pace.turned_away(times=2)
    assert pace._pause == LONGEST
    for _ in range(50):
        pace.answered()
    assert pace._pause == SHORTEST


async def test_who_is_cancelled_gives_the_turn_back() -> None:
    """A connection that is given up while it waits leaves nothing locked."""
    pace = Pace(is_limited=True)
    async with pace.connection():
        waiting = asyncio.create_task(_open_at_most(pace, 1))
        await asyncio.sleep(0.01)
        waiting.cancel()
    async with asyncio.timeout(20):
        assert await _open_at_most(pace, 1) == 1


@pytest.mark.parametrize(("kind", "together"), [("tls", False), ("http", False), ("ports", True)])
async def test_every_endpoint_of_an_address_shares_it(kind: str, together: bool) -> None:  # noqa: FBT001
    """A limit that one probe met holds for all, in views too; a port scan has a pace of its own."""
    budget, counts = Budget(3), Counter[str]()
    budget.limited_to(2).pace("192.0.2.1").turned_away()
    first = budget.connection("192.0.2.1", kind, counts)
    async with first:
        second = asyncio.create_task(budget.connection("192.0.2.1", kind, counts).__aenter__())
        await asyncio.sleep(0.05)
        assert second.done() is together
        second.cancel()
    assert not budget.pace("192.0.2.2").is_slow


async def test_a_whole_address_that_is_limited_is_one_slot() -> None:
    """A tool with connections of its own is told to open one at a time."""
    budget = Budget(3)
    budget.pace("192.0.2.1").turned_away()
    async with budget.whole_address("192.0.2.1") as slots:
        assert slots == 1
