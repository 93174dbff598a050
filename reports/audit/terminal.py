"""Audits on the terminal, or as a terminal would show them: worst first, and what to do next."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Plain

from checks.model import Language, Outcome, Reason, Text, Verdict
from checks.registry import get
from checks.words import OUTCOMES, SEVERITIES
from inventory.safe_text import visible
from reports.audit.document import worst_first
from reports.audit.grades import grade_line
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
NEXT = Text(vi="Việc cần làm tiếp", en="What to do next")
PERMISSION = Text(
    vi="Quét cổng cần quyền rà quét trong danh mục, hoặc --authorized khi chủ quản đã cho phép.",
    en="A port scan needs a permission in the inventory, or --authorized when the owner has allowed it.",
)
CONNECTIONS = Text(vi="kết nối", en="connections")
NEXT_STEPS = 3
WIDTH = 100  # of a text file, which has no terminal to ask


def print_audits(
    audits: Sequence[tuple[str, Observation]], lang: Language, console: Console | None = None
) -> None:
    """One after the other: the target as typed, and what was seen."""
    console = console or Console()
    for target, seen in audits:
        console.print(_audit_text(target, seen, lang))


def plain_audits(audits: Sequence[tuple[str, Observation]], lang: Language) -> str:
    """The same as text without colours."""
    console = Console(width=WIDTH, no_color=True)
    with console.capture() as captured:
        print_audits(audits, lang, console)
    return captured.get()


def _audit_text(target: str, observation: Observation, lang: Language) -> RenderableType:
    """A heading, the verdicts, and the first steps. Only ``Text`` is used: nothing is taken for markup."""
    ordered = worst_first(observation.verdicts)
    table = Table(box=None, show_header=False, padding=(0, 1))
    for verdict in ordered:
        table.add_row(*_row(verdict, lang))
    heading = _heading(target, observation, lang)
    mark = Plain(grade_line(observation, lang))
    return Group(heading, mark, "", table, *_next_steps(ordered, lang))


def _heading(target: str, observation: Observation, lang: Language) -> Plain:
    counts = Counter(verdict.outcome for verdict in observation.verdicts)
    parts = [Plain(visible(target), style="bold")]
    for outcome, (sign, style) in MARKS.items():
        if counts[outcome]:
            parts.append(Plain(f"{sign} {counts[outcome]} {OUTCOMES[outcome].to(lang)}", style=style))
    parts.append(Plain(f"{sum(observation.connections.values())} {CONNECTIONS.to(lang)}", style="dim"))
    return Plain("  ").join(parts)


def _row(verdict: Verdict, lang: Language) -> tuple[Plain, Plain, Plain, Plain]:
    sign, style = MARKS[verdict.outcome]
    severity = SEVERITIES[verdict.severity].to(lang) if verdict.is_finding else ""
    summary = Plain(visible(verdict.summary.to(lang)))
    return (
        Plain(sign, style=style),
        Plain(verdict.check, style="dim" if not verdict.is_finding else "", no_wrap=True),
        Plain(severity, style=COLOURS[verdict.severity], no_wrap=True),
        summary,
    )


def _next_steps(ordered: list[Verdict], lang: Language) -> Iterator[RenderableType]:
    findings = [verdict for verdict in ordered if verdict.is_finding][:NEXT_STEPS]
    if findings:
        yield ""
        yield Plain(NEXT.to(lang), style="bold")
    for number, verdict in enumerate(findings, start=1):
        check = get(verdict.check)
        step = Plain.assemble((f"{number}. {check.title.to(lang)}\n", "bold"), check.remediation.to(lang))
        yield Padding(step, (0, 0, 0, 1))
    if any(_lacks_permission(verdict) for verdict in ordered):
        yield ""
        yield Plain(PERMISSION.to(lang), style="magenta")


def _lacks_permission(verdict: Verdict) -> bool:
    return verdict.reason is Reason.NOT_PERMITTED and verdict.check.startswith("exposure.")
