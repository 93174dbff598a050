"""Starts ``openssl s_server`` on ephemeral loopback ports, as child processes of the test."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.scanner.probes.nginx import PATIENCE, free_port


@contextlib.contextmanager
def s_server(certificate: tuple[Path, Path], *options: str) -> Iterator[int]:
    """Serve with this certificate and key; yields the port."""
    port = free_port()
    file, key = (str(path) for path in certificate)
    command = ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", file, "-key", key, *options]
    quiet = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as server:  # type: ignore[call-overload]  # a dict of options
        try:
            wait(server, port)
            yield port
        finally:
            server.kill()


def wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Until the port is listened on. A trial connection would upset a server that takes one at a time."""
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return
        time.sleep(0.02)
    raise RuntimeError(f"openssl did not start on port {port}")
