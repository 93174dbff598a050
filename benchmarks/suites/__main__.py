"""``make bench-suites``: test suites that others wrote, run against the code that a scan judges with.

Prints a table and every case that differs, writes both to build/bench/suites.json, and ends with 1 when a bar
is missed.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import ROOT
from benchmarks.suites.catalogue import SUITES
from benchmarks.suites.pki import chromium
from benchmarks.suites.suite import HEADS, Outcome, Suite, SuiteOptions, document
from benchmarks.table import table

OUTPUT = ROOT / "build/bench/suites.json"


def main(arguments: list[str]) -> int:
    """Run the suites; 0 when every bar is met, 1 when one is missed, 2 for a wrong option."""
    given = _parser().parse_args(arguments)
    names = [name.strip() for part in given.only for name in part.split(",") if name.strip()]
    if unknown := sorted(set(names) - {suite.name for suite in SUITES}):
        return _wrong(f"unknown {', '.join(unknown)}; there are {', '.join(one.name for one in SUITES)}")
    if given.sources and not given.sources.is_dir():
        return _wrong(f"{given.sources} is no folder")
    if given.chromium and (lacking := chromium.missing()):
        return _wrong(f"--chromium needs {' and '.join(lacking)}, which is not installed")
    chosen = [suite for suite in SUITES if not names or suite.name in names]
    outcomes = _outcomes(chosen, SuiteOptions(sources=given.sources, chromium=given.chromium))
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(document(outcomes), ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write(_report(outcomes))
    return int(not all(outcome.is_met for outcome in outcomes))


def _outcomes(suites: Sequence[Suite], options: SuiteOptions) -> list[Outcome]:
    return [Outcome(suite, suite.run(options)) for suite in suites]


def _report(outcomes: Sequence[Outcome]) -> str:
    lines = [line for outcome in outcomes for line in outcome.lines]
    return "\n".join([table(HEADS, [outcome.row for outcome in outcomes]), "", *lines]).rstrip() + "\n"


def _wrong(problem: str) -> int:
    sys.stderr.write(f"bench-suites: {problem}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench-suites", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME,…", help="suites to run")
    parser.add_argument("--sources", type=Path, metavar="DIR", help="what the suites' projects publish")
    parser.add_argument("--chromium", action="store_true", help="ask the installed Chromium anew")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help="the JSON document")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
