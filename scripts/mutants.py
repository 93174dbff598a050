"""Changes the rules a little, again and again, and tells which share of the changes the tests notice.

Needs mutmut (https://mutmut.readthedocs.io), which ``make mutants`` installs beside the environment. It works
on a copy of the house in build/mutants; a file's tests are those of the folder that mirrors its own. To see a
mutant: ``cd build/mutants && PYTHONPATH=../mutmut ../../.venv/bin/python -m mutmut show NAME``.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HOUSE = Path(__file__).parents[1]
COPY = HOUSE / "build" / "mutants"
PACKAGES = ("checks", "inventory", "reports", "scanner")
# How mutmut says that a test failed, or that the mutant ran on until its CPU time was used up.
KILLED = {1, 3, 24, -24, 36, 152, 255}
OTHERS = {0: "survived", 5: "no test", 33: "no test"}


def main(arguments: list[str]) -> int:
    """Mutate the files that are named, and print the share of their mutants that was killed."""
    files = [Path(argument) for argument in arguments]
    if not files or not all((HOUSE / file).is_file() for file in files):
        sys.stderr.write("name the files to mutate, each by its path from the house's root\n")
        return 2
    copy(files)
    return mutate() or tell(files)


def copy(files: Iterable[Path]) -> None:
    """The house as it is, and what mutmut is to do with it."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in (*PACKAGES, "tests"):
        shutil.copytree(HOUSE / name, COPY / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "capdo.py", COPY)
    (COPY / "pyproject.toml").write_text(f"{(HOUSE / 'pyproject.toml').read_text()}\n{settings(files)}")


def settings(files: Iterable[Path]) -> str:
    """Its table in pyproject.toml: the whole house can be imported, only the files that are named change."""
    lists = {
        "source_paths": [*PACKAGES, "capdo.py"],
        "only_mutate": [str(file) for file in files],
        "pytest_add_cli_args_test_selection": sorted({str(mirror(file)) for file in files}),
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist"],
    }
    return "[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in lists.items())


def mirror(file: Path) -> Path:
    """The folder of a file's tests: the one that mirrors its own, or the nearest above."""
    folder = Path("tests", file.parent)
    while not (HOUSE / folder).is_dir():
        folder = folder.parent
    return folder


def mutate() -> int:
    """Run mutmut; what it says is shown only where it fails, as it rewrites a line for each mutant."""
    log, command = COPY / "mutmut.log", [sys.executable, "-m", "mutmut", "run"]
    with log.open("wb") as said:
        status = subprocess.run(command, cwd=COPY, stdout=said, stderr=said, check=False).returncode  # noqa: S603
    if status:
        sys.stderr.write(f"{log.read_text(errors='replace')[-3000:]}\nmutmut failed; all it said: {log}\n")
    return status


def tell(files: Iterable[Path]) -> int:
    """One line a file, one for all, and the names of the mutants that survived."""
    total: Counter[str] = Counter()
    for file in files:
        results = json.loads((COPY / "mutants" / f"{file}.meta").read_text())["exit_code_by_key"]
        statuses = {
            name: "killed" if code in KILLED else OTHERS.get(code, f"status {code}")
            for name, code in results.items()
        }
        print_share(str(file), Counter(statuses.values()))
        total.update(statuses.values())
        for name, status in statuses.items():
            if status != "killed":
                sys.stdout.write(f"  {status}: {name}\n")
    print_share("all", total)
    return 0


def print_share(what: str, counted: Counter[str]) -> None:
    """``file: 27 of 30 mutants killed, 90 %``."""
    killed, made = counted["killed"], counted.total()
    sys.stdout.write(f"{what}: {killed} of {made} mutants killed, {100 * killed / max(made, 1):.0f} %\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
