"""Well-behaved web sites: the standard library's server, on loopback, keeping a record of its requests."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from checks.facts import DnsFacts, HttpFacts, Target
from scanner.probes import http
from scanner.probes.context import ProbeContext
from tests.scanner.probes import contexts


@dataclass(frozen=True)
class Request:
    """One request as the server saw it. ``client`` is the address and port of its connection."""

    path: str
    headers: Message
    client: tuple[Any, ...]
    method: str = "GET"


@dataclass
class Answer:
    """What to answer."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"<title>Portal</title>"


Page = Answer | Callable[[Request], Answer]


@dataclass
class Site:
    """Pages by path; anything else is 404. A site may listen on several ports.

    ``preflight``: what OPTIONS is answered; None: 501, and such requests are not kept.
    """

    pages: dict[str, Page] = field(default_factory=lambda: {"/": Answer()})
    preflight: Page | None = None
    requests: list[Request] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)  # of TLS handshakes

    @property
    def clients(self) -> set[tuple[Any, ...]]:
        """The connections that carried requests."""
        return {request.client for request in self.requests}

    def answer(self, request: Request) -> Answer:
        """The page's answer, recorded."""
        self.requests.append(request)
        page = self.pages.get(request.path, Answer(status=404, body=b"no such page"))
        if request.method == "OPTIONS" and self.preflight is not None:
            page = self.preflight
        return page if isinstance(page, Answer) else page(request)

    @contextlib.contextmanager
    def listening(
        self, host: str = "127.0.0.1", port: int = 0, certificate: Path | None = None
    ) -> Iterator[int]:
        """Serve on one port, over TLS when there is a certificate (PEM with its key)."""
        kind = _Server6 if ":" in host else _Server
        with kind((host, port), self._handler()) as server:
            if certificate is not None:
                server.socket = self._tls(certificate).wrap_socket(
                    server.socket, server_side=True, do_handshake_on_connect=False
                )
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            thread.start()
            try:
                yield server.server_address[1]
            finally:
                server.shutdown()
                thread.join()

    def _tls(self, certificate: Path) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda _connection, name, _context: self.server_names.append(name)
        return context

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_OPTIONS(self) -> None:
                if site.preflight is None:
                    self.send_error(501)
                else:
                    self.do_GET()

            def do_GET(self) -> None:
                answer = site.answer(Request(self.path, self.headers, self.client_address, self.command))
                self.send_response(answer.status)
                for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_arguments: object) -> None:
        """A client that leaves is no news."""


class _Server6(_Server):
    address_family = socket.AF_INET6


@dataclass(frozen=True)
class Portal:
    """A site on a TLS and a plain port of 127.0.0.1."""

    site: Site
    target: Target

    async def facts(self, context: ProbeContext | None = None) -> HttpFacts:
        """What the probe finds there."""
        dns = DnsFacts(ipv4=("127.0.0.1",))
        found = await http.probe(self.target, dns, frozenset(), context or contexts.context())
        assert isinstance(found, HttpFacts)
        return found
