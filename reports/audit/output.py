"""Where an audit goes: a form, and a file or the terminal."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import JsonValue
from rich.console import Console

from checks.model import Language
from reports.audit.document import audit_document
from reports.audit.page import audit_page
from reports.audit.sarif import sarif_log
from reports.audit.text import audit_text
from reports.files import write_text
from reports.plain_text import json_text
from scanner.observation import Observation

WIDTH = 100  # of a text file, which has no terminal to ask

Audited = tuple[str, Observation]  # the target as typed, and what was seen


class Form(StrEnum):
    """How an audit is shown."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


def write_audits(audits: Sequence[Audited], form: Form, output: Path | None, lang: Language) -> None:
    """Show audits in one form.

    Raises:
        ReportError: the file cannot be written.

    """
    if form is Form.TEXT and output is None:
        _print(Console(), audits, lang)
        return
    text = render(audits, form, lang)
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)


def render(audits: Sequence[Audited], form: Form, lang: Language) -> str:
    """Audits in one form, as the text of a file."""
    match form:
        case Form.JSON:
            documents: list[JsonValue] = [audit_document(target, seen, lang) for target, seen in audits]
            return json_text(documents[0] if len(documents) == 1 else documents)
        case Form.SARIF:
            return json_text(sarif_log([seen for _, seen in audits], lang))
        case Form.HTML:
            return audit_page(audits, lang)
        case Form.TEXT:
            console = Console(width=WIDTH, no_color=True, file=None, record=True, quiet=False)
            with console.capture() as captured:
                _print(console, audits, lang)
            return captured.get()


def _print(console: Console, audits: Sequence[Audited], lang: Language) -> None:
    for target, seen in audits:
        console.print(audit_text(target, seen, lang))
