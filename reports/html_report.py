"""The leadership report: one HTML page that needs no network, no script and no other file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from checks.model import Language, Outcome, Verdict
from inventory.model import Code
from reports import charts, outlook, sentences, wording
from reports.assembly.order import evidence_line
from reports.assembly.work import in_order
from reports.model import DeadlineLine, Report
from reports.pages import environment, policy, stylesheet
from reports.plain_text import shortened

COMPACT_ABOVE = 500  # systems
EVIDENCE_LENGTH = 300
# Outcomes that are counted rather than told one by one. Of a large estate the findings alone are told: with
# everything, the page of 5,000 systems has 22 MB; JSON and XLSX have the rest.
QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)
COMPACT_QUIET = (Outcome.NOT_TESTED, Outcome.INFO, *QUIET)
LIMITS = {"first": 12, "all": 100, "problems": 10, "evidence": 5, "todo": 5}


def render_html(report: Report, language: Language = "vi") -> str:
    """The whole page in one language. Whatever a server or a file said is escaped, and inert."""
    css = stylesheet()
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            **_helpers(report, wording.load(language)),
            report=report,
            css=Markup(css),  # noqa: S704 - our own file
            policy=policy(css),
            limits=LIMITS,
            checks={check.id: check for check in report.checks},
            names={system.code: system.name for system in report.systems},
            waivers={waiver.number: waiver for waiver in report.waivers},
            designations={standard.id: standard.designation for standard in report.clauses},
        )
    )


def _helpers(report: Report, locale: wording.Locale) -> dict[str, Any]:
    compact = len(report.systems) > COMPACT_ABOVE
    return {
        "l": locale,
        "compact": compact,
        "quiet_outcomes": COMPACT_QUIET if compact else QUIET,
        "unit": sentences.unit,
        "headline": sentences.headline(report, locale),
        "state_text": partial(sentences.state, locale=locale),
        "due_text": partial(sentences.due, locale=locale),
        "decision": partial(sentences.decision, locale=locale),
        "label": partial(sentences.label, locale=locale),
        "waiver_text": partial(sentences.waiver, locale=locale),
        "clause_text": partial(sentences.clause, locale=locale),
        "reviewed_text": partial(sentences.reviewed, locale=locale),
        "family": partial(sentences.named, "family", locale=locale),
        "kind_name": partial(sentences.named, "kind", locale=locale),
        "gauge": partial(charts.gauge, locale=locale),
        "trend": partial(charts.trend, locale=locale),
        "outlook": outlook,
        "work": in_order(report.work),
        "work_of": {agency.owner.code: agency.lines for agency in report.work},
        "overdue_of": _by_owner(report.deadlines.overdue),
        "soon_of": _by_owner(report.deadlines.soon),
        "systems_by_code": {system.code: system for system in report.systems},
        "evidence": partial(_evidence, length=EVIDENCE_LENGTH),
        "charts": {"severities": charts.severities(report, locale), "ipv6": charts.ipv6(report, locale)},
    }


def _by_owner(lines: Iterable[DeadlineLine]) -> Mapping[Code, int]:
    """How many deadlines each owner has; 0 of one that has none."""
    return Counter(line.owner.code for line in lines if line.owner is not None)


def _evidence(verdict: Verdict, length: int) -> str:
    return shortened(evidence_line(verdict.evidence), length)
