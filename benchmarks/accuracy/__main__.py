"""``make bench-accuracy``: whether capdo tells what is so, and tells it every time.

Some seventy hosts whose faults are known are served on loopback; each is audited five times by the command
line, in an order that the printed seed gives again. sslyze and testssl.sh are asked once about the TLS ones.
Prints a table by kind and how far capdo is from each bar, and writes everything to build/bench/accuracy.json.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from benchmarks.accuracy.campaign import carry_out
from benchmarks.accuracy.host import Host
from benchmarks.accuracy.lab import hosts
from benchmarks.accuracy.peers import PEERS
from benchmarks.accuracy.report import HOSTS_WANTED, bars, text_report
from benchmarks.accuracy.results import HostResult
from benchmarks.measuring import ROOT

RUNS = 5
OUTPUT = ROOT / "build/bench/accuracy.json"


def main(arguments: list[str]) -> int:
    """Run the benchmark; 0 when every bar is met, 1 when one is missed, 2 for a name that nothing has.

    Stopped by Ctrl+C or SIGTERM it closes its servers, and reports what was found so far.
    """
    given = _parser().parse_args(arguments)
    names = {name.strip() for part in given.only for name in part.split(",")} - {""}
    chosen = [host for host in hosts() if not names or names & {host.kind, host.name}]
    if unknown := names - {name for host in chosen for name in (host.kind, host.name)}:
        sys.stderr.write(f"bench-accuracy: no kind or host is named {', '.join(sorted(unknown))}\n")
        return 2
    seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    return _run(chosen, given, seed)


def _run(chosen: Sequence[Host], given: argparse.Namespace, seed: int) -> int:
    sys.stdout.write(f"seed {seed}, {given.runs} runs of {len(chosen)} hosts\n\n")
    sys.stdout.flush()
    tools = () if given.quick else tuple(PEERS)
    results = [HostResult(host=host) for host in chosen]
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="capdo-accuracy-") as folder:
        asyncio.run(carry_out(results, given.runs, seed, Path(folder), tools))
    judged = bars(results, given.runs, 0 if given.only else HOSTS_WANTED)
    document = {
        "seed": seed,
        "hosts": [result.document() for result in results],
        "bars": [{**asdict(bar), "met": bar.met} for bar in judged],
    }
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(document, indent=1) + "\n")
    sys.stdout.write(text_report(results, judged))
    return 0 if all(bar.met for bar in judged) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench-accuracy", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help="audits of each host (5)")
    parser.add_argument("--seed", type=int, metavar="N", help="of the order (any)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME,…", help="kinds and hosts")
    parser.add_argument("--quick", action="store_true", help="without sslyze and testssl.sh")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help="the JSON document")
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
