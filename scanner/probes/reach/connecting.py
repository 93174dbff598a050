"""One TCP connection, closed as soon as it is made, and what it met."""

import asyncio
import errno
import socket
from time import monotonic

from checks.facts.reach import PortAnswer
from scanner.probes.addresses import family
from scanner.probes.context import ProbeContext

SOCKETS = {4: socket.AF_INET, 6: socket.AF_INET6}
# ICMP unreachables, local firewalls and missing routes. Any other error is this machine's own and is raised.
NO_WAY_THERE = {
    errno.EACCES,
    errno.EADDRNOTAVAIL,
    errno.EAFNOSUPPORT,
    errno.ECONNABORTED,
    errno.ECONNRESET,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.EINVAL,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.ENOPROTOOPT,
    errno.EPERM,
}


async def attempt(address: str, port: int, context: ProbeContext) -> PortAnswer:
    """What a connection to one port met, counted under ``reach``; waiting for a slot costs no time-out.

    Raises:
        OSError: this machine cannot connect at all, for example for want of file descriptors.

    """
    return (await timed_attempt(address, port, context))[0]


async def timed_attempt(address: str, port: int, context: ProbeContext) -> tuple[PortAnswer, float]:
    """As ``attempt``, with the seconds that it took, the waiting for a slot aside."""
    async with context.budget.connection(address, "reach", context.connections):
        began = monotonic()
        try:
            async with asyncio.timeout(context.settings.connect_timeout):
                await _connect(address, port)
        except OSError as error:
            return met(error), monotonic() - began
        took = monotonic() - began
    context.budget.pace(address).open_ports.add(port)
    return "open", took


async def _connect(address: str, port: int) -> None:
    with socket.socket(SOCKETS[family(address)]) as connection:
        connection.settimeout(0)
        await asyncio.get_running_loop().sock_connect(connection, (address, port))


def met(error: OSError) -> PortAnswer:
    """What a failed connection means; raises the error when it is this machine's own."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if error.errno in NO_WAY_THERE:
        return "unreachable"
    raise error
