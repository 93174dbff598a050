"""What a browser told, made into facts; it is as hostile as the page."""

import base64
import binascii
from collections.abc import Iterable

from pydantic import JsonValue, ValidationError

from checks.facts import BrowserFacts, NotTested, Part, Unseen
from checks.facts.browser import MOST_REFUSED
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason, Text
from checks.urls import origin_of
from inventory.clock import now
from scanner.probes.picture.gateway import Gateway
from scanner.probes.picture.memory import MOST_MEMORY
from scanner.probes.picture.request import PictureWish
from scanner.probes.workers.pool import WorkerError, WorkerTimeoutError

JPEG = b"\xff\xd8\xff"  # how it begins
Parts = dict[str, JsonValue]  # fields of BrowserFacts, and "failure" and "loading" in words
NO_LEAD = "ERR_SOCKS_CONNECTION_FAILED"  # Chromium's word for what the gateway did not lead to


def facts(
    wish: PictureWish, seen: Parts, gateway: Gateway, failure: NotTested | None
) -> BrowserFacts | NotTested:
    """The facts, where there is a picture; ``failure``: why the job did not come to its end."""
    if not seen.get("picture") or _is_elsewhere(str(seen.get("shown_url")), wish):
        return _lost(failure, gateway)
    told = {key: value for key, value in seen.items() if key in BrowserFacts.model_fields}
    if failure is not None:
        told.setdefault("accessibility", failure.model_dump(mode="json"))
    known = {
        "url": wish.url,
        "address": wish.address,
        "client": wish.client,
        "taken_at": now(),
        "refused": _refused(seen.get("refused"), gateway),
        "bytes_read": gateway.meter.read,
        "unseen": _unseen(seen.get("loading"), failure),
    }
    try:
        made = BrowserFacts.model_validate({**told, **known})
    except ValidationError:
        return _told(Reason.UNREADABLE, "the browser told something else than was asked")
    return made if _is_jpeg(made.picture) else _told(Reason.UNREADABLE, "the picture is none")


def broken(error: WorkerError, seen: Parts) -> NotTested:
    """Why the job failed. A browser that told no version is this machine's affair, the rest the page's."""
    if "browser" not in seen:
        return _told(Reason.TOOL_MISSING, f"Chromium did not start: {error}")
    if isinstance(error, WorkerTimeoutError) or "TimeoutError" in str(error):
        return _told(Reason.TIMEOUT, "the page kept the browser busy, so that it was not drawn")
    return _told(Reason.UNREADABLE, str(seen.get("failure") or error))


def lacking(lack: Iterable[Text]) -> NotTested:
    """What this machine lacks for pictures."""
    return _told(Reason.TOOL_MISSING, "; ".join(one.en for one in lack))


def too_heavy() -> NotTested:
    """The browser was ended, as its processes had too much memory."""
    return _told(Reason.UNREADABLE, f"the page takes more than {MOST_MEMORY >> 30} GB of memory")


def _lost(failure: NotTested | None, gateway: Gateway) -> NotTested:
    """Most often the page led elsewhere, or its host fell silent."""
    if failure is not None and NO_LEAD not in failure.detail:
        return failure
    if gateway.refused:
        refused = ", ".join(gateway.refused)
        return _told(Reason.ELSEWHERE, f"the page is elsewhere, outside what may be visited: {refused}")
    return failure or _told(Reason.UNREADABLE, "no picture of the page was small enough")


def _is_elsewhere(shown_url: str, wish: PictureWish) -> bool:
    """Whether the page led to a host that was not met: what was drawn is the browser's word for that."""
    origin = origin_of(shown_url)
    return origin is not None and origin.host not in wish.route.scope


def _refused(told: JsonValue, gateway: Gateway) -> tuple[str, ...]:
    by_page = [one for one in told if isinstance(one, str)] if isinstance(told, list) else []
    return tuple(dict.fromkeys((*by_page, *gateway.refused)))[:MOST_REFUSED]


def _unseen(loading: JsonValue, failure: NotTested | None) -> tuple[Unseen, ...]:
    if failure is not None:
        return (Unseen(part=Part.BROWSER_PAGE, reason=failure.reason, detail=failure.detail),)
    if not loading:
        return ()
    return (Unseen(part=Part.BROWSER_PAGE, reason=Reason.INCOMPLETE, detail=str(loading)[:DETAIL_LENGTH]),)


def _is_jpeg(picture: str) -> bool:
    try:
        return base64.b64decode(picture, validate=True).startswith(JPEG)
    except binascii.Error:
        return False


def _told(reason: Reason, detail: str) -> NotTested:
    return NotTested(reason=reason, detail=detail[:DETAIL_LENGTH])
