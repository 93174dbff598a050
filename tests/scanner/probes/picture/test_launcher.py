"""What the browser is held to before it begins, and how much memory its processes are told to have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scanner.probes.picture import memory, sandbox
from scanner.probes.picture.flags import flags
from scanner.probes.picture.launcher import PID_FILE
from scanner.probes.workers import landlock
from tests.scanner.probes.listening import serving

CONFINED = """
import socket, sys
from scanner.probes.workers import cage, landlock
cage.call_prctl(38, 1)
assert landlock.connect_to_port_only(int(sys.argv[1]))
for port in sys.argv[1:]:
    try:
        socket.create_connection(("127.0.0.1", int(port)), timeout=5).close()
        print("led")
    except PermissionError:
        print("refused")
try:
    socket.create_server(("127.0.0.1", 0))
    print("listens")
except PermissionError:
    print("refused")
"""
SHOW = 'echo $$ $(id -u) "$@"'


@pytest.mark.skipif(
    landlock.version() < landlock.NETWORK_SINCE, reason="the kernel's Landlock knows no network (Linux 6.7)"
)
async def test_tcp_leads_to_one_port_only() -> None:
    """Whatever the browser may be made to do: its kernel refuses other ports, and listening."""

    async def nothing(*_streams: object) -> None:
        """A server that hangs up."""

    async with serving(nothing) as port, serving(nothing) as other:
        done = subprocess.run(  # noqa: ASYNC221 - the backlog takes both connections
            [sys.executable, "-c", CONFINED, str(port), str(other)],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.split() == ["led", "refused", "refused"]


def test_the_browser_is_no_root_and_can_be_found(tmp_path: Path) -> None:
    """It becomes the program with its flags, as a user without privileges; its number is in the folder."""
    launcher = (sys.executable, "-P", "-m", "scanner.probes.picture.launcher", str(tmp_path), "9")
    command = [*launcher, "/bin/sh", "-c", SHOW, "sh", "--flag"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, start_new_session=True)
    group, user, flag = done.stdout.split()
    assert (int(user) != 0, flag) == (True, "--flag")
    assert list(memory.browser_group(tmp_path)) == [int(group)]
    assert (tmp_path / PID_FILE).stat().st_uid == os.geteuid()  # not for the browser to change


def test_a_browser_that_never_began_has_no_group(tmp_path: Path) -> None:
    """Nor has one whose file is none."""
    assert list(memory.browser_group(tmp_path)) == []
    (tmp_path / PID_FILE).write_text("")
    assert list(memory.browser_group(tmp_path)) == []


def test_the_memory_of_a_group_is_counted() -> None:
    """What its processes have for themselves; of no group none."""
    assert memory.used({os.getpgrp()}) > 10_000_000
    assert memory.used(set()) == 0


def test_nothing_leads_around_the_proxy(tmp_path: Path) -> None:
    """Loopback, names and datagrams too."""
    said = flags(4711, tmp_path)
    assert "--proxy-server=socks5://127.0.0.1:4711" in said
    assert "--proxy-bypass-list=<-loopback>" in said
    assert "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1" in said
    assert "--disable-quic" in said
    assert not any("no-sandbox" in flag for flag in said)


def test_a_sandbox_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Namespaces, or root's program: one of the two, or there is none."""
    monkeypatch.setattr(sandbox, "PROGRAM", tmp_path / "chrome-sandbox")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not sandbox.is_there()
    unshare = tmp_path / "unshare"
    unshare.write_text("#!/bin/sh\nexit 0\n")
    unshare.chmod(0o755)
    tmp_path.chmod(0o755)
    assert sandbox.has_user_namespaces() or os.geteuid() == 0  # another user may not reach the folder
    unshare.write_text("#!/bin/sh\nexit 1\n")
    assert not sandbox.is_there()
