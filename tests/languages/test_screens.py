"""Every command, and an error of each kind, in both languages: no word of the other one is on the screen."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer import Context
from typer.core import TyperGroup

from capdo import app, main
from inventory.wording.language import LANGUAGES, Language
from tests.languages.screens import SCREENS, Screen, words
from tests.languages.words import foreign_words

ESTATE = Path(__file__).with_name("estate.yaml")
# Names that both languages have: of the province whose plan ships, of documents, of forms, of the estate.
# They tell where a rule stands, in the words of the Vietnamese law.
QUOTING = {
    ("paper", "variables"),
    ("approval", "ruleset"),
    ("checks", "explain"),
    ("assessment", "requirements"),
}
NAMES = ("Bà Rịa – Vũng Tàu", "Bà Rịa", "Vũng Tàu", "Mẫu", "NĐ-CP", "QĐ-TTg", "Viet Nam")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that two short runs have looked at, and files that are wrong."""
    made = tmp_path_factory.mktemp("screens")
    shutil.copy(ESTATE, made / "estate.yaml")
    (made / "junk").write_text("junk\n")
    (made / "junk.toml").write_text('nope = 1\ndecided_on = "x"\n')
    (made / "empty.db").touch()
    capdo = Path(sys.executable).with_name("capdo")
    for line in (
        "inventory import estate.yaml",
        "settings set plan brvt-2023",
        *["scan run --only ipv6"] * 2,
    ):
        done = subprocess.run([capdo, *line.split()], cwd=made, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 3), done.stderr
    with (made / "plan.toml").open("w", encoding="utf-8") as file:
        plan = Path(__file__).parents[2] / "inventory/targets/plans/brvt-2023.toml"
        file.write(plan.read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_other_language_is_on_a_screen(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: Language,
) -> None:
    """By the variable, as whoever chose once has it; a fault is told with the words that are foreign."""
    monkeypatch.delenv("CAPDO_DATABASE_URL", raising=False)
    monkeypatch.setenv("CAPDO_LANG", language)
    faults = []
    for screen in SCREENS:
        place = tmp_path / "now"
        shutil.copytree(folder, place)
        monkeypatch.chdir(place)
        status, text = shown(screen, monkeypatch, capsys)
        is_quoting = language == "en" and screen.arguments[:2] in QUOTING
        foreign = [] if is_quoting else foreign_words(text.replace(str(tmp_path), ""), language, NAMES)
        if status != screen.status or foreign:
            faults.append((" ".join(screen.arguments), status, foreign[:10], text[:300]))
        monkeypatch.chdir(tmp_path)
        shutil.rmtree(place)
    assert not faults, "\n".join(map(str, faults))


def shown(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """How a command ends, and all that it writes on the screen."""
    monkeypatch.setattr(sys, "argv", ["capdo", *words(screen)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return ended.value.code if isinstance(ended.value.code, int) else 0, said.out + said.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_every_command_is_in_one_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    """Of the program, of each group and of each command."""
    monkeypatch.setenv("CAPDO_LANG", language)
    monkeypatch.setenv("COLUMNS", "200")
    faults = []
    for path in ((), *paths(typer.main.get_command(app))):
        status, text = shown(Screen((*path, "--help")), monkeypatch, capsys)
        foreign = foreign_words(text, language, (*NAMES, *TERMS))
        if status or foreign:
            faults.append((path, status, foreign))
    assert not faults


TERMS = ("Trang", "Hệ thống")


def paths(command: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that name each command below one."""
    if isinstance(command, TyperGroup):
        context = Context(command)
        for name in command.list_commands(context):
            yield (*above, name)
            yield from paths(command.get_command(context, name), (*above, name))


def test_every_command_is_on_the_list() -> None:
    """A new command gets a line in ``tests/languages/screens.py``, or is named here with the reason."""
    listed = {screen.arguments[:depth] for screen in SCREENS for depth in (1, 2)}
    unlisted = {path for path in paths(typer.main.get_command(app)) if path not in listed}
    assert unlisted == set(NOT_SHOWN)


NOT_SHOWN = {
    ("paper", "NN"): "typed as the number of a form: paper 01",
    ("schedule", "run"): "runs as a service; tests/scanner/schedules tells its journal",
}
