"""What the installed Chromium does with a chain: a server on loopback shows it, a headless browser looks.

Needs the commands chromium and certutil (Debian: chromium, libnss3-tools). Each case has its own profile and
its own store of roots, and nothing but loopback is asked.
"""

import re
import shutil
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from benchmarks.suites.pki.judging import ACCEPT, CANNOT_TELL, REFUSE

COMMANDS = ("chromium", "certutil")
SECONDS = 60.0  # for one page
PAGE = b"<!doctype html><title>seen</title><p id=seen-by-the-browser>"
MARK = "seen-by-the-browser"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * 127.0.0.1",
    "--dump-dom",
)


def missing() -> list[str]:
    """The commands that are not installed."""
    return [command for command in COMMANDS if shutil.which(command) is None]


def version() -> str:
    """What the browser calls itself."""
    told = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    return told.strip()


def ask(sent: Sequence[bytes], key: bytes, roots: Sequence[bytes], host: str) -> tuple[str, str]:
    """Accept, refuse or cannot tell; and the browser's own word for the error."""
    with tempfile.TemporaryDirectory(prefix="capdo-chromium-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            context = _context(sent, key, folder)
        except (ssl.SSLError, ValueError) as error:
            return CANNOT_TELL, f"the server cannot load it: {error}"
        _trust(roots, folder)
        with _served(context) as port:
            return answer(_said(folder, f"https://{host}:{port}/"))


def answer(said: str) -> tuple[str, str]:
    """What is made of the page and of the messages of the browser."""
    if MARK in said:
        return ACCEPT, ""
    error = re.search(r"net::(ERR_[A-Z0-9_]+)", said)
    return (REFUSE, error[1]) if error else (CANNOT_TELL, "neither the page nor an error")


def _context(sent: Sequence[bytes], key: bytes, folder: Path) -> ssl.SSLContext:
    file = folder / "server.pem"
    file.write_bytes(key + b"".join(ssl.DER_cert_to_PEM_cert(one).encode("ascii") for one in sent))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.load_cert_chain(file)
    return context


def _trust(roots: Sequence[bytes], folder: Path) -> None:
    store = folder / ".pki/nssdb"
    store.mkdir(parents=True)
    _run(["certutil", "-N", "--empty-password", "-d", f"sql:{store}"])
    for place, root in enumerate(roots):
        file = folder / f"root{place}.der"
        file.write_bytes(root)
        _run(["certutil", "-A", "-d", f"sql:{store}", "-n", f"root{place}", "-t", "C,,", "-i", str(file)])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)


def _said(folder: Path, url: str) -> str:
    profile = f"--user-data-dir={folder / 'profile'}"
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    command = ["chromium", *FLAGS, profile, url]
    try:
        ended = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return ""
    return ended.stdout + ended.stderr


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_what: object) -> None:
        """Say nothing."""


class _Server(HTTPServer):
    def handle_error(self, *_what: object) -> None:
        """A browser that refuses the certificate hangs up."""


@contextmanager
def _served(context: ssl.SSLContext) -> Iterator[int]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
