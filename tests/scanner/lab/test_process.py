"""The lab as a process: it starts, stops, lives beside others, and doesn't outlive its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scanner.errors import ScannerError
from scanner.lab import Lab, running_lab
from tests.scanner.lab.clients import connect, get, of

DEADLINE = 120.0  # seconds, generous: only a lab that stays for ever meets it
PARENT = """
import pathlib, sys, time
from scanner.lab import running_lab
with running_lab(pathlib.Path(sys.argv[1])) as lab:
    print(lab.model_dump_json(), flush=True)
    {then}
    time.sleep(600)
"""
# A forked worker holds the write end of the lab's standard input open after its parent.
FORK = "import os\n    if os.fork() == 0: os.close(1); os.close(2); time.sleep(5); os._exit(0)"


def test_it_ends_with_its_block(tmp_path: Path) -> None:
    """And every port is closed then."""
    with running_lab(tmp_path / "new") as lab:
        assert get(of(lab, "tot")).status_code == 200
        assert lab.ca_file.is_file()
    wait_until_closed(lab)


def test_it_ends_when_the_block_raises(tmp_path: Path) -> None:
    """As any context does."""
    with pytest.raises(KeyError), running_lab(tmp_path) as lab:
        raise KeyError
    wait_until_closed(lab)


def test_two_labs_run_side_by_side(lab: Lab, tmp_path: Path) -> None:
    """On addresses and ports of their own."""
    with running_lab(tmp_path) as other:
        assert not {host.ipv4 for host in lab.hosts.values()} & {host.ipv4 for host in other.hosts.values()}
        assert not web_ports(lab) & web_ports(other)
        assert get(of(lab, "tot")).status_code == get(of(other, "tot")).status_code == 200
    assert get(of(lab, "tot")).status_code == 200


def test_ports_are_unprivileged_and_its_own(lab: Lab) -> None:
    """::1 is shared by all hosts: no two of them have a port in common."""
    assert len(web_ports(lab)) == 2 * len(lab.hosts)
    assert min(web_ports(lab) | lab.service_ports | {lab.resolver[1]}) >= 1024
    assert len({host.ipv4 for host in lab.hosts.values()}) == len(lab.hosts)


@pytest.mark.parametrize("then", ["pass", FORK], ids=["alone", "with a forked worker"])
def test_a_killed_parent_leaves_nothing_behind(tmp_path: Path, then: str) -> None:
    """Not even when a forked worker of the parent lives on."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.format(then=then), str(tmp_path)], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        found = Lab.model_validate_json(parent.stdout.readline())
        assert get(of(found, "tot")).status_code == 200
        parent.kill()
    wait_until_closed(found)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    """Run by hand it ends with Ctrl-C: status 0 and nothing on standard error."""
    with begin(str(tmp_path)) as by_hand:
        assert by_hand.stdout is not None
        assert by_hand.stdout.readline().startswith(b'{"resolver"')
        by_hand.send_signal(number)
        _, said = by_hand.communicate(timeout=DEADLINE)
    assert (by_hand.returncode, said) == (0, b"")


@pytest.mark.parametrize("arguments", [[], ["/no/such/folder"], [".", "."]])
def test_a_wrong_command_is_one_line(arguments: list[str]) -> None:
    """Exit status 2, no traceback."""
    with begin(*arguments) as wrong:
        _, said = wrong.communicate(timeout=DEADLINE)
    assert wrong.returncode == 2
    assert said.startswith(b"usage: ")
    assert said.count(b"\n") == 1


def test_a_lab_that_cannot_start_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not a wait for ever."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ScannerError, match="did not start"), running_lab(tmp_path):
        pass


def test_private_keys_are_for_their_owner_only(lab: Lab) -> None:
    """Nobody else on the machine can read them."""
    modes = {path.stat().st_mode & 0o777 for path in lab.ca_file.parent.glob("*.pem") if path != lab.ca_file}
    assert modes == {0o600}


def begin(*arguments: str) -> "subprocess.Popen[bytes]":
    """``python -m scanner.lab``, with a standard input that stays open."""
    return subprocess.Popen(
        [sys.executable, "-m", "scanner.lab", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )


def web_ports(lab: Lab) -> set[int]:
    """Every web port."""
    return {port for host in lab.hosts.values() for port in (host.https_port, host.http_port)}


def wait_until_closed(lab: Lab) -> None:
    """Until nothing listens any more."""
    host, end = of(lab, "tot"), time.monotonic() + DEADLINE
    while time.monotonic() < end:
        try:
            connect(host, host.http_port).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.1)
    pytest.fail("the lab still listens")
