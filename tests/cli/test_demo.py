"""``capdo demo`` as `make demo` runs it: the one slow test, of everything together."""

import json
import sys
from html import unescape
from pathlib import Path

import pytest

from inventory.database.reading_only import opened_for_reading
from inventory.files.reading.inventory_file import read_inventory
from scanner.completion.counting import completion
from scanner.completion.view import completion_line
from scanner.runs.reader import ScanReader
from tests.cli.running import CONTROLS, capdo

HOSTS, NAMES_THAT_RESOLVE = 30, 29

pytestmark = pytest.mark.timeout(1200)  # seconds, generous: under a minute when the machine is free


def test_the_demo_tells_the_whole_story(tmp_path: Path) -> None:
    """An inventory in, real scans, targets and a report out; what it leaves behind can be worked with."""
    ended = capdo("demo", "--output", "out", folder=tmp_path, program=_hurried(tmp_path))
    folder = tmp_path / "out"
    assert ended.status == 0, ended.errors
    assert "Traceback" not in ended.errors
    assert not CONTROLS.search(ended.output)
    inventory, _, *_ = read_inventory(folder / "inventory.xlsx")
    assert len(inventory.systems) == 31
    for page, language in (("report.html", "vi"), ("report.en.html", "en")):
        html = (folder / page).read_text(encoding="utf-8")
        assert f'lang="{language}"' in html
        assert not CONTROLS.search(html)
        assert [system.name for system in inventory.systems if system.name not in unescape(html)] == []
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["schema"] == "capdo.report/1"
    _tell_whole_or_why(folder)
    _work_with(folder)


def _hurried(folder: Path) -> Path:
    """The entry point, but for its patience with the one host that says nothing."""
    program = folder / "hurried"
    lines = ("from scanner.probes.http import attempt", "attempt.VISIT_SECONDS = 5.0", "import capdo")
    program.write_text("\n".join((f"#!{sys.executable}", *lines, "capdo.main()")))
    program.chmod(0o755)
    return program


def _work_with(folder: Path) -> None:
    database = ("--database", f"sqlite:///{folder / 'capdo.db'}")
    for command in (
        ("scan", "list"),
        ("scan", "show", "1"),
        ("inventory", "list"),
        ("approval", "status"),
        ("targets",),
        ("report", "xlsx", "--output", "report.xlsx"),
    ):
        ended = capdo(*command, *database, folder=folder)
        assert (ended.status, ended.errors) == (0, ""), command
        assert not CONTROLS.search(ended.output)
    assert f"{HOSTS}/{HOSTS}" in capdo("scan", "list", *database, folder=folder).output
    assert (folder / "report.xlsx").stat().st_size > 0


def _tell_whole_or_why(folder: Path) -> None:
    """Of the mixed lab's resolving names 97 % end wholly tested or with a named cause that is not ours."""
    with opened_for_reading(f"sqlite:///{folder / 'capdo.db'}") as engine:
        found = completion(ScanReader(engine).observations(1))
    assert len(found.resolving) >= NAMES_THAT_RESOLVE
    assert found.named_share >= 0.97, completion_line(found, "en").plain
