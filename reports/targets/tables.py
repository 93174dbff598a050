"""The tables of ``capdo targets``."""

from collections.abc import Mapping

from rich import box
from rich.table import Table
from rich.text import Text

from inventory.model import Code
from inventory.safe_text import visible
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.history import HistoryPoint
from reports.assembly.targets import reviewed
from reports.assembly.work import by_agency
from reports.evidence.ipv6_agencies import BEST_FIRST, of_source
from reports.sentences import outlook, phrases
from reports.sentences.phrases import first_names
from reports.source import TargetSource
from reports.text.locale import Locale
from reports.text.names import more_of, names_counted_by

NAMES_SHOWN = 3


def targets_table(source: TargetSource, locale: Locale) -> Table:
    """Each target with whom to take next; baseline → now → target over numerator/denominator; missing."""
    plan, day = locale.text(source.plan.title), locale.date(source.as_of)
    table = _table(locale.t("terminal.title", plan=plan, date=day), show_lines=True)
    table.add_column(locale.t("terminal.row"), justify="right")
    table.add_column(locale.t("terminal.indicator"), overflow="fold", ratio=1)
    table.add_column(f"{locale.t('terminal.now')}\n{locale.t('terminal.fraction')}", no_wrap=True)
    table.add_column(locale.t("terminal.missing"), justify="right")
    for value in source.indicators:
        names = names_counted_by(value.key, source.inventory)
        doubts = (_reviewed(value, locale) + _unconfirmed(value, names, locale), "yellow")
        description = Text.assemble(_wording(value, locale), doubts, (_next(value, names, locale), "dim"))
        table.add_row(str(value.row), description, _figures(value, locale), phrases.missing(value, locale))
    return table


def target_rows(source: TargetSource, locale: Locale) -> list[tuple[object, ...]]:
    """Each target on one row: plan, row, what is counted, then baseline, now and target, and what is missing.

    Figures are plain numbers; None: nothing is known.
    """
    return [
        (
            source.plan.name,
            value.row,
            _wording(value, locale),
            *(
                None if share is None else f"{share:.1f}"
                for share in (value.baseline, value.percent, value.target)
            ),
            value.numerator,
            value.denominator,
            value.not_tested,
            phrases.missing(value, locale),
        )
        for value in source.indicators
    ]


def history_table(source: TargetSource, locale: Locale) -> Table:
    """The ends of quarters, oldest first; for each target its share, and numerator over denominator."""
    targets = source.progress.targets if source.progress else ()
    by_day = [{point.on: point for point in target.history} for target in targets]
    table = _table(locale.t("trend.caption"))
    table.add_column(locale.t("trend.when"), no_wrap=True)
    for target in targets:
        table.add_column(f"{locale.t('terminal.row')} {target.row}", justify="right")
    for day in sorted({day for points in by_day for day in points}):
        table.add_row(locale.quarter(day), *(_point(points.get(day), locale) for points in by_day))
    return table


def forecast_table(source: TargetSource, locale: Locale) -> Table:
    """For each target the pace, the pace that is needed, and when it is met at the present pace."""
    table = _table(locale.t("trend.title"), show_lines=True)
    table.add_column(locale.t("terminal.row"), justify="right")
    for key in ("trend.pace", "trend.needed", "trend.forecast", "trend.chance"):
        table.add_column(locale.t(key), overflow="fold")
    for value in source.indicators:
        progress = source.progress.of(value.row) if source.progress else None
        if progress is not None:
            chance = progress.forecast.chance_in_time
            table.add_row(
                str(value.row),
                outlook.pace(value, progress, locale),
                outlook.needed(value, progress, locale),
                outlook.forecast(progress, locale),
                locale.percent(None if chance is None else 100 * chance),
            )
    return table


def work_table(source: TargetSource, locale: Locale) -> Table:
    """The systems to approve by agency, each with its place among all and the reason for it."""
    work = by_agency(source)
    count = sum(len(agency.lines) for agency in work)
    target = next((value.target for value in source.indicators if value.key == "approved"), None)
    title = locale.n("work.lead", count, target=locale.percent(target)) if work else locale.t("work.none")
    table = _table(title)
    table.add_column(locale.t("work.place"), justify="right")
    table.add_column(locale.t("work.system"), overflow="fold", ratio=1)
    table.add_column(locale.t("work.reason"), overflow="fold", ratio=1)
    for agency in work:
        heading = f"{agency.agency.name}: {locale.n('count.systems', len(agency.lines))}"
        table.add_row("", Text(visible(heading), style="bold"), "")
        for line in agency.lines:
            name = Text(visible(line.system.name))
            table.add_row(locale.integer(line.place), name, outlook.why_here(line, locale))
    return table


def ipv6_table(source: TargetSource, locale: Locale) -> Table:
    """How many systems of each agency are in each IPv6 state; a state in which there is none is left out."""
    lines = of_source(source)
    met = [state for state in BEST_FIRST if any(line.counts[state] for line in lines)]
    table = _table(locale.t("ipv6.by_agency"))
    table.add_column(locale.t("ipv6.agency"), overflow="fold", ratio=1)
    for state in met:
        table.add_column(locale.t(f"ipv6.{state}"), justify="right", overflow="fold")
    for line in lines:
        counts = [locale.integer(line.counts[state]) for state in met]
        table.add_row(Text(visible(line.agency.name)), *counts)
    return table


def _table(title: str, *, show_lines: bool = False) -> Table:
    heading = Text(visible(title))
    return Table(box=box.SIMPLE_HEAD, title=heading, title_justify="left", show_lines=show_lines)


def _wording(value: IndicatorValue, locale: Locale) -> str:
    mark = "" if value.verified else f" ({locale.t('report.to_verify')})"
    return visible(locale.text(value.title) + mark)


def _reviewed(value: IndicatorValue, locale: Locale) -> str:
    """The same target without the systems whose claim the scans contradict; nothing where there are none."""
    card = reviewed(value)
    return "\n" + visible(phrases.reviewed(card, locale)) if card else ""


def _unconfirmed(value: IndicatorValue, names: Mapping[Code, str], locale: Locale) -> str:
    """The same target without what is not shown to be lawful, and which systems these are."""
    if not value.unconfirmed:
        return ""
    listed = tuple(f"{code} ({names.get(code, code)})" for code in value.unconfirmed)
    shown = first_names(listed, more_of(value.key), locale, NAMES_SHOWN)
    return "\n" + visible(f"{phrases.unconfirmed(value, locale)}: {shown}")


def _next(value: IndicatorValue, names: Mapping[Code, str], locale: Locale) -> str:
    if not value.next_up:
        return ""
    next_up = tuple(names.get(code, code) for code in value.next_up)
    listed = first_names(next_up, more_of(value.key), locale, NAMES_SHOWN)
    return "\n" + visible(f"{locale.t('terminal.next')}: {listed}")


def _figures(value: IndicatorValue, locale: Locale) -> Text:
    steps = (value.baseline, value.percent, value.target)
    lines = [" → ".join(locale.percent(step) for step in steps)]
    lines.append(_fraction(value, locale))
    if value.not_tested:
        lines.append(locale.n("targets.not_tested", value.not_tested))
    return Text("\n".join(lines))


def _point(point: HistoryPoint | None, locale: Locale) -> str:
    if point is None:
        return "–"
    lines = [_fraction(point, locale)]
    if point.percent is not None:
        lines.insert(0, locale.percent(point.percent))
    if point.not_tested:
        lines.append(locale.n("targets.not_tested", point.not_tested))
    return "\n".join(lines)


def _fraction(value: IndicatorValue | HistoryPoint, locale: Locale) -> str:
    if value.percent is None:
        return locale.t("targets.no_data")
    return f"{locale.integer(value.numerator)}/{locale.integer(value.denominator)}"
