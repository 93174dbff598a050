"""Tells systemd that a service is ready, alive or about to end (sd_notify(3)); without systemd, nobody.

A datagram to a socket of this machine, so it lives where sockets do; it leads to no network.
"""

import os
import socket
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"
READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(state: str) -> None:
    """Send a state to whoever started this service, if it asked for it; whether it hears it is its affair."""
    address = os.environ.get(VARIABLE, "")
    if not address.startswith(("/", "@")):
        return
    name = f"\0{address[1:]}" if address.startswith("@") else address  # of the abstract kind, unix(7)
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.sendto(state.encode(), name)
