"""scanner.probes.service_manager: systemd is told over its socket, of both kinds, and nobody else is."""

import socket
from pathlib import Path

import pytest

from scanner.probes.service_manager import ALIVE, READY, VARIABLE, notify


@pytest.mark.parametrize("abstract", [False, True])
def test_the_service_manager_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, abstract: bool
) -> None:
    """A datagram a state, to a socket in a file or of the abstract kind."""
    address = f"@capdo-test-{tmp_path.name}-{id(tmp_path)}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0{address[1:]}" if abstract else address)
        manager.settimeout(30)
        monkeypatch.setenv(VARIABLE, address)
        notify(READY)
        notify(ALIVE)
        assert [manager.recv(100) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]


@pytest.mark.parametrize("address", [None, "", "/nowhere/at/all", "vsock:2:1"])
def test_where_nobody_asked_nobody_is_told(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    """Without systemd, or when it is gone, nothing happens."""
    if address is None:
        monkeypatch.delenv(VARIABLE, raising=False)
    else:
        monkeypatch.setenv(VARIABLE, address)
    notify(READY)
