"""Which addresses of this machine the Internet's traffic would leave from. Nothing is sent."""

import socket
from collections.abc import Iterator

# The B root name server, over IPv4 and IPv6: any global address would do to ask the routes.
ANYWHERE_IPV4, ANYWHERE_IPV6 = "170.247.170.2", "2801:1b8:10::b"
DISCARD = 9


def own_addresses() -> Iterator[str]:
    """The source address of each kind that has a route; behind NAT others see another one."""
    for destination in (ANYWHERE_IPV4, ANYWHERE_IPV6):
        if source := source_towards(destination):
            yield source


def source_towards(destination: str) -> str | None:
    """The address that packets to another one would leave from; None: there is no route."""
    family = socket.AF_INET6 if ":" in destination else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((destination, DISCARD))  # of UDP: chooses a route, and sends nothing
            return str(asking.getsockname()[0])
    except OSError:
        return None
