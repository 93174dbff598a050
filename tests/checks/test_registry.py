"""The registry: a check's path is its id, and nothing else lists it."""

import subprocess
import sys
from pathlib import Path

import pytest

from checks.errors import ChecksError
from checks.registry import all_checks, families, get
from tests.checks.catalogue import SOURCE, family


def test_a_new_file_is_a_new_check(tmp_path: Path) -> None:
    """Adding a file is all it takes, also for a new family; modules with an underscore are no checks."""
    with family(tmp_path, "temporary", first=SOURCE.format(id="temporary.first"), _shared="x = 1"):
        assert get("temporary.first").family == "temporary"
        assert "temporary" in families()
        assert [check_id for check_id in all_checks() if check_id.startswith("temporary.")] == [
            "temporary.first"
        ]
    assert "temporary" not in families()


@pytest.mark.parametrize("wrong", ["temporary.second", "tls.protocols", "first"])
def test_a_misnamed_check_stops_the_program(tmp_path: Path, wrong: str) -> None:
    """An id that is not the file's path, another check's id among them."""
    with (
        family(tmp_path, "temporary", first=SOURCE.format(id=wrong)),
        pytest.raises(ChecksError, match=r"temporary/first\.py"),
    ):
        dict(all_checks())


@pytest.mark.parametrize("source", ["", "CHECK = 'web.csp'"])
def test_a_module_without_a_check_stops_the_program(tmp_path: Path, source: str) -> None:
    """So that a forgotten CHECK is not a check that silently never runs."""
    with family(tmp_path, "temporary", first=source), pytest.raises(ChecksError, match="holds no CHECK"):
        dict(all_checks())


def test_an_unknown_id_is_told_with_what_to_do() -> None:
    """The message names the command that lists them."""
    with pytest.raises(ChecksError, match="capdo checks list"):
        get("tls.nonsense")


def test_checks_are_sorted_and_read_only() -> None:
    """By id, whatever the order of files."""
    found = all_checks()
    assert list(found) == sorted(found)
    assert not hasattr(found, "__setitem__")


def test_a_check_is_imported_when_it_is_asked_for() -> None:
    """A scan of one family does not wait for the others; which there are is told by their files' names."""
    code = """
import sys
from checks.profile import load
from scanner.planning.plan import select_checks
chosen = {check.family for check in select_checks(load(), ["label"])}
print(*chosen, *(name for name in sys.modules if name.startswith("checks.exposure.")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["label"]
