"""The budget of connections: never more than allowed, every one counted, nothing kept."""

import asyncio
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.limits import Budget

PATIENCE = 120  # seconds, for what must not deadlock


class Meter:
    """How many hold an address at once, and how many ever did."""

    def __init__(self) -> None:
        self.now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def hold(self, address: str, slots: int, turns: int) -> None:
        """Hold some slots for a few turns of the event loop."""
        self.now[address] += slots
        self.most[address] = max(self.most[address], self.now[address])
        for _ in range(turns):
            await asyncio.sleep(0)
        self.now[address] -= slots


JOB = st.tuples(st.sampled_from(["a", "b"]), st.booleans(), st.integers(0, 3))


@settings(deadline=None)  # a busy machine is no failure
@given(per_address=st.integers(1, 4), jobs=st.lists(JOB, max_size=40))
async def test_never_more_at_once_than_allowed(per_address: int, jobs: list[tuple[str, bool, int]]) -> None:
    """In any mixture of single and whole takers, an address never carries more than its slots."""
    budget, meter, counts = Budget(per_address), Meter(), Counter[str]()

    async def run(address: str, turns: int, *, whole: bool) -> None:
        if whole:
            async with budget.whole_address(address) as slots:
                assert slots == per_address
                await meter.hold(address, slots, turns)
        else:
            async with budget.connection(address, "http", counts):
                await meter.hold(address, 1, turns)

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(run(address, turns, whole=whole) for address, whole, turns in jobs))
    assert all(most <= per_address for most in meter.most.values())
    assert counts["http"] == sum(not whole for _, whole, _ in jobs)


async def test_counts_are_exact_under_load() -> None:
    """A thousand tasks over ten addresses and five kinds: every connection is in its own counter."""
    budget, meter = Budget(3), Meter()
    counters = [Counter[str]() for _ in range(4)]
    chosen = random.Random(1)  # noqa: S311 - no secret
    plan = [(f"192.0.2.{chosen.randrange(10)}", f"kind{i % 5}", counters[i % 4]) for i in range(1000)]

    async def connect(address: str, kind: str, counter: "Counter[str]") -> None:
        async with budget.connection(address, kind, counter):
            await meter.hold(address, 1, 2)

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(connect(*job) for job in plan))
    assert max(meter.most.values()) == 3
    assert sum(counter.total() for counter in counters) == 1000
    assert counters[0] == Counter(kind for _, kind, counter in plan if counter is counters[0])


async def test_addresses_do_not_wait_for_each_other() -> None:
    """A full lane is no hindrance to another address."""
    budget, counts = Budget(1), Counter[str]()
    async with (
        asyncio.timeout(PATIENCE),
        budget.whole_address("192.0.2.1"),
        budget.connection("192.0.2.2", "http", counts),
    ):
        assert counts == {"http": 1}


async def test_a_waiting_connection_is_not_counted() -> None:
    """Only what got a slot is counted: one that waits has not been opened."""
    budget, counts = Budget(1), Counter[str]()

    async def connect() -> None:
        async with budget.connection("192.0.2.1", "http", counts):
            pass

    async with budget.whole_address("192.0.2.1"):
        waiting = asyncio.create_task(connect())
        await asyncio.sleep(0.01)
        assert not counts
    await waiting
    assert counts == {"http": 1}


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("holding", [False, True])
async def test_cancellation_gives_the_slots_back(*, whole: bool, holding: bool) -> None:
    """Whether it is cancelled while holding or while waiting, a task leaves every slot free."""
    budget, counts = Budget(2), Counter[str]()

    async def take() -> None:
        async with budget.whole_address("a") if whole else budget.connection("a", "http", counts):
            await asyncio.sleep(3600)

    async def cancel(task: "asyncio.Task[None]") -> None:
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    if holding:
        await cancel(asyncio.create_task(take()))
    else:
        async with budget.connection("a", "http", counts), budget.connection("a", "http", counts):
            await cancel(asyncio.create_task(take()))
    async with asyncio.timeout(PATIENCE), budget.whole_address("a") as slots:
        assert slots == 2


async def test_an_error_inside_gives_the_slots_back() -> None:
    """A probe that fails leaves its slots."""
    budget, counts = Budget(1), Counter[str]()
    with pytest.raises(OSError, match="lost"):
        async with budget.connection("a", "http", counts):
            raise OSError("lost")
    with pytest.raises(OSError, match="lost"):
        async with budget.whole_address("a"):
            raise OSError("lost")
    async with asyncio.timeout(PATIENCE), budget.connection("a", "http", counts):
        assert counts == {"http": 2}


@pytest.mark.parametrize(("limit", "most"), [(1, 1), (3, 3), (8, 8)])
async def test_a_permission_sets_how_many_are_open_at_once(limit: int, most: int) -> None:
    """An owner may allow more than the default, or fewer; that many are open at once, never more."""
    view, counter, open_now, peak = Budget().limited_to(limit), Counter[str](), 0, 0

    async def connect() -> None:
        nonlocal open_now, peak
        async with view.connection("192.0.2.1", "http", counter):
            open_now += 1
            peak = max(peak, open_now)
            await asyncio.sleep(0)
            open_now -= 1

    await asyncio.gather(*(connect() for _ in range(20)))
    assert (peak, counter["http"]) == (most, 20)


async def test_two_endpoints_at_one_address_share_its_slots() -> None:
    """The second endpoint's view draws on the same lane."""
    budget, counter = Budget(2), Counter[str]()
    one, two = budget.limited_to(2), budget.limited_to(2)
    async with one.connection("192.0.2.1", "tls", counter), one.connection("192.0.2.1", "tls", counter):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), two.connection("192.0.2.1", "tls", counter):
                pass
    async with two.whole_address("192.0.2.1") as slots:
        assert slots == 2
