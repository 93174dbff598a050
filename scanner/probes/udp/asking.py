"""One service asked: its datagrams, each in a slot of the budget, and what came back within the patience."""

import asyncio
import secrets
import socket

from checks.facts import UdpAnswer
from checks.facts.scans.udp import UdpState
from scanner.probes.addresses import IPV6, family
from scanner.probes.context import ProbeContext
from scanner.probes.udp.service import TOKEN_LENGTH, UdpService

KIND = "udp"
PATIENCE = 2.0  # seconds for an answer
MORE = 0.2  # seconds for what follows the first datagram
LONGEST, MOST = 4_096, 20  # octets of a datagram, datagrams of an answer


async def ask(address: str, service: UdpService, context: ProbeContext) -> UdpAnswer:
    """What one service answers.

    Raises:
        OSError: there is no way to the address.

    """
    token = secrets.token_bytes(TOKEN_LENGTH)
    sent = 0
    for question in service.ask(token):
        sent += 1
        async with context.budget.connection(address, KIND, context.connections):
            try:
                from_anywhere = service.answers_from_other_port and sent == 1
                datagrams = await _exchange((address, service.port), question, from_anywhere=from_anywhere)
            except ConnectionRefusedError:
                return _answer(service, "closed", sent)
        if datagrams:
            return _told(service, token, question, datagrams, sent)
    return _answer(service, "silent", sent)


def _told(service: UdpService, token: bytes, question: bytes, datagrams: list[bytes], sent: int) -> UdpAnswer:
    readings = [reading for data in datagrams if (reading := service.read(data, token)) is not None]
    served = any(reading.served for reading in readings)
    answer = _answer(service, "open" if served else "guarded", sent)
    told = next((reading.told for reading in readings if reading.told), "")
    sizes = {"bytes_sent": len(question), "bytes_received": sum(map(len, datagrams))}
    return answer.model_copy(update={**sizes, "told": told})


def _answer(service: UdpService, state: UdpState, sent: int) -> UdpAnswer:
    return UdpAnswer(service=service.name, port=service.port, state=state, sent=sent)


async def _exchange(there: tuple[str, int], question: bytes, *, from_anywhere: bool) -> list[bytes]:
    """The datagrams that the address itself sent back; a closed port raises ConnectionRefusedError.

    ``from_anywhere``: from another port of it, too. Only where that is not so the host is heard to say that
    a port is closed; so such a service, once it has kept silent, is asked for that alone.
    """
    kind = socket.AF_INET6 if family(there[0]) == IPV6 else socket.AF_INET
    loop = asyncio.get_running_loop()
    with socket.socket(kind, socket.SOCK_DGRAM) as asking:
        asking.setblocking(False)  # noqa: FBT003 - socket's interface
        if from_anywhere:
            await loop.sock_sendto(asking, question, there)
        else:
            await loop.sock_connect(asking, there)
            await loop.sock_sendall(asking, question)
        return await _collected(asking, there[0])


async def _collected(asking: socket.socket, address: str) -> list[bytes]:
    loop = asyncio.get_running_loop()
    received: list[bytes] = []
    due = loop.time() + PATIENCE
    try:
        while len(received) < MOST:
            async with asyncio.timeout_at(due):
                data, sender = await loop.sock_recvfrom(asking, LONGEST)
            if sender[0].partition("%")[0] == address:
                received.append(data)
                due = min(due, loop.time() + MORE)
    except TimeoutError:
        pass
    return received
