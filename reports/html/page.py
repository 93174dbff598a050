"""The leadership report: one HTML page that needs no network, no script and no other file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from checks.model import Language
from inventory.model import Code
from inventory.targets.history import by_agency
from reports.assembly.work import in_order
from reports.html import charts
from reports.html.deadline_groups import grouped
from reports.html.system_details import SystemDetails
from reports.model import DeadlineLine, NamedRef, PagePicture, Report
from reports.sentences import outlook, phrases
from reports.sentences.ages import age
from reports.sentences.differences import became, changed_since, open_for, what, when
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import Locale, load
from reports.text.names import more_of
from reports.vantages.page import VantageWords

COMPACT_ABOVE = 500  # systems
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
            policy=policy(css, pictures=bool(report.pictures)),
            limits=LIMITS,
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
        "seen_apart": VantageWords(locale),
        "state_text": partial(phrases.state, locale=locale),
        "due_text": partial(phrases.due, locale=locale),
        "system_details": SystemDetails(report, locale, compact).of,
        "age": partial(age, locale=locale),
        "waiver_text": partial(phrases.waiver, locale=locale),
        "clause_text": partial(phrases.clause, locale=locale),
        "state_of": partial(phrases.said, locale=locale),
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
        "picture_of": _picture_of(report),
        "systems_by_code": {system.code: system for system in report.systems},
        "programme_step": partial(phrases.programme_step, locale=locale),
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


def _picture_of(report: Report) -> Mapping[tuple[str, str], PagePicture]:
    """The picture beside a cause, by check and host: the first one of the host that is about its content."""
    pictures = {picture.host: picture for picture in report.pictures}
    told: dict[tuple[str, str], PagePicture] = {}
    for cause in report.causes:
        if cause.check.startswith("content.") and cause.host in pictures:
            told[cause.check, cause.host] = pictures.pop(cause.host)
    return told


def _told_before(report: Report) -> frozenset[tuple[str, str]]:
    """The causes, by check and host, whose systems an earlier one at the same host has told."""
    told: set[tuple[str, tuple[Code, ...]]] = set()
    repeated: set[tuple[str, str]] = set()
    for cause in report.causes:
        if (cause.host, cause.systems) in told:
            repeated.add((cause.check, cause.host))
        told.add((cause.host, cause.systems))
    return frozenset(repeated)
