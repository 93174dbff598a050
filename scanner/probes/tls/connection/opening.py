"""Opening a TCP connection to an address."""

import asyncio
import socket
from functools import lru_cache

ADDRESSES_KEPT = 256
SocketAddress = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]


async def connected(address: str, port: int, until: float) -> socket.socket:
    """A connected socket, which does not block, waited for until a moment of the event loop's time.

    Raises:
        OSError: none came about; TimeoutError: not until then.

    """
    family, where = _resolved(address, port)
    connection = socket.socket(family, socket.SOCK_STREAM)
    is_connected = False
    try:
        await _connect(connection, where, until)
        is_connected = True
    finally:
        if not is_connected:
            connection.close()
    return connection


@lru_cache(maxsize=ADDRESSES_KEPT)
def _resolved(address: str, port: int) -> tuple[socket.AddressFamily, SocketAddress]:
    """Family and address, with the scope that one of IPv6 may have."""
    options = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    family, _, _, _, where = options[0]
    return family, where


async def _connect(connection: socket.socket, where: SocketAddress, until: float) -> None:
    connection.setblocking(False)  # noqa: FBT003 - the name says it
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        connection.connect(where)
    except (BlockingIOError, InterruptedError):
        await _writable(connection.fileno(), until)
    if code := connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise OSError(code, f"Connect call failed {where}")


async def _writable(descriptor: int, until: float) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    timer = loop.call_at(until, _settle, ready, False)  # noqa: FBT003 - whether it is ready
    loop.add_writer(descriptor, _settle, ready, True)  # noqa: FBT003 - as above
    try:
        if not await ready:
            raise TimeoutError
    finally:
        timer.cancel()
        loop.remove_writer(descriptor)


def _settle(ready: asyncio.Future[bool], is_ready: bool) -> None:  # noqa: FBT001 - the loop hands it over
    if not ready.done():
        ready.set_result(is_ready)
