"""Whoever has time waits until nobody looks at an address, and not for ever."""

import asyncio

from scanner.probes.visiting import Visits

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
