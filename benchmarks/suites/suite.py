"""A suite of test cases that others wrote: what is expected of each, what came out, and whether enough agree.

Nothing of such a suite is kept in this project. Its cases are read from the files that its own project
publishes or generates, where ``SuiteOptions.sources`` has them; else they are rebuilt here, in our own words,
from what each case is about.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Origin = Literal["its own", "rebuilt"]


@dataclass(frozen=True, kw_only=True)
class SuiteOptions:
    """``sources``: the folder with what the suites' projects publish. ``chromium``: ask a browser anew."""

    sources: Path | None = None
    chromium: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is expected of one case and what came out; ``note`` says why."""

    case: str
    expected: str
    answered: str
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the case came out as it should."""
        return self.expected == self.answered


@dataclass(frozen=True, kw_only=True)
class SuiteRun:
    """One run of a suite; ``left_out``: cases that could not be run, and why; ``notes``: what else to say."""

    origin: Origin
    answers: tuple[Answer, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def agreeing(self) -> int:
        """How many cases came out as they should."""
        return sum(answer.agrees for answer in self.answers)

    @property
    def differing(self) -> tuple[Answer, ...]:
        """The others, in order."""
        return tuple(answer for answer in self.answers if not answer.agrees)


@dataclass(frozen=True, kw_only=True)
class Suite:
    """``bar``: how many cases must agree, and none may differ; ``judged_by`` says whose word is expected."""

    name: str
    title: str
    bar: int
    judged_by: str
    run: Callable[[SuiteOptions], SuiteRun]


@dataclass(frozen=True)
class Outcome:
    """A suite and its run."""

    suite: Suite
    run: SuiteRun

    @property
    def is_met(self) -> bool:
        """Whether the bar is met: at least so many cases agree, and none differs."""
        return self.run.agreeing >= self.suite.bar and not self.run.differing

    @property
    def row(self) -> tuple[str, ...]:
        """Suite, whose cases, how many, how many agree, the bar, whether it is met."""
        met = "met" if self.is_met else "MISSED"
        counts = (len(self.run.answers), self.run.agreeing, self.suite.bar)
        return (self.suite.title, self.run.origin, *(f"{count:,}" for count in counts), met)

    @property
    def lines(self) -> Iterator[str]:
        """What differs and what was left out, a line each."""
        for answer in self.run.differing:
            because = f" ({answer.note})" if answer.note else ""
            expected = f"{self.suite.judged_by}: {answer.expected}"
            yield f"{self.suite.name}: {answer.case}: {expected}, capdo: {answer.answered}{because}"
        yield from (f"{self.suite.name}: left out: {why}" for why in self.run.left_out)
        yield from (f"{self.suite.name}: {note}" for note in self.run.notes)


HEADS = ("suite", "cases are", "cases", "agree", "bar", "")


def document(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """As JSON takes it."""
    return {outcome.suite.name: _document(outcome) for outcome in outcomes}


def _document(outcome: Outcome) -> dict[str, object]:
    suite, run = outcome.suite, outcome.run
    return {
        "title": suite.title,
        "judged_by": suite.judged_by,
        "origin": run.origin,
        "cases": len(run.answers),
        "agree": run.agreeing,
        "bar": suite.bar,
        "met": outcome.is_met,
        "differ": [vars(answer) for answer in run.differing],
        "left_out": list(run.left_out),
        "notes": list(run.notes),
    }
