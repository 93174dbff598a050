"""Network namespaces that are joined to nothing but each other: what they do never leaves this machine.

Each is kept by a process of its own, the first of a namespace of processes, which ends with its standard
input: whatever becomes of the test, the kernel then ends every server and takes the network away.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60.0  # seconds; a busy machine is no failure
LISTENING, UNCONNECTED = "0A", "07"  # states in Linux's tables of TCP and UDP sockets
PROGRAMS = "/usr/sbin:/sbin:/usr/local/sbin:/usr/bin:/bin"


@dataclass(frozen=True)
class Namespace:
    """A network of its own; ``pid`` is its keeper's, and ``started`` what runs in there."""

    pid: int
    started: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def command(self, arguments: Sequence[str]) -> list[str]:
        """What runs a program in there."""
        return ["nsenter", f"--target={self.pid}", "--net", "--pid", "--", *arguments]

    def configure(self, lines: Iterable[str]) -> None:
        """Commands of ``ip``, each a line."""
        command = ["nsenter", f"--target={self.pid}", "--net", "--", program("ip"), "-batch", "-"]
        done = subprocess.run(command, input="\n".join(lines), text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self, arguments: Sequence[str], log: Path) -> "subprocess.Popen[bytes]":
        """A server, which ends with the namespace at the latest; what it says goes into a file."""
        with log.open("ab") as written:
            server = subprocess.Popen(
                self.command(arguments), stdin=subprocess.DEVNULL, stdout=written, stderr=written
            )
        self.started.append(server)
        return server

    def listens(self, protocol: str, port: int) -> int:
        """How many sockets stand at a port, of "tcp" or "udp", over either family."""
        wanted = LISTENING if protocol == "tcp" else UNCONNECTED
        tables = (Path(f"/proc/{self.pid}/net/{protocol}{version}") for version in ("", "6"))
        lines = (line.split() for table in tables for line in table.read_text().splitlines()[1:])
        return sum(1 for line in lines if line[1].endswith(f":{port:04X}") and line[3] == wanted)

    def sent(self, interface: str) -> int:
        """How many packets went out there."""
        lines = Path(f"/proc/{self.pid}/net/dev").read_text().splitlines()
        (counters,) = (line.split(":")[1] for line in lines if line.strip().startswith(f"{interface}:"))
        return int(counters.split()[9])

    def wait_for(
        self, server: "subprocess.Popen[bytes]", log: Path, protocol: str, port: int, number: int
    ) -> None:
        """Until so many sockets stand there."""
        until = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < until:
            if self.listens(protocol, port) >= number:
                return
            time.sleep(0.02)
        raise AssertionError(f"{server.args!r} did not start: {log.read_text()}")


def program(name: str) -> str:
    """Its path; servers' are not on everybody's."""
    found = shutil.which(name, path=PROGRAMS)
    assert found, f"{name} is not installed: make packages-test"
    return found


@contextmanager
def namespace() -> Iterator[Namespace]:
    """A new one, with its loopback interface up."""
    command = ["unshare", "--net", "--pid", "--fork", "--kill-child", "cat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as parent:
        try:
            kept = Namespace(_keeper(parent))
            kept.configure(["link set lo up"])
            yield kept
        finally:
            parent.kill()
    for server in kept.started:  # the kernel has ended them
        server.wait(PATIENCE)


def _keeper(parent: "subprocess.Popen[bytes]") -> int:
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    until = time.monotonic() + PATIENCE
    while parent.poll() is None and time.monotonic() < until:
        if listed := children.read_text().split():
            return int(listed[0])
        time.sleep(0.01)
    raise AssertionError("no namespace could be made")


def join(one: Namespace, other: Namespace, names: tuple[str, str]) -> None:
    """A cable from one to the other, each end under its name."""
    ends = f"link add {names[0]} type veth peer name {names[1]} netns {other.pid}"
    one.configure([ends, f"link set {names[0]} up"])
    other.configure([f"link set {names[1]} up"])


def why_not(programs: Sequence[str]) -> str:
    """Why no namespace can be had here, or none with these programs in it; "" where they can."""
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    missing = [
        name for name in ("ip", "unshare", "nsenter", *programs) if not shutil.which(name, path=PROGRAMS)
    ]
    if missing:
        return f"not installed: {', '.join(missing)} (make packages-test)"
    cable = ["ip", "link", "add", "one", "type", "veth", "peer", "name", "other"]
    trial = ["unshare", "--net", "--pid", "--fork", *cable]
    tried = subprocess.run(trial, capture_output=True, check=False, env={**os.environ, "PATH": PROGRAMS})
    return "" if tried.returncode == 0 else f"no namespace: {tried.stderr.decode(errors='replace').strip()}"
