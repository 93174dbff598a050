"""``make bench-observatory``: the same answers judged by the MDN HTTP Observatory's own code and by capdo.

Prints how many results, scores and grades are equal, and each that is not; ends with 1 when one is not. With
``--record``, what the Observatory told is kept as the table of the tests.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.observatory import capdo, npm
from benchmarks.observatory.comparing import HEADS, Pair, row
from benchmarks.observatory.generating import generated
from benchmarks.observatory.serving import serving
from benchmarks.table import table
from checks.grades.observatory._chart import VERSIONS, Version
from tests.checks.grades.observatory.cases import RECORDED, Case, Told

ByVersion = dict[Version, list[Told]]


def main(arguments: Sequence[str]) -> int:
    """0: all equal; 1: not; 2: a wrong option."""
    given = _parser().parse_args(arguments)
    if given.version_6 and not (given.version_6 / "src/scanner/index.js").is_file():
        sys.stderr.write(f"bench-observatory: {given.version_6} is no copy of the repository\n")
        return 2
    folders: dict[Version, Path] = {VERSIONS[0]: npm.installed()}
    if given.version_6:
        folders[VERSIONS[1]] = given.version_6
    cases = generated(given.seed, given.combinations)
    theirs, own = _told(cases, folders)
    if given.record:
        _record(cases, theirs)
    pairs = {version: [*map(Pair, cases, theirs[version], own[version])] for version in folders}
    lines = [
        f"{pair.case.name} (version {version}): {line}"
        for version in folders
        for pair in pairs[version]
        for line in pair.differences()
    ]
    rows = [row(version, pairs[version]) for version in folders]
    sys.stdout.write("\n".join([table(HEADS, rows), "", *lines]).rstrip() + "\n")
    return int(bool(lines))


def _told(cases: Sequence[Case], folders: dict[Version, Path]) -> tuple[ByVersion, ByVersion]:
    """What the Observatory says, and what capdo does."""
    with tempfile.TemporaryDirectory() as folder, serving(cases, Path(folder)) as served:
        theirs = {version: npm.told(where, cases, served) for version, where in folders.items()}
        own = asyncio.run(capdo.told(cases, served, list(folders)))
    return theirs, {version: [found[version] for found in own] for version in folders}


def _record(cases: Sequence[Case], theirs: ByVersion) -> None:
    lines = []
    for number, case in enumerate(cases):
        texts = {str(version): found[number].to_text() for version, found in theirs.items()}
        first = texts[str(VERSIONS[0])]
        told = {
            version: text for version, text in texts.items() if text != first or version == str(VERSIONS[0])
        }
        lines.append(case.model_copy(update={"told": told}).model_dump_json(exclude_defaults=True))
    RECORDED.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench-observatory", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the combinations")
    parser.add_argument("--combinations", type=int, default=150, metavar="N", help="how many at random")
    parser.add_argument(
        "--version-6", type=Path, metavar="DIR", help="a copy of the repository, ready to run"
    )
    parser.add_argument("--record", action="store_true", help="keep what it told as the table of the tests")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
