"""Changes as lines to be read: each endpoint's told once, what is no longer tested by its reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from checks.model import Outcome
from checks.registry import heading_of
from inventory.model import Code
from reports.model import ChangeCount, ChangedSince, ChangeLine
from scanner.differences.change import Change, Kind, counted

COMPARED = (Kind.WORSE, Kind.BETTER, Kind.CHANGED)
TESTING = (Kind.UNTESTED, Kind.RETESTED)


def changed_since(
    changes: Iterable[Change], since: date, until: date, systems: Collection[Code]
) -> ChangedSince:
    """The changes of some systems."""
    own = [change for change in changes if change.system in systems]
    return ChangedSince(since=since, until=until, counts=counts(own), lines=lines(own))


def counts(changes: Iterable[Change]) -> tuple[ChangeCount, ...]:
    """How many of each kind, 0 of those of which there are none."""
    found = counted(changes)
    return tuple(ChangeCount(kind=kind, count=found[kind]) for kind in Kind)


def lines(changes: Iterable[Change]) -> tuple[ChangeLine, ...]:
    """In the order given, which is that of kind and gravity."""
    together: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in changes:
        what = change.check if change.kind not in TESTING else _why(change)
        together[change.kind, change.host, change.port, change.http_port, what].append(change)
    return tuple(_line(alike) for alike in together.values())


def _why(change: Change) -> object:
    return change.summary.en if change.kind is Kind.UNTESTED else None


def _line(alike: list[Change]) -> ChangeLine:
    first = alike[0]
    is_compared = first.kind in COMPARED
    subject = first.before if first.kind is Kind.FIXED else first.after
    return ChangeLine(
        kind=first.kind,
        checks=tuple(dict.fromkeys(change.check for change in alike)),
        heading=heading_of(first.check, subject.outcome if subject else Outcome.FAIL),
        severity=first.severity,
        host=first.host,
        port=first.port,
        systems=tuple(sorted({change.system for change in alike})),
        summary=first.summary,
        since=min(change.since for change in alike),
        at=first.at,
        confirmed=first.confirmed,
        before=first.before if is_compared else None,
        after=first.after if is_compared else None,
    )
