"""``make bench-tls``: what capdo's TLS scan costs and finds beside its peers, on local servers.

Connections and octets are counted at the server's side by a relay of our own, through which each tool goes
twice: directly, and with a round trip time of 50 ms. CPU time is that of the tool's whole process tree.
Prints tables and how far capdo is from each bar, and writes everything to build/bench/tls.json.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, is_dataclass
from pathlib import Path

from benchmarks.bars import bars
from benchmarks.campaign import carry_out
from benchmarks.choice import Choice, ChoiceError, choose
from benchmarks.measuring import ROOT
from benchmarks.report import text_report

MINUTES = 45.0
OUTPUT = ROOT / "build/bench/tls.json"


def main(arguments: list[str]) -> int:
    """Run the benchmark; 0 when it could be run, met or not, and 2 for a name that nothing has."""
    given = _parser().parse_args(arguments)
    try:
        names = (name.strip() for part in given.only for name in part.split(","))
        choice = choose(filter(None, names), given.fleet, quick=given.quick)
    except ChoiceError as error:
        sys.stderr.write(f"bench-tls: {error}\n")
        return 2
    _run(choice, given.minutes, given.output)
    return 0


def _run(choice: Choice, minutes: float, output: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="capdo-bench-") as folder:
        results = carry_out(choice, Path(folder), minutes * 60)
    judged = bars(results, choice.fleet)
    document = {**results.document(), "bars": [{**asdict(bar), "met": bar.met} for bar in judged]}
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(document, default=_plain, indent=1) + "\n")
    sys.stdout.write(text_report(results, judged))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} is not for JSON")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench-tls", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME,…", help="parts, servers, tools")
    parser.add_argument("--fleet", type=int, metavar="N", help="endpoints of the fleet (200)")
    parser.add_argument("--quick", action="store_true", help="two servers, no testssl.sh, a fleet of 20")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="begin nothing new after so long (45)")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help="the JSON document")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
