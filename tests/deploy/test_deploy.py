"""deploy/: systemd accepts the units and finds them closed, and the container is made of files there are."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
UNITS = sorted((HOUSE / "deploy" / "systemd").glob("capdo-*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
INSTALLED = "/opt/capdo/bin/capdo"


def systemd_analyze(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """What Debian's package systemd brings."""
    program = shutil.which("systemd-analyze")
    assert program, "systemd is not installed: make packages-test"
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """Copies of the units that start a program which is there."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(INSTALLED, shutil.which("true") or "")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    return sorted(tmp_path.iterdir())


def test_systemd_accepts_the_units(units: list[Path]) -> None:
    """Without an error and without a word about an unknown setting."""
    assert len(units) == 4
    done = systemd_analyze("verify", *map(str, units))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_would_say_what_is_wrong(units: list[Path]) -> None:
    """The test above can fail."""
    unit = next(one for one in units if one.suffix == ".service")
    unit.write_text(
        unit.read_text(encoding="utf-8").replace("KillMode=mixed", "KillMode=maybe"), encoding="utf-8"
    )
    assert "kill mode" in systemd_analyze("verify", str(unit)).stderr


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_closed(service: Path) -> None:
    """By systemd's own measure at most 2.5 of 10: what scans hostile servers can do little else."""
    done = systemd_analyze("security", "--offline=yes", "--threshold=25", "--no-pager", str(service))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_runs_a_command_there_is(service: Path) -> None:
    """As schedule's own help has it."""
    (line,) = re.findall(r"^ExecStart=(.*)$", service.read_text(encoding="utf-8"), re.MULTILINE)
    program, *arguments = shlex.split(line)
    assert program == INSTALLED
    assert arguments in (["schedule", "run"], ["schedule", "run", "--once"], ["worker"])


def test_the_container_is_made_of_what_there_is() -> None:
    """Every file that is copied exists, and every package that the wheel ships is copied."""
    text = (HOUSE / "deploy" / "Containerfile").read_text(encoding="utf-8")
    copied = [
        name for line in re.findall(r"^COPY (?!--)(.*) \S+$", text, re.MULTILINE) for name in line.split()
    ]
    assert [name for name in copied if not (HOUSE / name).exists()] == []
    assert {"capdo.py", "checks", "inventory", "reports", "scanner"} <= set(copied)
