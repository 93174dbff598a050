"""What the two processes of a run say to each other: a length, then one pickled object.

Both are this program, started by the same user: nothing that a scanned host says is unpickled as it came.
"""

import asyncio
import pickle
import struct

LENGTH = struct.Struct(">I")


class Wanted:
    """The second process has room for one more endpoint."""


class NoMore:
    """There is no endpoint left for it."""


async def read(reader: asyncio.StreamReader) -> object:
    """The next object; None when the other process has gone, also in the middle of one."""
    try:
        (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        return pickle.loads(await reader.readexactly(length))  # noqa: S301 - of our own process
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def write(writer: asyncio.StreamWriter, what: object) -> None:
    """Send one object."""
    data = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    writer.write(LENGTH.pack(len(data)) + data)
