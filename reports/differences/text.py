"""Differences on the terminal, or as a terminal would show them: by kind, the gravest first."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as Plain

from inventory.safe_text import visible
from reports.assembly.changes import TESTING, counts, lines
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
        blocks = (_block(line, told, locale, console) for line in alike)
        _print_all(chain.from_iterable(blocks), console)
    console.print("", *_ages(told.ages, locale), sep="\n")


def plain_diff(told: Shown, locale: Locale) -> str:
    """The same as text without colours."""
    console = Console(width=WIDTH, no_color=True, highlight=False)
    with console.capture() as captured:
        print_diff(told, locale, console)
    return captured.get()


def _print_all(texts: Iterable[Plain], console: Console) -> None:
    """Where there are no colours, the words alone: each of thousands of texts costs as much to colour."""
    if console.is_terminal:
        console.print(*texts, sep="\n")
    else:
        console.out("\n".join(text.plain for text in texts), highlight=False)


def _block(line: ChangeLine, told: Shown, locale: Locale, console: Console) -> Iterator[Plain]:
    """Only rich ``Text`` is used: nothing that a server said is taken for markup."""
    margin = " " * INDENT
    place = f"{line.host}:{line.port}"
    severity = (f"{locale.t(f'severity.{line.severity}')}  ", COLOURS[line.severity])
    graded = [] if line.kind in TESTING else [severity]  # of what was not looked at, nobody knows how grave
    head = Plain.assemble(*graded, (what(line, locale), "bold"), f"  {visible(place)}")
    yield _beside(f" {SIGNS[line.kind]} ", head, console)
    yield _beside(margin, Plain(visible(locale.text(line.summary))), console)
    if changed := became(line, locale):
        yield _beside(margin, Plain(changed), console)
    systems = ", ".join(f"{code} – {told.systems.get(code, code)}" for code in line.systems)
    yield _beside(margin, Plain(f"{visible(systems)}; {when(line, told.day, locale)}", style="dim"), console)


def _beside(margin: str, text: Plain, console: Console) -> Plain:
    """A text with a margin before its lines. Made at once: a table would measure each of thousands."""
    width = console.width - INDENT
    fits = "\n" not in text.plain and text.cell_len <= width
    first, *others = [text] if fits else text.wrap(console, width)
    parts: list[str | Plain] = [margin, first]
    for line in others:
        parts += ["\n" + " " * INDENT, line]
    return Plain.assemble(*parts, no_wrap=True, overflow="ignore")


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
