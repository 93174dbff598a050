"""The picture of a page, as small as it has to be."""

import asyncio
from itertools import chain

from playwright.async_api import CDPSession, Error
from pydantic import JsonValue

from checks.facts.browser import PICTURE_LENGTH
from scanner.probes.picture.request import HEIGHT, WIDTH

SECONDS, PAUSE = 8.0, 0.5
UNDRAWN = "Unable to capture"  # in the browser's words
QUALITIES = (70, 45, 25)  # of JPEG; text on a plain page is a third of the bound with the first
SCALES = (1.0, 0.5)  # noise is too large at any quality


async def shot(cdp: CDPSession) -> dict[str, JsonValue]:
    """Fields of ``BrowserFacts``: the picture, and its width and height; none where it stays too large.

    Raises:
        TimeoutError: the page never came to be drawn.

    """
    for scale, quality in chain(
        ((SCALES[0], quality) for quality in QUALITIES), ((SCALES[1], QUALITIES[-1]),)
    ):
        area = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": scale}
        how = {"format": "jpeg", "quality": quality, "clip": area}
        async with asyncio.timeout(SECONDS):
            drawn = await _drawn(cdp, how)
        if len(drawn) <= PICTURE_LENGTH:
            return {"picture": drawn, "width": round(WIDTH * scale), "height": round(HEIGHT * scale)}
    return {}


async def _drawn(cdp: CDPSession, how: dict[str, object]) -> str:
    """The picture in base64, asked for until the page holds still for as long as it takes to draw it."""
    while True:
        try:
            return str((await cdp.send("Page.captureScreenshot", how))["data"])
        except Error as error:
            if UNDRAWN not in error.message:
                raise
        await asyncio.sleep(PAUSE)
