"""From what a command was asked for to the files of one report, or of one for each agency."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from inventory.acting import Acting
from inventory.clock import now
from inventory.files.writing import keep_edited
from inventory.model import Code
from reports.assembly.building import build_report
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.gathering.report import gather, gather_each
from reports.gathering.scope import Scope
from reports.model import Report
from reports.source import ReportSource


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is to tell, and where it goes: to ``output``, or one for each agency into ``each``."""

    database: str | None
    plan: str | None
    as_of: date | None
    output: Path | None
    each: Path | None = None
    acting: Acting | None = None
    organization: Code | None = None
    force: bool | None = None  # whether a file may go that people edit by hand; None: nobody does


def write(asked: Asked, suffix: str, render: Callable[[Report], bytes], *, brief: bool = True) -> None:
    """Gather, render and write.

    Args:
        asked: of what, and whereto.
        suffix: of the files in a folder, with its dot.
        render: from the report to the bytes of its file.
        brief: without evidence (and most words) of checks that pass, which only JSON tells.

    Raises:
        ReportError: it asks for no file, or for two things at once; or a file cannot be written.
        InventoryError: the database or the plan cannot be read.

    """
    if (asked.output is None) == (asked.each is None):
        raise ReportError("name one: --output FILE for one report, or --each DIR for one for each agency")
    if asked.each is not None and asked.organization is not None:
        raise ReportError("--each writes one report for each agency: leave --organization out")
    if asked.output is not None:
        _keep_edited(asked, asked.output)
        require_writable(asked.output)
        scope = Scope(asked.acting, asked.organization)
        source = gather(asked.database, asked.plan, asked.as_of, now(), scope, brief=brief)
        write_bytes(asked.output, render(build_report(source)))
        return
    for path, source in _each(asked, suffix):
        _keep_edited(asked, path)
        write_bytes(path, render(build_report(source)))
        typer.echo(path)


def _keep_edited(asked: Asked, path: Path) -> None:
    if asked.force is not None:
        keep_edited(path, force=asked.force)


def _each(asked: Asked, suffix: str) -> Iterator[tuple[Path, ReportSource]]:
    """With the file of each, which has the code of its agency."""
    folder = asked.each or Path()
    for source in gather_each(asked.database, asked.plan, asked.as_of, now(), asked.acting):
        if source.organization is not None:
            yield folder / f"{source.organization.code}{suffix}", source
