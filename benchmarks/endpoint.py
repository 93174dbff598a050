"""Where a server of the benchmark listens."""

from typing import NamedTuple


class Endpoint(NamedTuple):
    """An address of 127.0.0.0/8 and a port."""

    host: str
    port: int
