"""What the entry point tells before any command runs: help, version, completion, what was probably meant."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from capdo import app
from reports.command_table import COMMANDS
from tests.cli.conftest import Here
from tests.cli.running import CAPDO

pytestmark = pytest.mark.usefixtures("in_english")
ROOT = typer.main.get_command(app)
# What every list of commands did without before it was imported for its help line.
HEAVY = (
    "sqlalchemy",
    "pydantic",
    "cryptography",
    "httpx",
    "checks.model",
    "inventory.model",
    "importlib.metadata",
)


def commands(
    group: TyperGroup, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], TyperCommand | TyperGroup]]:
    """Every command and group, imported, with the words that name it."""
    context = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, TyperCommand | TyperGroup)
        yield (*path, name), command
        if isinstance(command, TyperGroup):
            yield from commands(command, (*path, name))


assert isinstance(ROOT, TyperGroup)
OWN = dict(commands(ROOT))


INTERRUPTED_IMPORT = """
import sys
class Interrupting:
    def find_spec(self, name, *rest):
        if name == "{module}":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
import capdo
"""


@pytest.mark.parametrize("module", ["warnings", "reports.command_line"])
def test_ctrl_c_while_it_is_imported_ends_it_without_a_traceback(module: str) -> None:
    """It takes longer than a command such as version; the shell is told that it was interrupted."""
    script = f"import sys; sys.modules.pop('warnings', None)\n{INTERRUPTED_IMPORT.format(module=module)}"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


def first_paragraph(command: TyperCommand | TyperGroup) -> str:
    """What a list of commands shows of its help."""
    return " ".join((command.help or "").split("\n\n")[0].split())


def test_the_table_holds_the_commands_own_help_lines() -> None:
    """Those below a command too: so many, in their order, in the same words."""
    table: dict[tuple[str, ...], str] = {(name,): entry.line for name, entry in COMMANDS.items()}
    table |= {(name, below): line for name, entry in COMMANDS.items() for below, line in entry.below.items()}
    assert table == {path: first_paragraph(command) for path, command in OWN.items()}
    for name, entry in COMMANDS.items():
        assert list(entry.below) == [path[1] for path in OWN if path[0] == name and len(path) > 1]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_nothing_heavy_is_imported_to_tell(tmp_path: Path, arguments: list[str]) -> None:
    """Help is there in a fifth of a second because no command is imported for it."""
    code = f"import sys; sys.argv = ['capdo', *{arguments}]\nfrom capdo import main\ntry: main()\n"
    code += f"finally: print([one for one in {HEAVY} if one in sys.modules], file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    heavy = ["importlib.metadata"] if arguments == ["--version"] else []
    assert done.stderr.splitlines()[-1] == str(heavy)


def test_help_lists_every_command_with_its_line(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the commands themselves would tell, which are not asked."""
    monkeypatch.setenv("COLUMNS", "200")
    ended = here("--help")
    assert ended.status == 0
    width = max(map(len, COMMANDS))
    for name, entry in COMMANDS.items():
        assert f"{name:<{width}}  {entry.line}" in ended.output


@pytest.mark.parametrize("path", [(), *OWN], ids=lambda path: " ".join(path) or "capdo")
def test_help_has_a_short_name_everywhere(here: Here, path: tuple[str, ...]) -> None:
    """-h is --help, of groups and of commands."""
    short, long = here(*path, "-h"), here(*path, "--help")
    assert (short.status, short.errors) == (0, "")
    assert short == long
    assert "Usage: capdo" in short.output


def test_the_version_is_told_as_the_command_tells_it(here: Here) -> None:
    """--version and version are one."""
    assert here("--version") == here("version")
    assert here("--version").output.startswith("capdo 0.")


@pytest.mark.parametrize(
    ("typed", "meant", "told"),
    [
        (["audti", "a.test"], "'audit'", "`capdo --help`"),
        (["inventroy"], "'inventory'", "`capdo --help`"),
        (["scan", "lst"], "'list'", "`capdo scan --help`"),
        (["approval", "histroy", "A"], "'history'", "`capdo approval --help`"),
    ],
)
def test_what_was_probably_meant_is_told(here: Here, typed: list[str], meant: str, told: str) -> None:
    """For commands and those below them, in one line."""
    ended = here(*typed)
    assert ended.is_one_clear_line(), ended
    assert f"did you mean {meant}?" in ended.errors
    assert told in ended.errors


def test_what_resembles_nothing_is_told_without_a_guess(here: Here) -> None:
    """And what was typed reaches the terminal as printable text."""
    ended = here("\x1b[2Jqq")
    assert ended.is_one_clear_line(), ended
    assert "did you mean" not in ended.errors
    assert ended.errors.rstrip("\n").isprintable()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "offered", "others"),
    [
        ("capdo ", ["doctor", "audit", "version"], ["run"]),
        ("capdo sc", ["scan"], ["audit"]),
        ("capdo scan ", ["run", "resume", "list", "show"], ["audit"]),
        ("capdo scan re", ["resume"], ["run", "list"]),
        ("capdo --ver", ["--version"], ["--help"]),
        ("capdo audit --form", ["--format"], ["--only"]),
        ("capdo scan run --de", ["--depth"], ["--lang"]),
    ],
)
def test_shells_complete_commands_and_options(
    here: Here,
    monkeypatch: pytest.MonkeyPatch,
    shell: str,
    line: str,
    offered: list[str],
    others: list[str],
) -> None:
    """As each shell asks for it: the names that begin so, below a command too."""
    words = line.split(" ")
    asked = {
        "_CAPDO_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    ended = here()
    assert (ended.status, ended.errors) == (0, "")
    told = {
        word.strip('"').split('":')[0].split("\t")[0]
        for word in ended.output.replace("((", "\n").splitlines()
    }
    assert set(offered) <= told
    assert not set(others) & told


def test_names_are_completed_without_importing_their_commands(tmp_path: Path) -> None:
    """Whoever presses Tab does not wait for the database's modules."""
    code = "import sys\nfrom capdo import main\ntry: main()\nfinally: print('sqlalchemy' in sys.modules)"
    asked = {"_CAPDO_COMPLETE": "complete_bash", "COMP_WORDS": "capdo\nscan\n", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv = ['capdo']\n{code}"],
        cwd=tmp_path,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["run", "resume", "list", "show", "thin", "diff", "False"]


def test_nothing_is_searched_for_cycles_at_the_end(tmp_path: Path) -> None:
    """Hundreds of thousands of objects are left to end with the process; what was registered still runs."""
    code = "import atexit, gc, sys; sys.argv = ['capdo', 'version']\nfrom capdo import main"
    code += "\natexit.register(lambda: print(gc.get_freeze_count() > 0))\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "True"


def test_a_shell_takes_the_script_it_is_shown(tmp_path: Path) -> None:
    """``capdo --show-completion`` in a bash, and that bash completes with it."""
    script = f"""
    PATH="{CAPDO.parent}:$PATH"
    source <(capdo --show-completion)
    COMP_WORDS=(capdo scan re) COMP_CWORD=2
    _capdo_completion capdo
    echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("resume\n", "")


def test_completion_is_installed_where_the_shell_looks(tmp_path: Path) -> None:
    """In the home of whoever asks, and nowhere else."""
    script = f'"{CAPDO}" --install-completion; true'
    subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert "_CAPDO_COMPLETE=complete_bash" in (tmp_path / ".bash_completions" / "capdo.sh").read_text()
    assert "capdo.sh" in (tmp_path / ".bashrc").read_text()
