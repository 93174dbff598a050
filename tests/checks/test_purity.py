"""Checks know no screen, no clock and no file: the same facts give the same verdicts, in ten years too."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.catalogue import SOURCE

HOUSE = Path(__file__).parents[2]
JUDGE = "judge=lambda facts, thresholds: "
# What is tried, and the words with which it is refused.
LOOKS = (
    ("open('/dev/null')", "open"),
    ("__import__('io').open('/dev/null')", "open"),
    ("__import__('os').open('/dev/null', 0)", "open"),
    ("__import__('pathlib').Path('/dev/null').read_text()", "open"),
    ("__import__('checks.data').data.files('checks.tls').joinpath('mozilla-6.0.toml').read_text()", "open"),
    ("__import__('socket').socket()", "socket"),
    ("__import__('subprocess').run(['true'])", "subprocess"),
    ("__import__('datetime').datetime.now()", "the clock was read: datetime.now"),
    ("__import__('datetime').date.today()", "the clock was read: date.today"),
    ("__import__('time').time()", "the clock was read: time.time"),
    ("__import__('time').monotonic()", "the clock was read: time.monotonic"),
)  # fmt: skip


def run(*folders: Path) -> subprocess.CompletedProcess[str]:
    """Import and judge everything in a fresh interpreter, with these families added."""
    command = [sys.executable, "-m", "tests.checks.purity", *map(str, folders)]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)


def added(folder: Path, source: str) -> Path:
    """A folder with one more family of one check."""
    package = folder / "temporary"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "first.py").write_text(source, encoding="utf-8")
    return folder


def test_checks_know_no_screen_no_clock_and_no_file() -> None:
    """Every module is imported and every check judges with all of them forbidden."""
    done = run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("judged\n")


def test_a_check_that_looks_at_nothing_is_let_through(tmp_path: Path) -> None:
    """So that what the next tests catch is the look, not the check that they add."""
    assert run(added(tmp_path, SOURCE.format(id="temporary.first"))).returncode == 0


@pytest.mark.parametrize(("look", "refusal"), LOOKS[::5])
def test_a_look_at_import_is_caught(tmp_path: Path, look: str, refusal: str) -> None:
    """Files, sockets and clocks, when a module is loaded."""
    done = run(added(tmp_path, f"{look}\n{SOURCE.format(id='temporary.first')}"))
    assert done.returncode == 1
    assert refusal in done.stderr


@pytest.mark.parametrize(("look", "refusal"), LOOKS)
def test_a_look_while_judging_is_caught(tmp_path: Path, look: str, refusal: str) -> None:
    """The same, when facts are judged."""
    source = SOURCE.format(id="temporary.first").replace(JUDGE, f"{JUDGE}{look} and ")
    done = run(added(tmp_path, source))
    assert done.returncode == 1
    assert refusal in done.stderr


@pytest.mark.parametrize("screen", ["typer", "rich", "openpyxl", "jinja2"])
def test_a_screen_is_caught(tmp_path: Path, screen: str) -> None:
    """Whatever it was imported for; some of them read files while they are."""
    done = run(added(tmp_path, f"import {screen}\n{SOURCE.format(id='temporary.first')}"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
