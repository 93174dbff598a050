"""The job "picture.take": one page in Chromium, driven by Playwright. Imported in worker processes only.

What was seen is reported as soon as it was seen: whatever the page does next, and however the browser ends,
it is kept. Nothing that a page can change is asked to tell: its title and its picture come from the browser,
and the rules run in a world of their own, out of reach of its scripts.
"""

import asyncio
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, Route, async_playwright
from pydantic import JsonValue

from checks.evidence import clip
from checks.facts.browser import MOST_REFUSED, TITLE_LENGTH, URL_LENGTH
from scanner.probes.picture import accessibility, shooting
from scanner.probes.picture.flags import flags
from scanner.probes.picture.request import HEIGHT, WIDTH, PictureRequest
from scanner.probes.workers.main import Report

LAUNCHER = "scanner.probes.picture.launcher"  # run with ``python -m``
TO_START, TO_SETTLE, TO_TELL = 20.0, 2.0, 3.0  # seconds
DRIVER_MEMORY = 512  # MB of Playwright's own process
MOST_REFUSALS = 1_000  # one by one; what a page asks for after that is the gateway's to refuse
HOST_LENGTH = 100
NOT_LOADED = "still loading after {seconds:.0f} s"


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """Look at one page (``PictureRequest``); reports fields of ``BrowserFacts``, and ``failure`` in words."""
    request = PictureRequest.model_validate(arguments)
    os.environ["TMPDIR"] = request.folder  # what Playwright leaves there goes with the folder
    os.environ["NODE_OPTIONS"] = f"--max-old-space-size={DRIVER_MEMORY}"
    asyncio.run(_look(request, report))
    return None


async def _look(request: PictureRequest, report: Report) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=sys.executable,
            ignore_default_args=True,
            args=_command(request),
            env={"PATH": "/usr/bin:/bin", "HOME": request.home, "TMPDIR": request.home, "LANG": "C.UTF-8"},
            timeout=TO_START * 1000,
        )
        report({"browser": f"Chromium {browser.version}"[:100]})
        context = await _context(browser, request)
        visitor = _OpenPage(context, request, report)
        await visitor.visit()


def _command(request: PictureRequest) -> list[str]:
    """Python becomes the browser, once it has put itself in order."""
    launcher = ("-P", "-m", LAUNCHER, request.folder, str(request.proxy_port))
    return [*launcher, request.chromium, *flags(request.proxy_port, Path(request.home))]


async def _context(browser: Browser, request: PictureRequest) -> BrowserContext:
    return await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        user_agent=_user_agent(browser.version, request) if request.is_itself else request.user_agent,
        ignore_https_errors=True,  # the certificate is judged elsewhere
        service_workers="block",
        accept_downloads=False,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )


def _user_agent(version: str, request: PictureRequest) -> str:
    """As the browser names itself, with the name of who scans behind it."""
    major = version.partition(".")[0]
    browser = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0"
    return f"{browser} Safari/537.36 {request.user_agent}"


class _OpenPage:
    """One page and what it asks for."""

    def __init__(self, context: BrowserContext, request: PictureRequest, report: Report) -> None:
        self._context = context
        self._request = request
        self._report = report
        self._refused: dict[str, None] = {}
        self._refusals = 0

    async def visit(self) -> None:
        page = await self._context.new_page()
        page.on("popup", lambda popup: asyncio.ensure_future(_closed(popup)))
        await self._context.route(_elsewhere(self._request.hosts), self._refuse)
        cdp = await self._context.new_cdp_session(page)
        await self._open(page)
        await self._tell(cdp)
        self._report(await shooting.shot(cdp))
        if self._request.accessibility:
            self._report({"accessibility": await accessibility.tried(cdp)})
        self._report({"refused": list(self._refused)})

    async def _open(self, page: Page) -> None:
        """Until it is loaded and asks for nothing more, or long enough."""
        try:
            async with asyncio.timeout(self._request.to_load):
                referer = self._request.referer or None
                answer = await page.goto(self._request.url, wait_until="commit", timeout=0, referer=referer)
                self._report({"status": answer.status if answer else None})
                await page.wait_for_load_state("load", timeout=0)
        except TimeoutError:
            self._report({"loading": NOT_LOADED.format(seconds=self._request.to_load)})
        except Error as error:
            self._report({"failure": error.message[:200]})
            raise
        with suppress(Error):
            await page.wait_for_load_state("networkidle", timeout=TO_SETTLE * 1000)

    async def _tell(self, cdp: CDPSession) -> None:
        """Where the browser is, in its own words."""
        async with asyncio.timeout(TO_TELL):
            history = await cdp.send("Page.getNavigationHistory")
        entry = history["entries"][history["currentIndex"]]
        title, url = clip(entry["title"], TITLE_LENGTH), clip(entry["url"], URL_LENGTH)
        self._report({"shown_url": url, "title": title})

    async def _refuse(self, route: Route) -> None:
        """What leads elsewhere; a page that would go there stays where it is."""
        self._refusals += 1
        if len(self._refused) < MOST_REFUSED:
            self._refused[_host(route.request.url)] = None
        with suppress(Error):  # the page has gone meanwhile
            await route.abort("aborted")
            if self._refusals == MOST_REFUSALS:
                await self._context.unroute_all()


def _elsewhere(hosts: tuple[str, ...]) -> re.Pattern[str]:
    """URLs of the web on other hosts than these."""
    own = "|".join(re.escape(f"[{host}]" if ":" in host else host) for host in hosts)
    return re.compile(rf"^(?:https?|wss?)://(?!(?:{own})(?::[0-9]+)?(?:[/?#]|$))", re.IGNORECASE)


def _host(url: str) -> str:
    scheme, _, rest = url.partition("://")
    host = re.split(r"[/?#]", rest[:URL_LENGTH], maxsplit=1)[0].rpartition("@")[2]
    return clip(host if ":" in host else f"{host}:{443 if scheme == 'https' else 80}", HOST_LENGTH)


async def _closed(popup: Page) -> None:
    with suppress(Error):
        await popup.close()
