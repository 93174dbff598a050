"""One picture: a folder, a way out, a browser in a process of its own; and nothing of them left behind."""

import asyncio
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from pydantic import JsonValue

from checks.facts import BrowserFacts, Client, NotTested
from inventory.clock import now
from scanner.probes.context import ProbeContext
from scanner.probes.picture import memory, telling, tools
from scanner.probes.picture.gateway import Gateway
from scanner.probes.picture.request import PictureRequest, PictureWish
from scanner.probes.picture.telling import Parts
from scanner.probes.site.clients import headers
from scanner.probes.workers.cage import unprivileged_uid
from scanner.probes.workers.pool import WorkerError, WorkerPool

JOB = "picture.take"
SECONDS = 60.0  # for everything; a page of its own takes about five
GONE_WITHIN = 5.0  # seconds, after the kill
PREFIX, OLD = "capdo-picture-", 3_600.0  # seconds: longer than any picture takes
HOME = "home"  # in the folder: all that the browser may write to


async def take(wish: PictureWish, context: ProbeContext) -> BrowserFacts | NotTested:
    """Open a page, take its picture and, where wished, try the rules of accessibility on it.

    Connections are made to the wish's host and those that its route permits, in slots of the budget.
    """
    if lack := tools.lacking():
        return telling.lacking(lack)
    seen: Parts = {}
    async with _folder() as folder, Gateway(wish.where, context) as gateway:
        failure = await _asked(_request(wish, gateway.port, folder, context), folder, seen)
    return telling.facts(wish, seen, gateway, failure)


def _request(wish: PictureWish, proxy_port: int, folder: Path, context: ProbeContext) -> PictureRequest:
    scanner = context.settings.user_agent or f"capdo/{version('capdo')}"
    said, is_other = headers(wish.client, context.settings.user_agent), wish.client is not Client.BROWSER
    chromium = tools.chromium_path()
    assert chromium is not None  # noqa: S101 - nothing was lacking
    return PictureRequest(
        url=wish.url,
        hosts=tuple(sorted(wish.route.scope)),
        proxy_port=proxy_port,
        folder=str(folder),
        home=str(folder / HOME),
        chromium=chromium,
        user_agent=said["User-Agent"] if is_other else scanner,
        is_itself=not is_other,
        referer=said.get("Referer", ""),
        accessibility=wish.accessibility,
        to_load=wish.to_load,
    )


async def _asked(request: PictureRequest, folder: Path, seen: Parts) -> NotTested | None:
    """Have the job done; what it tells is put into ``seen``. Why it did not come to its end; None: it did."""

    def keep(told: JsonValue) -> None:
        seen.update(told if isinstance(told, dict) else {})

    async with WorkerPool(1) as pool:
        job = asyncio.ensure_future(pool.run(JOB, request.model_dump(mode="json"), SECONDS, keep))
        watch = asyncio.ensure_future(memory.watch(folder, lambda: pool.pids))
        try:
            await asyncio.wait({job, watch}, return_when=asyncio.FIRST_COMPLETED)
            if not job.done():
                return telling.too_heavy()
            await job
        except WorkerError as error:
            return telling.broken(error, seen)
        finally:
            job.cancel()
            watch.cancel()
            await asyncio.gather(job, watch, return_exceptions=True)
    return None


@asynccontextmanager
async def _folder() -> AsyncIterator[Path]:
    """A folder for one browser. Leaving it ends the browser, however it was left, and removes all of it.

    The browser may write below ``HOME`` alone, and so not the number by which it is killed.
    """
    _remove_old()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _make_home(folder)
        try:
            yield folder
        finally:
            await _end_browser(folder)


def _remove_old() -> None:
    """Of a scanner that was killed itself the browser goes with it, and its folder is left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            left = folder.lstat()
            if (
                left.st_uid == os.geteuid()
                and stat.S_ISDIR(left.st_mode)
                and left.st_mtime < now().timestamp() - OLD
            ):
                shutil.rmtree(folder, ignore_errors=True)


def _make_home(folder: Path) -> None:
    home = folder / HOME
    home.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(home, unprivileged_uid(), -1)
        folder.chmod(0o711)


async def _end_browser(folder: Path) -> None:
    groups = tuple(memory.browser_group(folder))
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    loop = asyncio.get_running_loop()
    patience = loop.time() + GONE_WITHIN
    while any(memory.members(groups)) and loop.time() < patience:  # noqa: ASYNC110 - they are no children of ours
        await asyncio.sleep(0.05)
