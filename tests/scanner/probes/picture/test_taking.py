"""A real Chromium before real servers, friendly and hostile; and what is left of it afterwards."""

import asyncio
import base64
import os
import tempfile
from asyncio import StreamReader, StreamWriter
from pathlib import Path
from typing import Any

import pytest

from checks.facts import AccessibilityFacts, BrowserFacts, Client, NotTested
from scanner.probes.context import ProbeContext
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route
from scanner.probes.picture import memory, taking, tools
from scanner.probes.picture.request import PictureWish
from tests.scanner.probes import contexts
from tests.scanner.probes.listening import serving

LACK = tools.lacking()
pytestmark = pytest.mark.skipif(bool(LACK), reason="; ".join(one.en for one in LACK) or "nothing is missing")
PLAIN = """<!doctype html><title>Cổng thông tin</title><h1>Xin chào</h1><img src="/logo.png">
<script src="https://cdn.example/a.js"></script>"""
RESTLESS = """<!doctype html><html lang="vi"><title>Yên</title><h1>Xin chào</h1><script>
for (let i = 0; i < 50; i++) { window.open("/popup" + i); open("https://popup.example/") }
setInterval(() => confirm("?"), 50)
navigator.serviceWorker?.register("/sw.js").catch(() => 0)
new WebSocket("ws://socket.example/")
fetch("http://127.0.0.1:1/").catch(() => 0)
const asked = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:3478"}]})
const link = document.createElement("a"); link.href = "/file.zip"; link.download = "a"; link.click()
setTimeout(() => { location = "https://away.example/" }, 200)
</script>"""
BUSY = "<!doctype html><title>x</title><h1>x</h1><script>for (;;) alert(1)</script>"


class Site:
    """A web server of a few pages, which keeps what was asked for and with which user agent."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self._pages = pages

    async def __call__(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One request a connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split()[1]
        self.asked.append(path)
        self.agents |= {line for line in head.split("\r\n") if line.lower().startswith("user-agent")}
        if path == "/away":
            writer.write(
                b"HTTP/1.1 302 Found\r\nLocation: https://away.example/\r\nContent-Length: 0\r\n\r\n"
            )
            return
        body = self._pages.get(path, "").encode()
        kind = "application/zip" if path.endswith("zip") else "text/html; charset=utf-8"
        status = "200 OK" if body else "404 Not Found"
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n".encode() + body
        )
        await writer.drain()
        writer.write_eof()
        await reader.read()


def wish(port: int, context: ProbeContext, path: str = "/", **changes: Any) -> PictureWish:
    """Of a page of www.example.test, which is here."""
    target = contexts.target("www.example.test", https_port=port, http_port=port)
    route = Route.of(target, (), Neighbours(context))
    url = f"http://www.example.test:{port}{path}"
    return PictureWish(url=url, address="127.0.0.1", route=route, **changes)


def left_behind() -> list[str]:
    """Folders of pictures, and processes that know one."""
    folders = list(Path(tempfile.gettempdir()).glob("capdo-picture-*"))
    of_ours = [one for one in folders if one.name in _STARTED]
    return [str(one) for one in of_ours] + [str(one) for one in memory.members(_GROUPS)]


_STARTED: set[str] = set()
_GROUPS: set[int] = set()


@pytest.fixture(autouse=True)
def noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which folders and process groups a test made: others on this machine take pictures too."""
    _STARTED.clear()
    _GROUPS.clear()
    make_home, group = taking._make_home, memory.browser_group

    def making(folder: Path) -> None:
        _STARTED.add(folder.name)
        make_home(folder)

    def grouped(folder: Path) -> tuple[int, ...]:
        found = tuple(group(folder))
        _GROUPS.update(found)
        return found

    monkeypatch.setattr(taking, "_make_home", making)
    monkeypatch.setattr(memory, "browser_group", grouped)


async def test_a_page_is_drawn_and_its_rules_are_tried() -> None:
    """With what it says of itself, what it was not led to, and each connection counted."""
    site = Site({"/": PLAIN})
    async with serving(site) as port:
        context = contexts.context(user_agent="capdo-test/1 (Sở KHCN)")
        found = await taking.take(wish(port, context, accessibility=True), context)
    assert isinstance(found, BrowserFacts)
    assert base64.b64decode(found.picture).startswith(b"\xff\xd8\xff")
    assert (found.width, found.height, found.status, found.title) == (1280, 1024, 200, "Cổng thông tin")
    assert found.browser.startswith("Chromium ")
    assert found.refused == ("cdn.example:443",)
    assert isinstance(found.accessibility, AccessibilityFacts)
    assert {"image-alt", "html-has-lang"} <= {one.rule for one in found.accessibility.broken}
    assert found.unseen == ()
    assert context.connections["browser"] == len(site.asked) >= 2
    assert all("Chrome/" in agent and "Headless" not in agent for agent in site.agents)
    assert left_behind() == []


async def test_a_restless_page_stays_where_it_is() -> None:
    """Dialogs, windows, downloads, sockets and a script that leads away: the page itself is drawn."""
    site = Site({"/": RESTLESS, "/file.zip": "zip"})
    async with serving(site) as port:
        context = contexts.context()
        asked = wish(port, context, to_load=4.0, client=Client.CRAWLER)
        found = await taking.take(asked, context)
    assert isinstance(found, BrowserFacts), found
    assert (found.shown_url, found.title) == (f"http://www.example.test:{port}/", "Yên")
    assert {"away.example:443", "127.0.0.1:1"} <= set(found.refused)
    assert "/sw.js" not in site.asked
    assert found.client is Client.CRAWLER
    assert all("Googlebot" in agent and "capdo/" in agent for agent in site.agents)
    assert found.picture
    assert left_behind() == []


@pytest.mark.parametrize(
    ("path", "reason"), [("/busy", "timeout"), ("/away", "elsewhere"), ("/a.zip", "unreadable")]
)
async def test_what_cannot_be_drawn_has_its_reason(
    path: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that never rests, one that is elsewhere, and one that is no page."""
    monkeypatch.setattr(taking, "SECONDS", 25.0)
    async with serving(Site({"/busy": BUSY, "/a.zip": "zip"})) as port:
        context = contexts.context()
        found = await taking.take(wish(port, context, path, to_load=1.0), context)
    assert isinstance(found, NotTested)
    assert found.reason == reason, found
    assert left_behind() == []


async def test_a_browser_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that it started."""
    monkeypatch.setattr(memory, "MOST_MEMORY", 150 << 20)
    async with serving(Site({"/": PLAIN})) as port:
        context = contexts.context()
        found = await taking.take(wish(port, context), context)
    assert isinstance(found, NotTested)
    assert "GB of memory" in found.detail
    assert _GROUPS
    assert left_behind() == []


async def test_whoever_gives_up_leaves_nothing_behind() -> None:
    """Ctrl-C in the middle of a picture: the worker, the driver and the browser go."""
    began = asyncio.Event()

    async def begin(_reader: StreamReader, _writer: StreamWriter) -> None:
        began.set()
        await asyncio.sleep(60)

    async with serving(begin) as port:
        context = contexts.context()
        task = asyncio.create_task(taking.take(wish(port, context), context))
        await began.wait()
        assert list(memory.members({os.getpgid(0)}))  # what is looked for can be found
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert _GROUPS
    assert left_behind() == []


def test_what_a_killed_scanner_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour later, and nobody else's: no link is followed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, kept = tmp_path / "capdo-picture-old", tmp_path / "capdo-picture-new", tmp_path / "kept"
    for folder in (old, new, kept):
        folder.mkdir()
    (tmp_path / "capdo-picture-link").symlink_to(kept)
    os.utime(old, (0, 0))
    os.utime(kept, (0, 0))
    taking._remove_old()
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {"capdo-picture-link", "capdo-picture-new", "kept"}
