"""``capdo inventory import`` of lists: shown, asked about, stored once accepted."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from inventory.cli.changing import file_import
from inventory.cli.inventory_commands import inventory_app
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that is not there yet."""
    return f"sqlite:///{tmp_path / 'capdo.db'}"


def _import(url: str, file: Path, *options: str, typed: str = "") -> Result:
    command = ["import", str(file), *options, "--database", url]
    return CliRunner().invoke(inventory_app, command, input=typed)


def _codes(url: str) -> list[str]:
    engine = open_database(url)
    codes = [system.code for system in InventoryStore(engine).load().systems]
    engine.dispose()
    return codes


def _hosts(tmp_path: Path, text: str = "Alpha,Beta\na.example,Một\n") -> Path:
    path = tmp_path / "hosts.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_in_a_pipe_nothing_is_stored_without_a_word(tmp_path: Path, url: str) -> None:
    """The columns and what is proposed are shown, and what to add is told."""
    result = _import(url, _hosts(tmp_path))
    assert isinstance(result.exception, InventoryError)
    assert "thêm --yes" in str(result.exception)
    assert "Đề xuất thêm, hệ thống: 1" in result.stdout
    assert _codes(url) == []
    assert "add --yes" in str(_import(url, _hosts(tmp_path), "--lang", "en").exception)


def test_what_is_accepted_is_stored_and_remembered(tmp_path: Path, url: str) -> None:
    """A column that was told once is known by its header."""
    assert _import(url, _hosts(tmp_path), "--yes", "--map", "name=Beta", "--owner", "Sở Y tế").exit_code == 0
    assert _codes(url) == ["SYT-M"]
    again = _import(url, _hosts(tmp_path, "Alpha,Beta\nb.example,Hai\n"), "--yes")
    assert "theo lần nhập trước" in again.stdout
    assert _codes(url) == ["SYT-M", "SYT-hai"]


def test_a_person_is_asked_and_may_correct(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal: a correction is shown again, before it is stored or not."""
    monkeypatch.setattr(file_import, "is_terminal", lambda: True)
    stopped = _import(url, _hosts(tmp_path), typed="k\n")
    assert ("chưa lưu gì" in str(stopped.exception), _codes(url)) == (True, [])
    wrong = _import(url, _hosts(tmp_path), typed="nam=Beta\nname=Beta,owner=Sở Y tế\nc\n")
    assert "name" in wrong.stdout
    assert _codes(url) == ["SYT-M"]


def test_defaults_fill_in_what_the_list_does_not_say(tmp_path: Path, url: str) -> None:
    """By the names of the fields; a wrong one is refused."""
    options = ("--yes", "--default", "in_operation_since=01/01/2024", "--default", "level=3")
    assert _import(url, _hosts(tmp_path), *options).exit_code == 0
    engine = open_database(url)
    (system,) = InventoryStore(engine).load().systems
    engine.dispose()
    assert (str(system.in_operation_since), system.proposed_level) == ("2024-01-01", 3)
    assert "--default" in str(_import(url, _hosts(tmp_path), "--default", "level=cao").exception)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--map", "hots=Alpha"), "host"),
        (("--map", "Alpha"), "Alpha"),
        (("--map", "host=Gamma"), "Alpha, Beta"),
        (("--default", "x"), "--default"),
    ],
)
def test_options_that_say_nothing_are_refused(
    tmp_path: Path, url: str, options: tuple[str, ...], message: str
) -> None:
    """With what there is."""
    assert message in str(_import(url, _hosts(tmp_path), *options).exception)


def test_a_marked_copy_never_overwrites(tmp_path: Path, url: str) -> None:
    """Written where there is something wrong; a file that is there stays."""
    file, marked = _hosts(tmp_path, "Domain\na..example\n"), tmp_path / "marked.xlsx"
    assert "chưa lưu gì" in str(_import(url, file, "--marked", str(marked)).exception)
    before = marked.read_bytes()
    assert "exists already" in str(_import(url, file, "--marked", str(marked)).exception)
    assert marked.read_bytes() == before
