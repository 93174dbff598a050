"""Audits on the terminal, or as a terminal would show them: worst first, and what to do next.

Under what somebody should look at stands a dim line with what was seen; what could not be tested for one and
the same reason stands together, with what its owner can do about it.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Plain

from checks.facts import Facts
from checks.model import Language, Outcome, Reason, Text, Verdict
from checks.reasons import REASONS
from checks.words import OUTCOMES, SEVERITIES
from inventory.safe_text import visible
from reports.audit.document import worst_first
from reports.audit.grades import grade_lines
from reports.audit.next_steps import next_steps
from reports.audit.own_ipv6 import own_ipv6_lines
from reports.text.seen import has_commands, seen
from scanner.observation import Observation
from scanner.severities import COLOURS

MARKS: dict[Outcome, tuple[str, str]] = {  # sign and colour
    Outcome.FAIL: ("✗", "red"),
    Outcome.WARN: ("!", "yellow"),
    Outcome.NOT_TESTED: ("?", "magenta"),
    Outcome.INFO: ("i", "blue"),
    Outcome.PASS: ("✓", "green"),
    Outcome.NOT_APPLICABLE: ("–", "dim"),
}
CONNECTIONS = Text(vi="kết nối", en="connections")
ADVICE = Text(vi="Nên làm", en="Advice")
WIDTH = 100  # of a text file, which has no terminal to ask
INDENT = 3
SEEN_LINES = 2
GAP = "  "


def print_audits(
    audits: Sequence[tuple[str, Observation]],
    lang: Language,
    console: Console | None = None,
    *,
    brief: bool = False,
) -> None:
    """One after the other: the target as typed, and what was seen. ``brief``: without the evidence."""
    console = console or Console()
    for target, observation in audits:
        console.print(*_heading(target, observation, lang, console.width), sep="\n")
        console.print(_verdicts(observation, lang, 0 if brief else console.width - 2 * INDENT))
        console.print(*next_steps(worst_first(observation.verdicts), lang), sep="\n")


def plain_audits(audits: Sequence[tuple[str, Observation]], lang: Language, *, brief: bool = False) -> str:
    """The same as text without colours."""
    console = Console(width=WIDTH, no_color=True)
    with console.capture() as captured:
        print_audits(audits, lang, console, brief=brief)
    return captured.get()


def _heading(target: str, observation: Observation, lang: Language, width: int) -> Iterator[RenderableType]:
    """The target and what the look cost; how many of each outcome; the marks."""
    cost = f"{sum(observation.connections.values())} {CONNECTIONS.to(lang)}"
    yield Plain(GAP).join([Plain(visible(target), style="bold"), Plain(cost, style="dim")])
    counts = Counter(verdict.outcome for verdict in observation.verdicts)
    counted = [
        Plain(f"{sign} {counts[outcome]} {OUTCOMES[outcome].to(lang)}", style=style)
        for outcome, (sign, style) in MARKS.items()
        if counts[outcome]
    ]
    yield from _filled(counted, width)
    lines = (*grade_lines(observation, lang), *own_ipv6_lines(observation, lang))
    yield from (Plain(visible(line)) for line in lines)


def _filled(parts: Sequence[Plain], width: int) -> Iterator[Plain]:
    """Lines of as many parts as they hold: no part is broken."""
    line = Plain()
    for part in parts:
        if line and line.cell_len + len(GAP) + part.cell_len > width:
            yield line
            line = Plain()
        line = Plain(GAP).join([line, part]) if line else part
    yield line


def _verdicts(observation: Observation, lang: Language, width: int) -> RenderableType:
    """Only rich ``Text`` is used: nothing is taken for markup. ``width`` 0: a line a verdict, no evidence."""
    ordered = worst_first(observation.verdicts)
    told = [verdict for verdict in ordered if width and _is_told(verdict)]
    listed = [verdict for verdict in ordered if verdict not in told]
    blocks = list(_blocks(told, observation.facts, lang, width))
    return Group(*blocks, "", _table(listed, lang))


def _is_told(verdict: Verdict) -> bool:
    return verdict.is_finding or verdict.outcome is Outcome.NOT_TESTED


def _blocks(
    verdicts: Sequence[Verdict], facts: Facts | None, lang: Language, width: int
) -> Iterator[RenderableType]:
    """One a finding; one for all that could not be tested for the same reason, with the same evidence."""
    together: dict[object, tuple[str, list[Verdict]]] = {}
    for verdict in verdicts:
        line = seen(verdict, facts, lang, SEEN_LINES * width)
        line = _folded(line, width, None if has_commands(verdict) else SEEN_LINES)
        key = verdict.check if verdict.is_finding else (verdict.reason, verdict.summary.en, line)
        together.setdefault(key, (line, []))[1].append(verdict)
    for line, alike in together.values():
        yield ""
        yield from _block(alike, line, lang)


def _folded(line: str, width: int, most: int | None) -> str:
    """On so many lines at most, however its words fall; None: on all, as half a command is none."""
    return textwrap.fill(line, width, max_lines=most, placeholder="…", break_on_hyphens=False)


def _block(alike: Sequence[Verdict], line: str, lang: Language) -> Iterator[RenderableType]:
    first = alike[0]
    yield _head(alike, lang)
    yield _indented(Plain(visible(first.summary.to(lang))))
    if line:
        yield _indented(Plain(line, style="dim"))
    if first.reason and first.reason is not Reason.NOT_PERMITTED:  # that is said under what to do next
        advice = f"{ADVICE.to(lang)}: {REASONS[first.reason].advice.to(lang)}"
        yield _indented(Plain(advice, style="dim italic"))


def _head(alike: Sequence[Verdict], lang: Language) -> RenderableType:
    """The sign, the check or checks, and how grave it is; names that wrap stay beside the sign."""
    first = alike[0]
    sign, style = MARKS[first.outcome]
    names = Plain(", ".join(verdict.check for verdict in alike), style="bold")
    if first.is_finding:
        names.append(f"  {SEVERITIES[first.severity].to(lang)}", style=COLOURS[first.severity])
    head = Table.grid()
    head.add_row(Plain(f" {sign} ", style=style), names)
    return head


def _indented(text: Plain) -> RenderableType:
    return Padding(text, (0, 0, 0, INDENT))


def _table(verdicts: Sequence[Verdict], lang: Language) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for verdict in verdicts:
        table.add_row(*_row(verdict, lang))
    return table


def _row(verdict: Verdict, lang: Language) -> tuple[Plain, Plain, Plain, Plain]:
    sign, style = MARKS[verdict.outcome]
    severity = f"{SEVERITIES[verdict.severity].to(lang)} " if verdict.is_finding else ""
    summary = Plain(visible(verdict.summary.to(lang)))
    return (
        Plain(sign, style=style),
        Plain(verdict.check, style="dim" if not verdict.is_finding else "", no_wrap=True),
        Plain(severity, style=COLOURS[verdict.severity], no_wrap=True),
        summary,
    )
