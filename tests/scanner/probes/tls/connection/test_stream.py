"""A connection's bytes: read as they come, sent whole, and told apart by how it ends."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from scanner.probes.tls.connection.opening import _resolved, connected
from scanner.probes.tls.connection.stream import CHUNK, ServerStream
from tests.scanner.probes.hostile import hangs, resets
from tests.scanner.probes.listening import closed_port, serving

PATIENCE = 60.0  # seconds
SOON = 0.1


def _later(seconds: float = PATIENCE) -> float:
    return asyncio.get_running_loop().time() + seconds


@pytest.fixture
async def pair() -> AsyncIterator[tuple[ServerStream, socket.socket]]:
    """A stream, and the blocking socket at its other end."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)  # noqa: FBT003 - the name says it
    stream = ServerStream(ours)
    stream.wait_until(_later())
    yield stream, theirs
    stream.close()
    theirs.close()


async def test_what_comes_is_read_whole(pair: tuple[ServerStream, socket.socket]) -> None:
    """Everything in its order, however it comes, and then the end."""
    stream, theirs = pair
    theirs.sendall(b"220 hello\r\n250")
    assert await stream.readuntil(b"\n") == b"220 hello\r\n"
    assert await stream.readexactly(3) == b"250"
    waiting = asyncio.create_task(stream.readexactly(4))
    for byte in b"\1\2\3\4\5":
        await asyncio.sleep(0)
        theirs.sendall(bytes((byte,)))
    assert await waiting == b"\1\2\3\4"
    theirs.close()
    assert await stream.read() == b"\5"
    assert await stream.read() == b""


async def test_the_end_before_all_came(pair: tuple[ServerStream, socket.socket]) -> None:
    """What came is told."""
    stream, theirs = pair
    theirs.sendall(b"22")
    theirs.shutdown(socket.SHUT_WR)
    with pytest.raises(asyncio.IncompleteReadError) as found:
        await stream.readexactly(3)
    assert found.value.partial == b"22"
    with pytest.raises(asyncio.IncompleteReadError):
        await stream.readuntil(b"\n")


async def test_a_flood_waits_in_the_system(pair: tuple[ServerStream, socket.socket]) -> None:
    """No more than two chunks are held, nothing of it is lost, and a line without an end is an error."""
    stream, theirs = pair
    flood = bytes(range(256)) * (CHUNK // 32)
    sending = asyncio.create_task(asyncio.to_thread(theirs.sendall, flood))
    received = await stream.read()
    while len(received) < len(flood):
        await asyncio.sleep(0)
        part = await stream.read()
        assert 0 < len(part) < 2 * CHUNK
        received += part
    await sending
    assert received == flood
    theirs.sendall(b"x" * CHUNK)
    with pytest.raises(asyncio.LimitOverrunError):
        await stream.readuntil(b"\n")


async def test_more_than_the_system_takes_at_once(pair: tuple[ServerStream, socket.socket]) -> None:
    """What is written goes out whole and in its order, as the other side reads it."""
    stream, theirs = pair
    stream.write(b"a" * 1_000_000)
    stream.write(b"b" * 1_000_000)

    def heard() -> bytes:
        parts = b""
        while len(parts) < 2_000_000:
            parts += theirs.recv(CHUNK)
        return parts

    assert await asyncio.to_thread(heard) == b"a" * 1_000_000 + b"b" * 1_000_000


async def test_time_is_up_for_good(pair: tuple[ServerStream, socket.socket]) -> None:
    """Whoever waits is told, and whoever reads later."""
    stream, theirs = pair
    stream.wait_until(_later(SOON))
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await stream.read()
    theirs.sendall(b"late")
    with pytest.raises(TimeoutError):
        await stream.readexactly(1)


async def test_more_time(pair: tuple[ServerStream, socket.socket]) -> None:
    """The moment that was set last counts."""
    stream, theirs = pair
    stream.wait_until(_later(SOON))
    stream.wait_until(_later())
    asyncio.get_running_loop().call_later(2 * SOON, theirs.sendall, b"late")
    assert await stream.read() == b"late"


async def test_a_reset_is_no_end() -> None:
    """A connection that breaks is an error, for what is written afterwards too."""
    async with serving(resets) as port:
        stream = ServerStream(await connected("127.0.0.1", port, _later()))
        stream.wait_until(_later())
        stream.write(b"hello\r\n\r\n")
        with pytest.raises(ConnectionError):
            await stream.read()
        stream.write(b"once more")
        with pytest.raises(ConnectionError):
            await stream.readuntil(b"\n")
        stream.close()


async def test_writing_into_a_broken_connection(pair: tuple[ServerStream, socket.socket]) -> None:
    """It is the next read that says so."""
    stream, theirs = pair
    theirs.close()
    stream.write(b"hello")
    with pytest.raises(ConnectionError):
        await stream.read()


async def test_giving_up_a_read(pair: tuple[ServerStream, socket.socket]) -> None:
    """Who is cancelled leaves the stream as it was."""
    stream, theirs = pair
    waiting = asyncio.create_task(stream.read())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    theirs.sendall(b"late")
    assert await stream.read() == b"late"


async def test_opening_over_both_protocols() -> None:
    """IPv4 and IPv6; the scope of a link-local address is kept."""
    async with serving(hangs) as port:
        (await connected("127.0.0.1", port, _later())).close()
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        (await connected("::1", server.getsockname()[1], _later())).close()
    family, where = _resolved("fe80::1%lo", 443)
    assert (family, where[-1]) == (socket.AF_INET6, socket.if_nametoindex("lo"))


async def test_opening_in_vain() -> None:
    """The system's error comes along, with the address; a name is none."""
    with closed_port() as port, pytest.raises(ConnectionRefusedError, match=f"'127.0.0.1', {port}"):
        await connected("127.0.0.1", port, _later())
    with pytest.raises(socket.gaierror):
        await connected("localhost.invalid", 443, _later())


async def test_nobody_takes_it_in_time() -> None:
    """A connection that nobody accepts is waited for until the moment, and no longer."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        with socket.create_connection(address), pytest.raises(TimeoutError):
            await connected("127.0.0.1", address[1], _later(SOON))
