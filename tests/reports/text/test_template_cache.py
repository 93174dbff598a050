"""reports.text.template_cache: whatever is in the cache folder, and wherever it is, the page is the same."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.text.html_environment import environment
from reports.text.template_cache import VARIABLE, template_cache

TEMPLATE = "contents.html.j2"


@pytest.fixture(autouse=True)
def _keeps_byte_code(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where nobody forbade Python to keep any, and without the environment that others made."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield
    environment.cache_clear()


def names(folder: Path) -> list[Path]:
    """The files of a cache."""
    return [path for path in folder.rglob("*") if path.is_file()]


def compiled_by(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The parts of a template, with this cache home."""
    monkeypatch.setenv(VARIABLE, str(folder))
    environment.cache_clear()
    template = environment().get_template(TEMPLATE)
    return {
        "name": template.name,
        "blocks": sorted(template.blocks),
        "lines": template.get_corresponding_lineno(1),
    }


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept is read; it is the user's alone."""
    first = compiled_by(tmp_path, monkeypatch)
    (kept,) = names(tmp_path)
    assert kept.parent.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) == 0
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert compiled_by(tmp_path, monkeypatch) == first


@pytest.mark.parametrize("spoilt", [b"", b"garbage", b"j2"])
def test_a_spoilt_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes) -> None:
    """Whatever it holds, cut off within what is right as well."""
    first = compiled_by(tmp_path, monkeypatch)
    (kept,) = names(tmp_path)
    whole = kept.read_bytes()
    for found in (spoilt, whole[: len(whole) // 2]):
        kept.write_bytes(found)
        assert compiled_by(tmp_path, monkeypatch) == first
        assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_templates_are_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands in the place of the folder, or of what is to be kept."""
    expected = compiled_by(tmp_path / "good", monkeypatch)
    (tmp_path / "file").write_text("no folder")
    assert compiled_by(tmp_path / "file", monkeypatch) == expected
    (kept,) = names(tmp_path / "good")
    kept.unlink()
    kept.mkdir()
    assert compiled_by(tmp_path / "good", monkeypatch) == expected


def test_python_told_to_keep_nothing_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONDONTWRITEBYTECODE counts for this too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled_by(tmp_path, monkeypatch)
    assert names(tmp_path) == []


def test_a_folder_that_others_may_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They could put code there."""
    compiled_by(tmp_path, monkeypatch)
    (kept,) = names(tmp_path)
    kept.parent.chmod(0o777)
    environment.cache_clear()
    assert environment().bytecode_cache is None


def test_a_relative_cache_home_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the specification it is; a cache in whatever folder is the present one would be no cache."""
    monkeypatch.setenv(VARIABLE, "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert template_cache(environment()) is not None
    assert not (tmp_path / "here").exists()
