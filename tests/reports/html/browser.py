"""A real browser, headless, that opens a page at a width and tells what happened."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--enable-logging=stderr",
    "--virtual-time-budget=10000",
    "--dump-dom",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
FRAME = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<iframe id="page" src="/page.html" style="width:{width}px;height:800px;border:0"></iframe>
<pre id="told"></pre>
<script>
document.getElementById("page").addEventListener("load", event => {{
  const root = event.target.contentDocument.documentElement;
  for (const details of root.querySelectorAll("details")) details.open = true;
  const colour = event.target.contentWindow.getComputedStyle(root.querySelector("h1")).color;
  const headings = root.querySelectorAll("h2").length;
  const style = element => event.target.contentWindow.getComputedStyle(element);
  const isStruck = element => style(element).textDecorationLine.includes("line-through");
  const struck = [...root.querySelectorAll("s")].filter(isStruck).length;
  const told = {{wide: root.scrollWidth, inner: root.clientWidth, headings, colour, struck}};
  document.getElementById("told").textContent = JSON.stringify(told);
}});
</script>"""
DEADLINE_SECONDS = 120


@dataclass(frozen=True)
class Opened:
    """What a browser told: the page's width and the window's, its h2 count, the h1's colour, and its log.

    ``struck``: how many elements are meant to be struck through (``s``), and are.
    """

    wide: int
    inner: int
    headings: int
    colour: str
    struck: int
    console: tuple[str, ...]
    requested: tuple[str, ...]


def open_page(page: str, width: int, folder: Path) -> Opened:
    """Open a page, with all details open, in a frame of a width; a server on loopback sees each request."""
    frame = FRAME.format(width=width)
    with serving({"/frame.html": frame, "/page.html": page}) as (port, requested):
        command = ["chromium", *FLAGS, f"--user-data-dir={folder / 'profile'}"]
        command.append(f"http://127.0.0.1:{port}/frame.html")
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=True, errors="replace"
        )
    told = re.search(r'<pre id="told">(\{.*?\})</pre>', done.stdout)
    assert told, f"the page never loaded: {done.stderr[-2000:]}"
    console = tuple(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return Opened(**json.loads(told[1]), console=console, requested=tuple(requested))


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[tuple[int, list[str]]]:
    """A server of these pages on an ephemeral port, and the list of the paths asked for."""
    requested: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requested.append(self.path)
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.server_port, requested
        finally:
            server.shutdown()
            thread.join()
