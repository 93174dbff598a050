"""Starts real nginx servers on ephemeral loopback ports, as child processes of the test."""

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom

SETUP = """
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {listen};
        server_name _;
        {directives}
        location / {{ return 200 "hello"; }}
    }}
}}
"""
MODERN = "ssl_protocols TLSv1.3; ssl_prefer_server_ciphers off;"
# Mozilla's guidelines 5.7: https://ssl-config.mozilla.org/guidelines/5.7.json
INTERMEDIATE = """
ssl_protocols TLSv1.2 TLSv1.3;
ssl_prefer_server_ciphers off;
ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:\
ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:\
DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305;
"""
OLD = """
ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
ssl_prefer_server_ciphers on;
ssl_ciphers @SECLEVEL=0:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:\
ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:\
ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:\
DHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA:\
ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384:ECDHE-ECDSA-AES256-SHA:\
ECDHE-RSA-AES256-SHA:DHE-RSA-AES128-SHA256:DHE-RSA-AES256-SHA256:AES128-GCM-SHA256:AES256-GCM-SHA384:\
AES128-SHA256:AES256-SHA256:AES128-SHA:AES256-SHA:DES-CBC3-SHA;
"""


PATIENCE = 60.0  # seconds for a server to start; a busy machine is no failure
# Below those that Linux hands out by itself: however late the server starts, no client has taken its port.
PORTS = range(20_000, 32_768)


def free_port(address: str = "127.0.0.1") -> int:
    """A TCP port that nobody listens on at this address; "" stands for all of them."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in SystemRandom().sample(PORTS, 100):  # Hypothesis gives every worker the same random numbers
        with contextlib.suppress(OSError), socket.socket(family) as probe:
            probe.bind((address, port))
            return port
    raise RuntimeError(f"no free port at {address}")


@contextlib.contextmanager
def nginx(
    folder: Path,
    *certificates: tuple[Path, Path],
    protocol: str = "",
    address: str = "127.0.0.1",
    port: int = 0,
) -> Iterator[int]:
    """Serve with these certificate and key files, or plain HTTP without any; yields the port; 0: any."""
    port = port or free_port(address)
    where = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    files = [f"ssl_certificate {file}; ssl_certificate_key {key};" for file, key in certificates]
    listen = f"{where} ssl" if certificates else where
    config = folder / "nginx.conf"
    config.write_text(SETUP.format(folder=folder, listen=listen, directives="\n".join([*files, protocol])))
    log = folder / "error.log"
    command = ["nginx", "-p", str(folder), "-c", str(config), "-e", str(log)]
    environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(server, address, port, log)
            yield port
        finally:
            server.kill()


def wait_for(server: "subprocess.Popen[bytes]", address: str, port: int, log: Path) -> None:
    """Until the port accepts."""
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"the server did not start: {log.read_text()}")
