"""Audits on the terminal, or as a terminal would show them."""

from collections.abc import Sequence

from rich.console import Console

from checks.model import Language
from reports.audit.text import audit_text
from scanner.observation import Observation

WIDTH = 100  # of a text file, which has no terminal to ask


def print_audits(
    audits: Sequence[tuple[str, Observation]], lang: Language, console: Console | None = None
) -> None:
    """One after the other: the target as typed, and what was seen."""
    console = console or Console()
    for target, seen in audits:
        console.print(audit_text(target, seen, lang))


def plain_audits(audits: Sequence[tuple[str, Observation]], lang: Language) -> str:
    """The same as text without colours."""
    console = Console(width=WIDTH, no_color=True)
    with console.capture() as captured:
        print_audits(audits, lang, console)
    return captured.get()
