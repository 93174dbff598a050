"""One odd host among fifty."""

from collections.abc import Iterator

from benchmarks.bars.bar import Bar
from benchmarks.bars.servers import FULL, LEAN, OPEN_AT_ONCE
from benchmarks.results import Results
from benchmarks.silence import KINDS, SilenceRun

DEADLINE = 20.5  # seconds: the default of 20, and the time to close
LOOKS = ("first", "second")
DELAY = 1.0  # seconds; less is the machine's own unevenness
UNEVENNESS = 0.1  # the same as a share of the time all the others take, where that is more


def silence_bars(results: Results) -> Iterator[Bar]:
    """The bars for each tool and kind of odd host."""
    runs = {(run.tool, run.kind): run for run in results.silence}
    for tool in (LEAN, FULL):
        for kind in KINDS:
            yield from _of_run(f"{kind} host among fifty, {tool}", runs.get((tool, kind)))


def _of_run(name: str, run: SilenceRun | None) -> Iterator[Bar]:
    limit = max(DELAY, UNEVENNESS * run.base) if run else DELAY
    delay = run.worst_delay if run else None
    yield Bar(name=f"{name}: delay of another's result", limit=limit, measured=delay, unit="s")
    lost = run.others - run.done if run else None
    yield Bar(name=f"{name}: results lost", limit=0, measured=lost)
    for number, which in enumerate(LOOKS):
        look = run.looks[number] if run and number < len(run.looks) else None
        held = look.held if look else None
        yield Bar(name=f"{name}: how long the {which} look holds it", limit=DEADLINE, measured=held, unit="s")
        connections = look.connections if look else None
        yield Bar(name=f"{name}: connections of the {which} look", limit=OPEN_AT_ONCE, measured=connections)
