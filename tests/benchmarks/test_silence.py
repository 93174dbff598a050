"""How a delay is told from the machine's unevenness, and one look from the next."""

import pytest

from benchmarks.bars.silence import silence_bars
from benchmarks.proxy import tally
from benchmarks.results import Results
from benchmarks.silence import SilenceRun, slower


def test_slower() -> None:
    """Each host's later time of two runs; one that only the first has counts with that."""
    assert slower({"a": 1.0, "b": 5.0, "c": 2.0}, {"a": 2.0, "b": 4.0}) == {"a": 2.0, "b": 5.0, "c": 2.0}


def test_looks_are_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections are of the same look until there was none for a while; one that is open keeps it going."""
    counter, clock = tally.Counter(), [0.0]
    monkeypatch.setattr(tally, "monotonic", lambda: clock[0])
    monkeypatch.setattr(counter, "_hang_ups", _Nothing())
    events = ((1, 3, "+"), (21, 3, "-"), (22, 4, "+"), (30, 4, "-"), (60, 5, "+"), (80, 5, "-"))
    for second_of_scan, fd, event in events:
        clock[0] = float(second_of_scan)
        (counter.opened if event == "+" else counter.closed)(fd)
    first, second = tally.Tally.read(counter.take()).looks
    assert (first.connections, first.held, second.connections, second.held) == (2, 29.0, 1, 20.0)


class _Nothing:
    """A poll object of connections of which none has hung up."""

    def poll(self, _timeout: float) -> list[int]:
        return []

    def register(self, _fd: int, _events: int) -> None: ...

    def unregister(self, _fd: int) -> None: ...


def test_each_look_has_its_bars() -> None:
    """A look that was not made is not measured, and none is added to another."""
    looks = [tally.Look(1.0, connections=3, last_closed=21.0)]
    run = SilenceRun(
        tool="capdo-lean", kind="silent", others=49, done=49, base=9.0, worst_delay=0.5, looks=looks
    )
    bars = {bar.name: bar.met for bar in silence_bars(Results(silence=[run]))}
    of_looks = {
        name: met for name, met in bars.items() if name.startswith("silent host among fifty, capdo-lean")
    }
    assert list(of_looks.values()) == [True, True, True, True, None, None]
