"""A host behind a firewall of its own: a network namespace on the far side of a pair of virtual cards.

The firewall is a rule of routing that swallows what is sent to some ports, so that neither a module of the
kernel nor a program besides ``ip`` is needed. Root alone may make one.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.accuracy.host import Host

CLONE_NEWNET = 0x40000000  # sched.h
HIGHEST = 65_534  # a rule takes no range that ends later
NETWORK = "198.18"  # for tests of devices (RFC 2544); a /30 for each place
CARD_LENGTH = 13  # characters; the kernel takes 15
LOCAL_RULE, FIREWALL_RULE = "1000", "10"
_C = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Fence:
    """A namespace and the address of the host in it."""

    name: str
    address: str

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Sockets made within the block are the namespace's, for as long as they are open."""
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        there = os.open(f"/run/netns/{self.name}", os.O_RDONLY)
        try:
            _enter(there)
            try:
                yield
            finally:
                _enter(home)
        finally:
            os.close(there)
            os.close(home)


def if_root(*hosts: Host) -> tuple[Host, ...]:
    """The hosts, or none of them and a line that says so: ports below 1024 and namespaces are root's."""
    if os.geteuid() == 0 and shutil.which("ip"):
        return hosts
    names = ", ".join(host.name for host in hosts)
    sys.stderr.write(f"left out, as they need root and the command ip: {names}\n")
    return ()


@contextmanager
def fence(place: str, open_ports: Iterable[int] | None) -> Iterator[Fence]:
    """A namespace for a place, told by its loopback address; if given, all but ``open_ports`` is dropped."""
    third, fourth = place.split(".")[2:]
    net = int(fourth) % 64 * 4
    name = f"acc-{os.getpid() % 100_000}-{fourth}"[:CARD_LENGTH]
    near, far = (f"{NETWORK}.{third}.{net + host}" for host in (1, 2))
    inside = ("-n", name)
    with ExitStack() as made:
        _ip("netns", "add", name)
        made.callback(_ip, "netns", "del", name)
        _ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        made.callback(_ip, "link", "del", f"{name}a")
        _ip("address", "add", f"{near}/30", "dev", f"{name}a")
        _ip("link", "set", f"{name}a", "up")
        _ip(*inside, "address", "add", f"{far}/30", "dev", f"{name}b")
        _ip(*inside, "link", "set", f"{name}b", "up")
        _ip(*inside, "link", "set", "lo", "up")
        if open_ports is not None:
            _drop_all_but(name, sorted(open_ports))
        yield Fence(name, far)


def _drop_all_but(name: str, kept: Sequence[int]) -> None:
    """The local table is asked after the firewall's rules, not before them."""
    _ip("-n", name, "rule", "add", "pref", LOCAL_RULE, "lookup", "local")
    _ip("-n", name, "rule", "del", "pref", "0")
    for first, last in zip(
        (1, *(port + 1 for port in kept)), (*(port - 1 for port in kept), HIGHEST), strict=True
    ):
        if first <= last:
            what = ("iif", f"{name}b", "ipproto", "tcp", "dport", f"{first}-{last}")
            _ip("-n", name, "rule", "add", "pref", FIREWALL_RULE, *what, "blackhole")


def _ip(*arguments: str) -> None:
    program = shutil.which("ip") or "ip"
    subprocess.run((program, *arguments), check=True, capture_output=True)


def _enter(namespace: int) -> None:
    if _C.setns(namespace, CLONE_NEWNET) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def common_ports() -> tuple[int, ...]:
    """The ports that nmap tries when nobody says which."""
    command = ("nmap", "-sT", "--unprivileged", "--top-ports", "1000", "-oX", "-")
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    listed = said.partition(' services="')[2].partition('"')[0]
    ranges = (part.partition("-") for part in listed.split(",") if part)
    return tuple(port for first, _, last in ranges for port in range(int(first), int(last or first) + 1))
