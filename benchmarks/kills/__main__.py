"""Kills of scan, import and record at random moments: what is lost, doubled or told in a traceback.

``make bench-kills``, ``make bench-kills KILLS="30 --seed 7"``. After each kill the same command is given
again, as a person would; then everything must be there once, and the chains good. Status 1: it was not.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.kills.jobs import CAPDO, Job, database_in, importing, recording, scanning
from benchmarks.measuring import environment
from scanner.lab.model import Lab
from scanner.lab.process import running_lab

TIME_LIMIT = 300.0  # seconds
BAD = (1, 2)  # statuses of `approval verify`; 3 is a log without events
FAULTS = ("lost", "doubled", "halves", "tracebacks", "chains not good")


def main(given: Sequence[str] | None = None) -> int:
    """Kill, look, tell; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))  # noqa: S311 - moments
    options = parser.parse_args(given)
    moments = random.Random(options.seed)  # noqa: S311 - moments
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab:
        found = _campaign(Path(folder), lab, options.kills, moments)
    told = ", ".join(f"{found[name]} {name}" for name in ("killed", "ended before", *FAULTS))
    sys.stdout.write(f"seed {options.seed}: {told}\n")
    return int(any(found[name] for name in FAULTS))


def _campaign(folder: Path, lab: Lab, kills: int, moments: random.Random) -> Counter[str]:
    """Scan, import and record in turn, each time on a database of its own."""
    found: Counter[str] = Counter()
    lasts: dict[str, float] = {}  # how long each takes undisturbed
    kinds = {"record": recording, "import": importing, "scan": scanning}
    for number in range(kills + len(kinds)):
        name, prepare = list(kinds.items())[number % len(kinds)]
        place = folder / str(number)
        place.mkdir()
        job = prepare(place, lab)
        if name not in lasts:
            begun = time.monotonic()
            _done(job.words)
            lasts[name] = time.monotonic() - begun
            continue
        moment = moments.triangular(0, lasts[name], lasts[name])  # more of them where it writes
        kill = _killed(job, moment, database_in(place))
        found += kill
        faults = ", ".join(f"{kill[fault]} {fault}" for fault in FAULTS if kill[fault])
        sys.stdout.write(f"{number - len(kinds) + 1} {name}: {faults or 'good'}\n")
        sys.stdout.flush()
    return found


def _killed(job: Job, delay: float, database: str) -> Counter[str]:
    """What is wrong after a kill at a moment, and after the command was given again."""
    found: Counter[str] = Counter()
    with subprocess.Popen(
        job.words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), text=True
    ) as process:
        try:
            output, _ = process.communicate(timeout=delay)
            found["ended before"] += 1
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            output, _ = process.communicate()
            found["killed"] += 1
    before = job.records()
    found["halves"] += job.whole and len(before) not in (0, job.expected)
    outputs = [output, *(_done(words)[1] for words in [job.again()] if words)]
    verify = (str(CAPDO), "approval", "verify", "--all", "--database", database, "--lang", "en")
    verified = _done(verify)
    after = job.records()
    found["lost"] += max(job.expected - len(set(after)), len(set(before) - set(after)), 0)
    found["doubled"] += max(0, len(after) - job.expected)
    found["tracebacks"] += sum("Traceback" in one for one in [*outputs, verified[1]])
    found["chains not good"] += verified[0] in BAD
    return found


def _done(words: Sequence[str]) -> tuple[int, str]:
    """The status of a command, and all that it wrote."""
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, timeout=TIME_LIMIT, env=environment()
    )
    return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())
