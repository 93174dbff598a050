"""From what a command was asked for to the files of one report, or of one for each agency."""

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from inventory.clock import now
from inventory.errors import InventoryError
from inventory.files.writing import keep_edited
from inventory.model import Code
from reports.assembly.building import build_report
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.gathering.report import gather, gather_each
from reports.gathering.scope import Scope
from reports.model import Report
from reports.options import Asked

Render = Callable[[Report], bytes]


def write(
    asked: Asked, suffix: str, render: Render, *, brief: bool = True, compact_above: int | None = None
) -> None:
    """Gather, render and write.

    Args:
        asked: of what, and whereto.
        suffix: of the files in a folder, with its dot.
        render: from the report to the bytes of its file.
        brief: without evidence (and most words) of checks that pass, which only JSON tells.
        compact_above: of how many systems one file has no evidence, and of what is no finding no words.

    Raises:
        ReportError: it asks for no file, or for two things at once; or a file cannot be written.
        InventoryError: the database or the plan cannot be read.

    """
    if asked.each is not None and asked.output is None:
        _write_each(asked, asked.each, suffix, render, brief=brief)
    elif asked.output is not None and asked.each is None:
        _require(asked, asked.output)
        with _uncollected():
            content = render(_gathered(asked, brief=brief, compact_above=compact_above))
        write_bytes(asked.output, content)
    else:
        raise ReportError("name one: --output FILE for one report, or --each DIR for one for each agency")


def file_names(codes: Collection[Code]) -> dict[Code, str]:
    """A name for each agency: its code, numbered where another differs from it in capitals only.

    Windows and macOS take such names for one, so that a report would replace another's.
    """
    names: dict[Code, str] = {}
    others, taken = {code.casefold() for code in codes}, set[str]()
    for code in sorted(codes):
        name, number = code, 1
        while name.casefold() in taken or (number > 1 and name.casefold() in others):
            number += 1
            name = f"{code}-{number}"
        names[code] = name
        taken.add(name.casefold())
    return names


def _gathered(asked: Asked, *, brief: bool, compact_above: int | None) -> Report:
    scope = Scope(asked.acting, asked.organization, asked.since)
    source = gather(
        asked.database, asked.plan, asked.as_of, now(), scope, brief=brief, compact_above=compact_above
    )
    return build_report(source)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for what refers to itself alone: what a report is made from lives until its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write_each(asked: Asked, folder: Path, suffix: str, render: Render, *, brief: bool) -> None:
    """Each file whole; none is begun where one of them cannot be written, or may not go."""
    if asked.organization is not None:
        raise ReportError("--each writes one report for each agency: leave --organization out")
    paths: dict[Code, Path] = {}

    def choose(codes: Collection[Code]) -> None:
        for code, name in file_names(codes).items():
            paths[code] = folder / f"{name}{suffix}"
            _require(asked, paths[code])

    whole = Scope(asked.acting, since=asked.since)
    for source in gather_each(
        asked.database, asked.plan, asked.as_of, now(), whole, brief=brief, before=choose
    ):
        body = source.organization
        if body is None:
            continue
        try:
            write_bytes(paths[body.code], render(build_report(source)))
        except (ReportError, InventoryError) as error:
            raise ReportError(
                "the report of {code} ({name}): {error}", code=body.code, name=body.name, error=error
            ) from error
        typer.echo(paths[body.code])


def _require(asked: Asked, path: Path) -> None:
    """Find out before the work what stands against a file."""
    if asked.force is not None:
        keep_edited(path, force=asked.force)
    require_writable(path)
