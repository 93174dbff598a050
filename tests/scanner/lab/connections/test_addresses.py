"""Addresses and ports: nobody else's, and all of them given back."""

import asyncio
import socket

import pytest

from inventory.clock import now
from scanner.lab import starting
from scanner.lab.connections import addresses
from scanner.lab.connections.addresses import IPV6, TCP, UDP, bind, bind_together, claim_network
from scanner.lab.connections.listening import Listeners
from tests.scanner.lab.clients import connect, get, needs_ipv6, of


def test_no_two_labs_get_one_network() -> None:
    """Until the claim is given back."""
    claims = [claim_network() for _ in range(3)]
    assert len({claim.prefix for claim in claims}) == 3
    for claim in claims:
        claim.claim.close()


@needs_ipv6
def test_a_reserved_port_is_one_for_all_and_refuses() -> None:
    """Bound on every address, and closed to clients as long as it doesn't listen."""
    wishes = [("127.0.0.77", TCP), ("127.0.0.77", UDP), (IPV6, TCP)]
    port, sockets = bind_together(wishes)
    assert {each.getsockname()[1] for each in sockets} == {port}
    for address in ("127.0.0.77", IPV6):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, port), timeout=10)
    for each in sockets:
        each.close()


async def test_a_machine_without_ipv6_gets_a_lab_over_ipv4(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lab says so, and nothing of it is on ::1."""
    monkeypatch.setattr(starting, "has_ipv6", lambda: False)
    async with Listeners() as listeners:
        lab = await starting.start(listeners, tmp_path_factory.mktemp("ipv4"), now)
        host = of(lab, "tot")
        assert not lab.ipv6
        answer = await asyncio.to_thread(get, host)
        assert answer.status_code == 200
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            await asyncio.to_thread(connect, host, host.https_port, ipv6=True)


@needs_ipv6
def test_sockets_bound_before_a_failure_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is taken on the last address costs another try, and no socket."""
    made: list[socket.socket] = []

    def bind_but_fail_once(address: str, kind: socket.SocketKind, port: int = 0) -> socket.socket:
        if address == IPV6 and len(made) == 2:
            made.append(made[0])
            raise OSError("taken")
        made.append(bind(address, kind, port))
        return made[-1]

    monkeypatch.setattr(addresses, "bind", bind_but_fail_once)
    _, sockets = bind_together([("127.0.0.77", TCP), ("127.0.0.77", UDP), (IPV6, TCP)])
    assert [one.fileno() for one in made[:2]] == [-1, -1]
    for each in sockets:
        each.close()
