"""One check for the terminal, and all of them as data."""

from collections.abc import Iterator

from pydantic import JsonValue
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from checks.check import Check
from checks.model import Language, Text
from checks.registry import all_checks
from checks.words import OUTCOMES, SEVERITIES
from reports.catalogue import wording


def catalogue(language: Language) -> list[JsonValue]:
    """Every check, sorted by id: id, family, severity, title, outcomes, thresholds, since."""
    return [_entry(check, language) for check in all_checks().values()]


def explanation(check: Check, language: Language) -> RenderableType:
    """Everything a check says of itself, wrapped to the terminal's width; no markup in it is read."""
    return Group(*_parts(check, language))


def _entry(check: Check, language: Language) -> JsonValue:
    return {
        "id": check.id,
        "family": check.family,
        "severity": check.severity.value,
        "title": check.title.to(language),
        "finding": check.finding.to(language),
        "outcomes": [outcome.value for outcome in check.outcomes],
        "thresholds": {name: _plain(value) for name, value in check.thresholds.items()},
        "since": check.since,
    }


def _plain(value: float | str | list[str]) -> JsonValue:
    return list(value) if isinstance(value, list) else value


def _parts(check: Check, language: Language) -> Iterator[RenderableType]:
    outcomes = ", ".join(OUTCOMES[outcome].to(language) for outcome in check.outcomes)
    yield Line.assemble((check.id, "bold"), ": ", check.title.to(language))
    yield _labelled(wording.FINDING, wording.findings(check, language), language)
    yield _labelled(wording.SEVERITY, SEVERITIES[check.severity].to(language), language)
    yield _labelled(wording.OUTCOME, outcomes, language)
    yield _labelled(wording.SINCE, check.since, language)
    yield from _section(wording.RATIONALE, [check.rationale.to(language)], language)
    yield from _section(wording.REMEDIATION, check.remediation.to(language).split("\n"), language)
    thresholds = [f"{name} = {value}" for name, value in check.thresholds.items()]
    yield from _section(wording.THRESHOLDS, thresholds, language)
    references = [
        f"{wording.cited(reference, language)} {reference.url or ''}".rstrip()
        for reference in check.references
    ]
    yield from _section(wording.REFERENCES, references, language)


def _labelled(label: Text, value: str, language: Language) -> RenderableType:
    return Line.assemble((f"{label.to(language)}: ", "bold"), value)


def _section(heading: Text, lines: list[str], language: Language) -> Iterator[RenderableType]:
    if lines:
        yield Line(f"\n{heading.to(language)}", style="bold")
        yield from (Padding(Line(line), (0, 0, 0, 2), expand=False) for line in lines)
