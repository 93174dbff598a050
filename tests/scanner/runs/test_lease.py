"""scanner.runs.lease: one living process at a time scans from a database."""

import asyncio
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inventory.database.opening import open_database
from scanner.errors import ScannerError
from scanner.runs.lease import KEPT, Holder, Lease, alone

MOMENT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@pytest.fixture
def ours(tmp_path: Path) -> Lease:
    """A lease that this process may take."""
    return Lease(open_database(f"sqlite:///{tmp_path / 'capdo.db'}"), clock=lambda: MOMENT)


def dead_process() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def later(lease: Lease, passed: timedelta) -> Lease:
    """The same, at another moment."""
    return replace(lease, clock=lambda: MOMENT + passed)


def test_one_process_has_it_until_it_gives_it_back(ours: Lease) -> None:
    """Whoever asks meanwhile is told whose it is and for which run."""
    other = replace(ours, pid=os.getppid())
    assert ours.take() is None
    ours.renew(7)
    assert other.take() == Holder(ours.host, ours.pid, 7)
    assert "run 7" in str(other.holder())
    assert ours.take() is None, "it is our own"
    ours.release()
    assert other.take() is None


def test_who_has_lost_it_stops(ours: Lease) -> None:
    """A process that stood still and was replaced must not go on, nor give back what is the other's."""
    assert ours.take() is None
    other = replace(later(ours, KEPT * 2), host="elsewhere")
    assert other.take() is None
    with pytest.raises(ScannerError, match="elsewhere"):
        ours.renew(7)
    with pytest.raises(ScannerError, match="elsewhere"):
        asyncio.run(asyncio.wait_for(ours.keep(7), 60))
    ours.release()
    assert other.holder() is not None


@pytest.mark.parametrize(
    ("host", "alive", "passed", "is_kept"),
    [
        ("here", True, timedelta(), True),
        ("here", False, timedelta(), False),
        ("elsewhere", False, timedelta(), True),
        ("elsewhere", True, KEPT + timedelta(seconds=1), False),
        ("elsewhere", True, -KEPT - timedelta(seconds=1), False),
        ("here", True, KEPT + timedelta(seconds=1), False),
    ],
)
def test_a_process_that_was_killed_keeps_nobody_waiting(
    ours: Lease, host: str, *, alive: bool, passed: timedelta, is_kept: bool
) -> None:
    """Known dead on this machine; on another by the time since it renewed, whatever a clock was set to."""
    here = replace(ours, host="here")
    holder = replace(ours, host=host, pid=os.getppid() if alive else dead_process())
    assert holder.take() is None
    assert (later(here, passed).holder() is not None) is is_kept


def test_the_second_waits_for_the_first(ours: Lease) -> None:
    """It says once whom it waits for."""
    waited: list[Holder] = []
    first = replace(ours, pid=os.getppid())
    assert first.take() is None

    def given_back(holder: Holder) -> None:
        waited.append(holder)
        first.release()

    with alone(ours, given_back):
        assert ours.holder() == Holder(ours.host, ours.pid)
    assert waited == [Holder(first.host, first.pid)]
    assert ours.holder() is None
