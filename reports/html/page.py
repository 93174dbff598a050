"""The leadership report: one HTML page that needs no network, no script and no other file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from checks.check import heading
from checks.model import Language, Outcome, Verdict
from inventory.model import Code
from inventory.targets.history import by_agency
from reports.assembly.work import in_order
from reports.html import charts
from reports.html.deadline_groups import grouped
from reports.html.system_facts import facts_of
from reports.model import DeadlineLine, NamedRef, Report, SystemView
from reports.sentences import outlook, phrases
from reports.sentences.ages import age
from reports.sentences.differences import became, changed_since, open_for, what, when
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import Locale, load
from reports.text.names import more_of
from reports.text.seen import seen

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
            **_helpers(report, load(language)),
            report=report,
            css=Markup(css),  # noqa: S704 - our own file
            policy=policy(css),
            limits=LIMITS,
            heading=heading,
            checks={check.id: check for check in report.checks},
            names={system.code: system.name for system in report.systems},
            waivers={waiver.number: waiver for waiver in report.waivers},
            designations={standard.id: standard.designation for standard in report.clauses},
        )
    )


def _helpers(report: Report, locale: Locale) -> dict[str, Any]:
    compact = len(report.systems) > COMPACT_ABOVE
    return {
        "l": locale,
        "compact": compact,
        "sorted_out": partial(_sorted_out, quiet=COMPACT_QUIET if compact else QUIET),
        "unit": phrases.unit,
        "more_of": more_of,
        "agency_indicators": [
            (indicator.key, phrases.heading(indicator, locale)) for indicator in by_agency()
        ],
        "headline": phrases.headline(report, locale),
        "changed_text": changed_since(report.changed, locale) if report.changed else "",
        "open_for": partial(open_for, day=report.as_of, locale=locale),
        "became": partial(became, locale=locale),
        "what": partial(what, locale=locale),
        "when": partial(when, day=report.as_of, locale=locale),
        "state_text": partial(phrases.state, locale=locale),
        "due_text": partial(phrases.due, locale=locale),
        "facts_of": partial(facts_of, locale=locale),
        "age": partial(age, locale=locale),
        "waiver_text": partial(phrases.waiver, locale=locale),
        "clause_text": partial(phrases.clause, locale=locale),
        "reviewed_text": partial(phrases.reviewed, locale=locale),
        "unconfirmed_text": partial(phrases.unconfirmed, locale=locale),
        "family": partial(phrases.named, "family", locale=locale),
        "kind_name": partial(phrases.named, "kind", locale=locale),
        "gauge": partial(charts.gauge, locale=locale),
        "trend": partial(charts.trend, locale=locale),
        "outlook": outlook,
        "work": in_order(report.work),
        "work_of": {agency.agency.code: agency.lines for agency in report.work},
        "overdue_of": _by_agency(report.deadlines.overdue),
        "soon_of": _by_agency(report.deadlines.soon),
        "of_agency": partial(_of_agency, report),
        "grouped_deadlines": partial(grouped, locale=locale),
        "told_before": _told_before(report),
        "seen_any": partial(_is_seen, report),
        "systems_by_code": {system.code: system for system in report.systems},
        "evidence": partial(_evidence, lang=locale.language),
        "charts": {"severities": charts.severities(report, locale), "ipv6": charts.ipv6(report, locale)},
    }


def _by_agency(lines: Iterable[DeadlineLine]) -> Mapping[Code, int]:
    """How many deadlines each agency has; 0 of one that has none."""
    return Counter(line.agency.code for line in lines if line.agency is not None)


def _of_agency(report: Report, codes: Collection[Code]) -> list[tuple[NamedRef, list[Code]]]:
    """Systems by who must act for them; the agencies by name, without those that have none of them."""
    asked = frozenset(codes)
    own = (
        (page.organization, [code for code in page.systems if code in asked]) for page in report.agency_pages
    )
    return [(agency, systems) for agency, systems in own if systems]


def _told_before(report: Report) -> frozenset[tuple[str, str]]:
    """The causes, by check and host, whose systems an earlier one at the same host has told."""
    told: set[tuple[str, tuple[Code, ...]]] = set()
    repeated: set[tuple[str, str]] = set()
    for cause in report.causes:
        if (cause.host, cause.systems) in told:
            repeated.add((cause.check, cause.host))
        told.add((cause.host, cause.systems))
    return frozenset(repeated)


def _is_seen(report: Report, system: SystemView) -> bool:
    return any(report.endpoints[number].observed_at is not None for number in system.endpoints)


def _evidence(verdict: Verdict, lang: Language) -> str:
    return seen(verdict, None, lang, EVIDENCE_LENGTH)


def _sorted_out(
    verdicts: Iterable[Verdict], quiet: Sequence[Outcome]
) -> tuple[list[Verdict], dict[Outcome, list[Verdict]]]:
    """What is told one by one, and by outcome what is counted. Those of one outcome mostly come together."""
    listed: list[Verdict] = []
    counted: dict[Outcome, list[Verdict]] = {outcome: [] for outcome in quiet}
    for outcome, alike in groupby(verdicts, key=attrgetter("outcome")):
        counted.get(outcome, listed).extend(alike)
    return listed, {outcome: of_outcome for outcome, of_outcome in counted.items() if of_outcome}
