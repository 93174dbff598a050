"""Differences on the terminal, or as a terminal would show them: by kind, the gravest first."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Plain

from inventory.safe_text import visible
from reports.assembly.changes import counts, lines
from reports.differences.gathering import Shown
from reports.model import ChangeLine, FindingAges, OpenAge
from reports.sentences.differences import became, counted, what, when
from reports.text.locale import Locale
from scanner.differences.change import Kind
from scanner.severities import COLOURS

WIDTH = 100  # of a text file, which has no terminal to ask
INDENT = 3
SIGNS = {
    Kind.NEW: "+",
    Kind.FIXED: "✓",
    Kind.WORSE: "↑",
    Kind.BETTER: "↓",
    Kind.CHANGED: "≠",
    Kind.UNTESTED: "?",
    Kind.RETESTED: "!",
}


def print_diff(told: Shown, locale: Locale, console: Console | None = None) -> None:
    """The period, how many of each kind, each change, and how long findings have been open."""
    console = console or Console(highlight=False)
    console.print(Plain(told.period(locale), style="bold"))
    changes = told.comparison.changes
    console.print(Plain(f"{_capital(counted(counts(changes), locale))}."))
    for kind, alike in groupby(lines(changes), key=lambda line: line.kind):
        console.print("", Plain(locale.t(f"diff.kind.{kind}"), style="bold"), sep="\n")
        for line in alike:
            console.print(*_block(line, told, locale), sep="\n")
    console.print("", *_ages(told.ages, locale), sep="\n")


def plain_diff(told: Shown, locale: Locale) -> str:
    """The same as text without colours."""
    console = Console(width=WIDTH, no_color=True, highlight=False)
    with console.capture() as captured:
        print_diff(told, locale, console)
    return captured.get()


def _block(line: ChangeLine, told: Shown, locale: Locale) -> Iterator[RenderableType]:
    """Only rich ``Text`` is used: nothing that a server said is taken for markup."""
    place = f"{line.host}:{line.port}"
    severity = (f"{locale.t(f'severity.{line.severity}')}  ", COLOURS[line.severity])
    sign = f" {SIGNS[line.kind]} "
    head = Table.grid()
    head.add_row(Plain(sign), Plain.assemble(severity, (what(line, locale), "bold"), f"  {visible(place)}"))
    yield head
    yield _indented(Plain(visible(locale.text(line.summary))))
    if changed := became(line, locale):
        yield _indented(Plain(changed))
    systems = ", ".join(f"{code} – {told.systems.get(code, code)}" for code in line.systems)
    yield _indented(Plain(f"{visible(systems)}; {when(line, told.day, locale)}", style="dim"))


def _indented(text: Plain) -> RenderableType:
    return Padding(text, (0, 0, 0, INDENT))


def _ages(ages: FindingAges, locale: Locale) -> Iterator[RenderableType]:
    yield Plain(locale.t("ages.title"), style="bold")
    if not ages.by_severity:
        yield Plain(locale.t("ages.none"))
        return
    severities = ((locale.t(f"severity.{line.severity}"), line.age) for line in ages.by_severity)
    yield _table("ages.by_severity", severities, locale)
    agencies = ((line.agency.name, line.age) for line in ages.by_agency)
    yield _table("ages.by_agency", agencies, locale)


def _table(heading: str, rows: Iterable[tuple[str, OpenAge]], locale: Locale) -> Table:
    table = Table(header_style="bold")
    table.add_column(locale.t(heading), overflow="fold")
    for column in ("count", "median", "longest"):
        table.add_column(locale.t(f"ages.{column}"), justify="right")
    for name, age in rows:
        figures = (locale.integer(age.findings), locale.number(age.median), locale.integer(age.longest))
        table.add_row(Plain(visible(name)), *map(Plain, figures))
    return table


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
