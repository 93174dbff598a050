"""What the last clean look at an endpoint saw, where a record is at hand: no host is touched for it."""

import asyncio

from checks.facts import Absent, EarlierFacts, NotTested, SiteFacts
from scanner.look import NOT_WANTED, Look


async def recalled(look: Look, walked: SiteFacts | NotTested) -> EarlierFacts | Absent | NotTested:
    """For a walk to be held beside it; in a thread, as the pages of that look are read anew."""
    if not look.wants(EarlierFacts):
        return NOT_WANTED
    if isinstance(walked, NotTested):
        return walked
    key = look.planned.key
    return await look.bounded(asyncio.to_thread(look.context.recall, key), in_own_time=True)
