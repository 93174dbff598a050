"""Where an audit goes: a form, and a file or the terminal.

Each form is imported when it is asked for, so that nobody waits for the others.
"""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import JsonValue

from checks.model import Language
from inventory.safe_text import json_text
from reports.files import write_text
from scanner.observation import Observation

Audited = tuple[str, Observation]  # the target as typed, and what was seen


class AuditForm(StrEnum):
    """How an audit is shown."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


def write_audits(
    audits: Sequence[Audited], form: AuditForm, output: Path | None, lang: Language, *, brief: bool = False
) -> None:
    """Show audits in one form. ``brief``: the text without the evidence.

    Raises:
        ReportError: the file cannot be written.

    """
    if form is AuditForm.TEXT and output is None:
        from reports.audit.terminal import print_audits  # noqa: PLC0415 - see above

        print_audits(audits, lang, brief=brief)
        return
    text = render(audits, form, lang, brief=brief)
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)


def render(audits: Sequence[Audited], form: AuditForm, lang: Language, *, brief: bool = False) -> str:
    """Audits in one form, as the text of a file."""
    match form:
        case AuditForm.JSON:
            return _json(audits, lang)
        case AuditForm.SARIF:
            from reports.audit.sarif import sarif_log  # noqa: PLC0415 - see above

            return json_text(sarif_log([seen for _, seen in audits], lang))
        case AuditForm.HTML:
            from reports.audit.page import audit_page  # noqa: PLC0415 - see above

            return audit_page(audits, lang)
        case AuditForm.TEXT:
            from reports.audit.terminal import plain_audits  # noqa: PLC0415 - see above

            return plain_audits(audits, lang, brief=brief)


def _json(audits: Sequence[Audited], lang: Language) -> str:
    from reports.audit.document import audit_document  # noqa: PLC0415 - see above

    documents: list[JsonValue] = [audit_document(target, seen, lang) for target, seen in audits]
    return json_text(documents[0] if len(documents) == 1 else documents)
