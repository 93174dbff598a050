"""The lab as a process of its own, so that serving doesn't slow down the scanning."""

import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scanner.errors import ScannerError
from scanner.lab.model import Lab

START_SECONDS = 60.0
STOP_SECONDS = 10.0


@contextmanager
def running_lab(folder: Path) -> Iterator[Lab]:
    """A lab with its certificates in ``folder``; it ends with the block, and with this process at the latest.

    Raises:
        ScannerError: it did not start.

    """
    folder.mkdir(parents=True, exist_ok=True)
    process = _begin(folder)
    try:
        yield _ready(process)
    finally:
        _end(process)


def _begin(folder: Path) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C in the terminal stops the scan, and the lab after it.
    # No OpenSSL policy of the machine: the lab decides about old versions and weak keys itself.
    return subprocess.Popen(  # noqa: S603 - this interpreter and a folder, no shell
        [sys.executable, "-P", "-m", "scanner.lab", str(folder)],  # -P: no "scanner" of the current folder
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "OPENSSL_CONF": os.devnull},
    )


def _ready(process: "subprocess.Popen[bytes]") -> Lab:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline() if selector.select(START_SECONDS) else b""
    if not line:
        raise ScannerError("the lab did not start; what it said is on standard error")
    return Lab.model_validate_json(line)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with process:  # closes the pipes and waits
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
