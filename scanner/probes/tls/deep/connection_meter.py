"""Counts the connections that a library opens in this process. For worker processes only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scanner.probes.workers.main import Report

_reports: list[Report] = []


@contextmanager
def metered(report: Report) -> Iterator[None]:
    """Report 1 for every connection that this process opens meanwhile, from whichever thread."""
    _reports.append(report)
    try:
        yield
    finally:
        _reports.remove(report)


def _on_event(event: str, _arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        for report in _reports:
            report(1)


sys.addaudithook(_on_event)  # for the life of the process: a hook cannot be taken away
