"""Whoever has time waits until nobody looks at an address, and not for ever."""

import asyncio

from scanner.probes.visiting import LOOKS_AT_ONCE, Visits
from scanner.room import Room

LONG = 30.0  # seconds


async def test_an_address_is_quiet_when_the_last_visitor_left() -> None:
    """Visitors of other addresses don't matter."""
    visits = Visits()
    with visits.at(("192.0.2.1", "192.0.2.2")):
        with visits.at(("192.0.2.1",)):
            waiting = asyncio.create_task(visits.quiet("192.0.2.1", LONG))
            await visits.quiet("192.0.2.3", LONG)
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting
    await visits.quiet("192.0.2.2", LONG)


async def test_a_visitor_who_stays_is_waited_for_so_long() -> None:
    """A port scan gets its turn in the end."""
    visits = Visits()
    with visits.at(("192.0.2.1",)):
        await visits.quiet("192.0.2.1", 0.01)


async def test_an_address_is_looked_at_for_a_few_names_at_once() -> None:
    """The others wait aside and are told how long, as their time begins later; then all is forgotten."""
    visits, room = Visits(), Room()
    most, waited = 0, []

    async def look() -> None:
        nonlocal most
        await room.enter()
        async with visits.turn(("192.0.2.1", "192.0.2.2"), room) as seconds:
            waited.append(seconds)
            most = max(most, len(waited) - done)
            await asyncio.sleep(0.01)
            leave()
        await room.leave()

    done = 0

    def leave() -> None:
        nonlocal done
        done += 1

    await asyncio.gather(*(look() for _ in range(10)))
    assert (len(waited), most, room.inside) == (10, LOOKS_AT_ONCE, 0)
    assert max(waited) > 0.01
    await visits.quiet("192.0.2.1", LONG)
    assert not vars(visits)["_turns"]
