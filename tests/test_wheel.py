"""The built wheel in an environment of its own: what is installed works, not only the checkout."""

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import capdo

HOUSE = Path(__file__).parents[1]
PACKAGES = ("checks", "inventory", "scanner", "reports")
MUST_SHIP = {
    "checks/py.typed",
    "checks/profiles/default.toml",
    "checks/tls/mozilla-6.0.toml",
    "inventory/py.typed",
    "inventory/wording/locale/inventory.vi.toml",
    "inventory/database/migrations/env.py",
    "inventory/targets/plans/brvt-2023.toml",
    "inventory/files/samples/brvt.yaml",
    "reports/py.typed",
    "reports/locale/vi.toml",
    "reports/templates/report.html.j2",
    "scanner/py.typed",
    "scanner/lab/__main__.py",
}
LAB = """
import pathlib, sys, scanner.lab
assert not scanner.lab.__file__.startswith(sys.argv[1]), scanner.lab.__file__
with scanner.lab.running_lab(pathlib.Path("lab")) as lab:
    print(len(lab.hosts))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with the locked hatchling: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(HOUSE)])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment: the wheel, and the locked dependencies by their folder's name.

    Of a folder named in a .pth file, no .pth file is read: the editable checkout stays out.
    """
    folder = tmp_path_factory.mktemp("environment")
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    programs = folder / "bin"
    python = str(programs / "python")
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    run([*uv, "--python", python, str(wheel)])
    purelib = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    (Path(purelib) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return programs


def run(command: list[str], folder: Path | None = None) -> str:
    """What a command that must succeed prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    """Code, templates, texts, tables, migrations and the lab; no tests."""
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = archive.read(f"{wheel.name.rsplit('-', 3)[0]}.dist-info/METADATA").decode()
    files = (file for package in PACKAGES for file in (HOUSE / package).rglob("*") if file.is_file())
    ours = {file.relative_to(HOUSE).as_posix() for file in files if "__pycache__" not in file.parts}
    assert shipped == {"capdo.py", *ours}
    assert shipped >= MUST_SHIP
    assert "License-Expression: AGPL-3.0-or-later" in metadata


def test_the_installed_command_works_anywhere(installed: Path, tmp_path: Path) -> None:
    """From a folder outside the checkout, with the program of the wheel."""
    program = installed / "capdo"
    assert "Information-security" in capdo("--help", "--lang", "en", folder=tmp_path, program=program).output
    assert "tls.protocols" in capdo("checks", "list", folder=tmp_path, program=program).output
    where = run([str(installed / "python"), "-c", "import capdo; print(capdo.__file__)"], tmp_path)
    assert not where.startswith(str(HOUSE)), where


def test_the_sample_gives_the_published_figures(installed: Path, tmp_path: Path) -> None:
    """Decision 180/QĐ-BCĐ of 26/06/2023, annex I, rows 11–14: 13 %, 3,2 %, 72 % and 23 % in May 2023."""
    program = installed / "capdo"
    imported = capdo("inventory", "import", "--sample", folder=tmp_path, program=program)
    assert (imported.status, imported.errors) == (0, "")
    asked = ("targets", "--plan", "brvt-2023", "--as-of", "2023-05-31", "--format", "json")
    rows = {row["row"]: row for row in json.loads(capdo(*asked, folder=tmp_path, program=program).output)}
    shown = {
        number: tuple(rows[number][key] for key in ("numerator", "denominator", "percent", "baseline"))
        for number in (11, 12, 13, 14)
    }
    assert shown == {
        11: (4, 31, 12.9, 13),
        12: (1, 31, 3.2, 3.2),
        13: (18, 25, 72, 72),
        14: (19, 82, 23.2, 23),
    }
    assert (rows[11]["target"], rows[11]["missing"]) == (80, 21)


def test_the_lab_of_the_demo_is_installed(installed: Path, tmp_path: Path) -> None:
    """Its servers start from the wheel's own modules."""
    assert run([str(installed / "python"), "-P", "-c", LAB, str(HOUSE)], tmp_path) == "30\n"
