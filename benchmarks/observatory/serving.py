"""Servers on loopback whose answers are a case's: each case has an address of 127.0.0.0/8 of its own."""

import asyncio
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.checks.grades.observatory.cases import CERTIFICATES, HOST, NAMES, Answer, Case, Certificate
from tests.scanner.probes.authority import Issued, authority, leaf
from tests.scanner.probes.listening import closed_port

WIDTH = 200  # addresses of one block


def address_of(number: int) -> str:
    """Of the case of this number."""
    return f"127.{77 + number // WIDTH // WIDTH}.{number // WIDTH % WIDTH}.{number % WIDTH + 1}"


@dataclass(frozen=True)
class Served:
    """The ports: for plain HTTP, for each kind of certificate, and a closed one; and the trusted root."""

    plain: int
    tls: dict[Certificate, int]
    closed: int
    root: Path

    def ports(self, case: Case) -> dict[str, int]:
        """By scheme."""
        ports = {"http": self.plain, "https": self.tls[case.certificate]}
        return {scheme: self.closed if scheme in case.closed else port for scheme, port in ports.items()}


@contextmanager
def serving(cases: Sequence[Case], folder: Path) -> Iterator[Served]:
    """Serve them all; certificates are made in the folder."""
    by_address = {address_of(number): case for number, case in enumerate(cases)}
    issuer = authority()
    root = folder / "root.pem"
    issuer.write(folder, "root")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def listen(scheme: str, context: ssl.SSLContext | None) -> int:
        started = _Server(by_address, scheme).start(context)
        return asyncio.run_coroutine_threadsafe(started, loop).result()

    with closed_port("0.0.0.0") as closed:  # noqa: S104 - each case has an address of loopback
        tls = {name: listen("https", _context(name, issuer, folder)) for name in CERTIFICATES}
        try:
            yield Served(listen("http", None), tls, closed, root)
        finally:
            loop.call_soon_threadsafe(_stop, loop)
            thread.join()


def _stop(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_later(0.1, loop.stop)


def _context(name: str, issuer: Issued, folder: Path) -> ssl.SSLContext:
    names = ("elsewhere.test",) if name == "another name" else NAMES
    issued = leaf(None if name == "untrusted" else issuer, names=names)
    certificate, key = issued.write(folder, name.replace(" ", "-"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@dataclass(frozen=True)
class _Server:
    by_address: dict[str, Case]
    scheme: str

    async def start(self, context: ssl.SSLContext | None) -> int:
        server = await asyncio.start_server(self._serve, "0.0.0.0", 0, ssl=context)  # noqa: S104
        return int(server.sockets[0].getsockname()[1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        case = self.by_address[writer.get_extra_info("sockname")[0]]
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                writer.write(_bytes(case.answer(*_asked(head, self.scheme))))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def _asked(head: list[str], scheme: str) -> tuple[str, str]:
    """Address and method of a request."""
    method, path, _ = head[0].split(" ")
    hosts = (line.partition(":")[2].strip() for line in head if line.lower().startswith("host:"))
    return f"{scheme}://{next(hosts, HOST)}{path}", method


def _bytes(answer: Answer) -> bytes:
    body = answer.body.encode()
    lines = [f"HTTP/1.1 {answer.status} Answer", *answer.headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body
