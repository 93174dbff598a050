"""A host that stands: its sites at their addresses, on ports of their own, and the name server that tells."""

import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import Enum

import dns.message

from benchmarks.accuracy.host import Place, Served
from benchmarks.accuracy.root import ROOT
from benchmarks.accuracy.websites import answers
from benchmarks.accuracy.websites.serving import Asked, Endpoint, Handler, listening
from scanner.lab.connections.addresses import TCP, bind_together
from tests.scanner.fleet import Names
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.dns import rogues

SECURITY_TXT = "/.well-known/security.txt"
DOMAIN = "accuracy.test"
IPV6 = "::1"
USUAL, ANY = (443, 80), (0, 0)
WAITING = 4  # connections that fill a backlog of none
AnswerName = Callable[[dns.message.Message], bytes | None]
Serve = Callable[[Place], AbstractAsyncContextManager[Served]]


class Port(Enum):
    """A port that no server answers at."""

    CLOSED = "closed"  # refuses
    DROPPING = "dropping"  # leaves the client waiting


def constant(answer: bytes) -> Handler:
    """A handler that answers everything alike."""
    return lambda _asked: answer


def to_https(asked: Asked) -> bytes:
    """The plain port's usual answer: the same path over https, and no other header."""
    return answers.redirect(f"{asked.endpoint.https}{asked.path}", headers=())


def pages(root: bytes | Handler, security_txt: bytes | Handler | None = None) -> Handler:
    """A handler of ``/`` and of security.txt (by default a valid one); anything else is not found."""

    def handle(asked: Asked) -> bytes:
        if asked.path == "/":
            return root if isinstance(root, bytes) else root(asked)
        if asked.path != SECURITY_TXT:
            return answers.response("<h1>404</h1>", status=404)
        if security_txt is None:
            return answers.security_txt()
        return security_txt if isinstance(security_txt, bytes) else security_txt(asked)

    return handle


IN_ORDER = pages(answers.response())


@dataclass(frozen=True, kw_only=True)
class Site:
    """What stands at one address."""

    https: Handler | Port = IN_ORDER
    plain: Handler | Port = to_https
    client_certificate: bool = False


def standing(
    name: str,
    *sites: Site,
    ipv6: Site | None = None,
    names: AnswerName | None = None,
    usual_ports: bool = False,
) -> Serve:
    """A way to serve a host: a site at each of its addresses, in order, and one at ::1.

    ``names``: what the name server answers instead of these addresses; ``usual_ports``: 443 and 80, which
    only root can have.
    """
    host = f"{name}.{DOMAIN}"

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        by_address = dict(zip(place.addresses, sites, strict=False))
        if ipv6 is not None:
            by_address[IPV6] = ipv6
        told = names or Names(tuple(by_address)).answer
        with started(host, by_address, place, USUAL if usual_ports else ANY) as endpoint:
            async with rogues.answering(told) as (address, port):
                yield Served(
                    target=f"{host}:{endpoint.https_port}",
                    options=options(endpoint, f"{address}:{port}", place),
                )

    return serve


def options(endpoint: Endpoint, resolver: str, place: Place) -> tuple[str, ...]:
    """What ``capdo audit`` must be told of the place."""
    ports = ("--http-port", str(endpoint.http_port))
    return (*ports, "--resolver", resolver, "--ca-file", str(place.ca_file))


@contextlib.contextmanager
def started(host: str, sites: Mapping[str, Site], place: Place, ports: tuple[int, int]) -> Iterator[Endpoint]:
    """Sites at their addresses, on the same two ports at each, https and plain; 0: any that is free."""
    with ExitStack() as held:
        secure, plain = (_bound(held, tuple(sites), port) for port in ports)
        endpoint = Endpoint(host, secure[0], plain[0])
        certificate = leaf(ROOT, name=host, names=(host, f"www.{host}")).write(place.folder, "site")
        for site, at_https, at_http in zip(sites.values(), secure[1], plain[1], strict=True):
            context = server_tls(str(certificate[0]), str(certificate[1]), asks=site.client_certificate)
            _stand(held, site.https, at_https, endpoint, context)
            _stand(held, site.plain, at_http, endpoint, None)
        yield endpoint


def server_tls(certificate: str, key: str, *, asks: bool) -> ssl.SSLContext:
    """TLS as servers have it; ``asks``: clients must show a certificate, which none has."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if asks:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(certificate)
    return context


def _bound(held: ExitStack, addresses: tuple[str, ...], port: int) -> tuple[int, tuple[socket.socket, ...]]:
    if port:
        sockets = tuple(_at(address, port) for address in addresses)
    else:
        port, sockets = bind_together([(address, TCP) for address in addresses])
    for bound in sockets:
        held.callback(bound.close)
    return port, sockets


def _at(address: str, port: int) -> socket.socket:
    return socket.create_server((address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET)


def _stand(
    held: ExitStack,
    server: Handler | Port,
    bound: socket.socket,
    endpoint: Endpoint,
    context: ssl.SSLContext | None,
) -> None:
    if not isinstance(server, Port):
        held.enter_context(listening(bound, server, endpoint, context))
    elif server is Port.DROPPING:
        bound.listen(0)
        for _ in range(WAITING):
            waiting = held.enter_context(socket.socket(bound.family))
            waiting.settimeout(0)
            waiting.connect_ex(bound.getsockname())
