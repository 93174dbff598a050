"""Real TLS servers besides nginx: the openssl command, and Node 24, whose OpenSSL 3.5 has ML-KEM."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scanner.probes.nginx import free_port, wait_for

NODE = Path(__file__).parents[4] / "build/node-24/package/bin/node"
SCRIPT = """
const options = JSON.parse(process.argv[1]), fs = require('fs');
options.cert = fs.readFileSync(options.cert);
options.key = fs.readFileSync(options.key);
const server = require('tls').createServer(options, (socket) => socket.on('error', () => {}).end());
server.on('tlsClientError', () => {});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
"""
EVERYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0"


@contextmanager
def s_server(folder: Path, *certificates: tuple[Path, Path], options: tuple[str, ...] = ()) -> Iterator[int]:
    """``openssl s_server`` with one or two pairs of certificate and key; yields the port."""
    port, log = free_port(), folder / "s_server.log"
    command = ["openssl", "s_server", "-quiet", "-accept", f"127.0.0.1:{port}", *options]
    for letter, (file, key) in zip(("", "d"), certificates, strict=False):
        command += [f"-{letter}cert", str(file), f"-{letter}key", str(key)]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output) as server,
    ):
        try:
            wait_for(server, "127.0.0.1", port, log)
            yield port
        finally:
            server.kill()


@contextmanager
def node_server(certificate: tuple[Path, Path], **options: object) -> Iterator[int]:
    """A server of Node's tls module with these options; yields the port."""
    if not NODE.exists():
        pytest.fail(f"{NODE} is missing: run `make packages-test`")
    file, key = certificate
    settings = json.dumps({"cert": str(file), "key": str(key), **options})
    command = [str(NODE), "-e", SCRIPT, settings]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.kill()
