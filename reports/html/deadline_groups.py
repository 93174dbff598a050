"""Deadlines of one kind told together: one row for what many systems have to do on the same ground."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.model import DeadlineLine, NamedRef
from reports.text.locale import Locale

AFTER = "; "  # between what a basis says of all systems, and what it says of one


@dataclass(frozen=True)
class DeadlineGroup:
    """At least one line, earliest first; ``basis``: what is said of all of them."""

    lines: tuple[DeadlineLine, ...]
    basis: str
    locale: Locale

    @property
    def count(self) -> int:
        """How many deadlines."""
        return len(self.lines)

    @property
    def first(self) -> DeadlineLine:
        """The earliest."""
        return self.lines[0]

    @property
    def days_differ(self) -> bool:
        """Whether not all are due on one day."""
        return self.first.due != self.lines[-1].due

    def detail(self, line: DeadlineLine) -> str:
        """What is said of one system alone, and its day where the days differ."""
        day = self.locale.date(line.due) if self.days_differ else ""
        _, _, own = self.locale.text(line.basis).partition(AFTER)
        return AFTER.join(filter(None, (day, own)))

    def by_agency(self, limit: int) -> list[tuple[NamedRef, int, list[DeadlineLine]]]:
        """How many each has who must act, most first, and which: of all of them, the first ``limit``."""
        agencies: dict[NamedRef, list[DeadlineLine]] = defaultdict(list)
        for line in self.lines:
            if line.agency is not None:
                agencies[line.agency].append(line)
        told = []
        for agency, own in sorted(agencies.items(), key=lambda entry: (-len(entry[1]), entry[0].name)):
            told.append((agency, len(own), own[:limit]))
            limit -= len(told[-1][2])
        return told


def grouped(lines: Iterable[DeadlineLine], locale: Locale) -> Sequence[DeadlineGroup]:
    """In the order of their earliest lines."""
    groups: dict[tuple[str, str, str], list[DeadlineLine]] = defaultdict(list)
    for line in lines:
        groups[line.kind, line.source, locale.text(line.basis).partition(AFTER)[0]].append(line)
    return [
        DeadlineGroup(tuple(of_kind), basis if len(of_kind) > 1 else locale.text(of_kind[0].basis), locale)
        for (_, _, basis), of_kind in groups.items()
    ]
