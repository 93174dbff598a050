"""``capdo targets``: how far a plan has come, as a table for people or as JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer
from pydantic import JsonValue
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.model import Language
from inventory.indicators import IndicatorValue
from inventory.model import Code
from reports import sentences
from reports.assembly.targets import reviewed
from reports.gather import gather
from reports.names import COMMUNE_PAGES, names_counted_by
from reports.options import AsOfOption, PlanOption
from reports.plain_text import json_text, visible
from reports.sentences import first_names
from reports.source import ReportSource
from reports.wording import Locale, load
from scanner.options import DatabaseOption, LanguageOption

FIRST = ("row", "numerator", "denominator", "percent", "baseline", "target", "missing")
NAMES_SHOWN = 3


class Form(StrEnum):
    """How the targets are shown."""

    TEXT = "text"
    JSON = "json"


def targets(
    plan: PlanOption = "brvt-2023",
    as_of: AsOfOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to show them.")] = Form.TEXT,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Show each target of a plan: baseline, now, target, how many are missing, and which to take next."""
    source = gather(database, plan, as_of.date() if as_of else None, datetime.now(UTC))
    if form is Form.JSON:
        typer.echo(targets_json(source.indicators), nl=False)
    else:
        print_targets(source, lang)


def targets_json(values: tuple[IndicatorValue, ...]) -> str:
    """A list with one object for each row: ``[{"row": 11, "numerator": 4, "denominator": 31, …}]``."""
    return json_text([_plain(value) for value in values])


def targets_table(source: ReportSource, locale: Locale) -> Table:
    """Each target with whom to take next; baseline → now → target over numerator/denominator; missing."""
    table = Table(box=box.SIMPLE_HEAD, title=_title(source, locale), title_justify="left", show_lines=True)
    table.add_column(locale.t("terminal.row"), justify="right")
    table.add_column(locale.t("terminal.indicator"), overflow="fold", ratio=1)
    table.add_column(f"{locale.t('terminal.now')}\n{locale.t('terminal.fraction')}", no_wrap=True)
    table.add_column(locale.t("terminal.missing"), justify="right")
    for value in source.indicators:
        names = names_counted_by(value.key, source.inventory)
        doubts = (_reviewed(value, locale), "yellow")
        what = Text.assemble(_wording(value, locale), doubts, (_next(value, names, locale), "dim"))
        table.add_row(str(value.row), what, _figures(value, locale), locale.integer(value.missing))
    return table


def print_targets(source: ReportSource, lang: Language) -> None:
    """Show a plan's targets in the terminal."""
    locale, console = load(lang), Console()
    if not source.indicators:
        console.print(locale.t("terminal.none"))
        return
    console.print(targets_table(source, locale))
    told = locale.t("terminal.source", source=locale.text(source.plan.source))
    mark = "" if source.plan.verified else f" ({locale.t('report.to_verify')})"
    console.print(Text(visible(told + mark)))


def _plain(value: IndicatorValue) -> dict[str, JsonValue]:
    told = value.model_dump(mode="json")
    ordered = {key: told[key] for key in FIRST} | told
    return {key: _whole(item) for key, item in ordered.items()}


def _whole(item: JsonValue) -> JsonValue:
    """13, not 13.0: percentages are written as the plan writes them."""
    return int(item) if isinstance(item, float) and item.is_integer() else item


def _title(source: ReportSource, locale: Locale) -> Text:
    plan, day = locale.text(source.plan.title), locale.date(source.as_of)
    return Text(visible(locale.t("terminal.title", plan=plan, date=day)))


def _wording(value: IndicatorValue, locale: Locale) -> str:
    mark = "" if value.verified else f" ({locale.t('report.to_verify')})"
    return visible(locale.text(value.title) + mark)


def _reviewed(value: IndicatorValue, locale: Locale) -> str:
    """The same target without the systems whose claim the scans contradict; nothing where there are none."""
    card = reviewed(value)
    return "\n" + visible(sentences.reviewed(card, locale)) if card else ""


def _next(value: IndicatorValue, names: Mapping[Code, str], locale: Locale) -> str:
    if not value.next_up:
        return ""
    more = "count.more_units" if value.key == COMMUNE_PAGES else "count.more_systems"
    told = first_names(tuple(names.get(code, code) for code in value.next_up), more, locale, NAMES_SHOWN)
    return "\n" + visible(f"{locale.t('terminal.next')}: {told}")


def _figures(value: IndicatorValue, locale: Locale) -> Text:
    steps = (value.baseline, value.percent, value.target)
    lines = [" → ".join(locale.percent(step) for step in steps)]
    lines.append(f"{locale.integer(value.numerator)}/{locale.integer(value.denominator)}")
    if value.not_tested:
        lines.append(locale.n("targets.not_tested", value.not_tested))
    return Text("\n".join(lines))
