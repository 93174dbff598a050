"""The checks' documentation in Markdown, in both languages: ``make docs`` writes it."""

import re
import sys
from pathlib import Path

from checks.check import Check
from checks.model import Language, Text
from checks.registry import all_checks
from checks.words import OUTCOMES, SEVERITIES
from reports.catalogue import wording

INDEX = "README.md"
NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
ESCAPED = re.compile(r"([\\`*_<>\[\]|])")


def pages() -> dict[str, str]:
    """Every page by file name: one a check, and the index."""
    found = {f"{check.id}.md": render(check) for check in all_checks().values()}
    return {INDEX: index(), **found}


def render(check: Check) -> str:
    """One check's page: what, why, what to do, first in Vietnamese, then in English."""
    vi, en = (_in_language(check, language) for language in NAMES)
    return f"# {check.id}\n\n{vi}\n{en}\n## {_both(wording.REFERENCES)}\n\n{_references(check)}"


def index() -> str:
    """The table of all checks."""
    head = f"| ID | {_both(wording.TITLE)} | {_both(wording.SEVERITY)} |\n|---|---|---|\n"
    rows = (
        f"| [{check.id}]({check.id}.md) | {_escape(check.title.vi)}<br>{_escape(check.title.en)} "
        f"| {_both(SEVERITIES[check.severity])} |\n"
        for check in all_checks().values()
    )
    note = (
        "Do `make docs` tạo ra từ mã nguồn; không sửa tay. / Made from the code by `make docs`; don't edit.\n"
    )
    return f"# Các nội dung kiểm tra / The checks\n\n{note}\n{head}{''.join(rows)}"


def write(folder: Path) -> None:
    """Write every page, and remove the pages of checks that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for stale in folder.glob("*.md"):
        if stale.name not in wanted:
            stale.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def _in_language(check: Check, language: Language) -> str:
    outcomes = ", ".join(f"{OUTCOMES[outcome].to(language)} (`{outcome}`)" for outcome in check.outcomes)
    lines = [
        f"## {NAMES[language]}: {_escape(check.title.to(language))}\n",
        f"- {wording.SEVERITY.to(language)}: {SEVERITIES[check.severity].to(language)}",
        f"- {wording.OUTCOME.to(language)}: {outcomes}",
        f"- {wording.SINCE.to(language)}: {check.since}",
        *_thresholds(check, language),
        f"\n### {wording.RATIONALE.to(language)}\n\n{_escape(check.rationale.to(language))}",
        f"\n### {wording.REMEDIATION.to(language)}\n\n{_remediation(check.remediation.to(language))}\n",
    ]
    return "\n".join(lines)


def _thresholds(check: Check, language: Language) -> list[str]:
    values = ", ".join(f"`{name}` = `{value}`" for name, value in check.thresholds.items())
    return [f"- {wording.THRESHOLDS.to(language)}: {values}"] if values else []


def _remediation(text: str) -> str:
    """The sentences, then each line that follows as a code item (``nginx: …``)."""
    first, *rest = text.split("\n")
    items = [f"- {_escape(what)}: `{how}`" for what, _, how in (line.partition(": ") for line in rest)]
    return "\n".join([_escape(first), *(["", *items] if items else [])])


def _references(check: Check) -> str:
    cited = ((_escape(wording.cited(reference)), reference.url) for reference in check.references)
    return "".join(f"- [{title}]({url})\n" if url else f"- {title}\n" for title, url in cited)


def _both(text: Text) -> str:
    return f"{text.vi} / {text.en}"


def _escape(text: str) -> str:
    return ESCAPED.sub(r"\\\1", text)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
