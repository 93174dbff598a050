"""The checks' documentation in Markdown, in both languages: ``make docs`` writes it."""

from checks.check import Check
from checks.model import Language
from checks.registry import all_checks
from checks.words import OUTCOMES, SEVERITIES
from reports.catalogue import wording
from reports.catalogue.markdown import GENERATED, INDEX, NAMES, both, escape, table


def pages() -> dict[str, str]:
    """Every page by file name: one a check, and the index."""
    found = {f"{check.id}.md": render(check) for check in all_checks().values()}
    return {INDEX: index(), **found}


def render(check: Check) -> str:
    """One check's page: what, why, what to do, first in Vietnamese, then in English."""
    vi, en = (_in_language(check, language) for language in NAMES)
    return f"# {check.id}\n\n{vi}\n{en}\n## {both(wording.REFERENCES)}\n\n{_references(check)}"


def index() -> str:
    """The table of all checks."""
    rows = (
        (
            f"[{check.id}]({check.id}.md)",
            f"{escape(check.title.vi)}<br>{escape(check.title.en)}",
            both(SEVERITIES[check.severity]),
        )
        for check in all_checks().values()
    )
    checks = table(("ID", both(wording.TITLE), both(wording.SEVERITY)), rows)
    return f"# Các nội dung kiểm tra / The checks\n\n{GENERATED}\n{checks}"


def _in_language(check: Check, language: Language) -> str:
    outcomes = ", ".join(f"{OUTCOMES[outcome].to(language)} (`{outcome}`)" for outcome in check.outcomes)
    lines = [
        f"## {NAMES[language]}: {escape(check.title.to(language))}\n",
        f"- {wording.FINDING.to(language)}: {escape(wording.findings(check, language))}",
        f"- {wording.SEVERITY.to(language)}: {SEVERITIES[check.severity].to(language)}",
        f"- {wording.OUTCOME.to(language)}: {outcomes}",
        f"- {wording.SINCE.to(language)}: {check.since}",
        *_thresholds(check, language),
        f"\n### {wording.RATIONALE.to(language)}\n\n{escape(check.rationale.to(language))}",
        f"\n### {wording.REMEDIATION.to(language)}\n\n{_remediation(check.remediation.to(language))}\n",
    ]
    return "\n".join(lines)


def _thresholds(check: Check, language: Language) -> list[str]:
    values = ", ".join(f"`{name}` = `{value}`" for name, value in check.thresholds.items())
    return [f"- {wording.THRESHOLDS.to(language)}: {values}"] if values else []


def _remediation(text: str) -> str:
    """The sentences, then each line that follows as a code item (``nginx: …``)."""
    first, *rest = text.split("\n")
    items = [f"- {escape(what)}: `{how}`" for what, _, how in (line.partition(": ") for line in rest)]
    return "\n".join([escape(first), *(["", *items] if items else [])])


def _references(check: Check) -> str:
    cited = ((escape(wording.cited(reference)), reference.url) for reference in check.references)
    return "".join(f"- [{title}]({url})\n" if url else f"- {title}\n" for title, url in cited)
