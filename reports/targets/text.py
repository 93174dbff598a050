"""How far a plan has come, for the terminal or as JSON."""

from collections.abc import Collection, Iterable

from pydantic import JsonValue
from rich.console import Console
from rich.text import Text as Line

from checks.model import Language, Text
from inventory.cli.listing.forms import csv_text
from inventory.safe_text import json_text, visible
from inventory.targets.evaluation import IndicatorValue
from reports.assembly.work import by_agency
from reports.evidence.ipv6_agencies import of_source as ipv6_by_agency
from reports.source import TargetSource
from reports.targets.tables import (
    forecast_table,
    history_table,
    ipv6_table,
    target_rows,
    targets_table,
    work_table,
)
from reports.text.locale import Locale, load

CSV_COLUMNS = (
    Text(vi="Kế hoạch", en="Plan"),
    Text(vi="TT", en="Row"),
    Text(vi="Chỉ tiêu", en="Target"),
    Text(vi="Ban đầu (%)", en="Baseline (%)"),
    Text(vi="Nay (%)", en="Now (%)"),
    Text(vi="Chỉ tiêu (%)", en="Target (%)"),
    Text(vi="Tử số", en="Numerator"),
    Text(vi="Mẫu số", en="Denominator"),
    Text(vi="Chưa kiểm tra", en="Not tested"),
    Text(vi="Còn thiếu", en="Missing"),
)
FIRST = ("row", "numerator", "denominator", "percent", "baseline", "target", "missing", "missing_at_most")
IPV6_KEY = "ipv6"  # the indicator that is told by agency too
WORK_KEY = "approved"  # the indicator that the work list is about


def targets_json(sources: Iterable[TargetSource], parts: Collection[str] = ()) -> str:
    """A list with one object for each row: ``[{"row": 11, "numerator": 4, "denominator": 31, …}]``.

    ``plan`` names the row's plan. ``parts`` adds to each row ``history``, or ``pace`` and ``forecast``, or to
    that of approvals ``work``. The row of IPv6 has ``agencies``: how many of their systems are in each state.
    """
    return json_text(
        [
            {**_plain(value), "plan": source.plan.name, **_more(source, value, parts)}
            for source in sources
            for value in source.indicators
        ]
    )


def targets_csv(sources: Iterable[TargetSource], lang: Language) -> str:
    """A row for each target, without its parts (``tables.target_rows``)."""
    locale = load(lang)
    rows = [row for source in sources for row in target_rows(source, locale)]
    return csv_text([column.to(lang) for column in CSV_COLUMNS], rows)


def print_targets(source: TargetSource, lang: Language, parts: Collection[str] = ()) -> None:
    """Show a plan's targets in the terminal, and the parts that were asked for."""
    locale, console = load(lang), Console()
    if not source.indicators:
        console.print(locale.t("terminal.none"))
        return
    console.print(targets_table(source, locale))
    for part, table_of in (("history", history_table), ("forecast", forecast_table), ("work", work_table)):
        if part in parts:
            console.print(table_of(source, locale))
    if "forecast" in parts:
        console.print(Line(locale.t("trend.method")), style="dim")
    if any(value.key == IPV6_KEY for value in source.indicators) and source.ipv6:
        console.print(ipv6_table(source, locale))
    _print_origin(source, locale, console)


def _print_origin(source: TargetSource, locale: Locale, console: Console) -> None:
    origin = locale.t("terminal.source", source=locale.text(source.plan.source))
    mark = "" if source.plan.verified else f" ({locale.t('report.to_verify')})"
    console.print(Line(visible(origin + mark)))


def _more(source: TargetSource, value: IndicatorValue, parts: Collection[str]) -> dict[str, JsonValue]:
    ipv6: dict[str, JsonValue] = {"agencies": _agencies(source)} if value.key == IPV6_KEY else {}
    progress = source.progress.of(value.row) if source.progress else None
    if progress is None:
        return ipv6
    fields = progress.model_dump(mode="json")
    more: dict[str, JsonValue] = {"history": fields["history"]} if "history" in parts else {}
    if "forecast" in parts:
        more |= {"pace": fields["pace"], "forecast": fields["forecast"]}
    if "work" in parts and value.key == WORK_KEY:
        more["work"] = [agency.model_dump(mode="json") for agency in by_agency(source)]
    return ipv6 | more


def _agencies(source: TargetSource) -> list[JsonValue]:
    """How many systems of each agency are in each IPv6 state: ``[{"agency": {…}, "operational": 1, …}]``."""
    return [
        {"agency": line.agency.model_dump(mode="json"), **{str(state): n for state, n in line.counts.items()}}
        for line in ipv6_by_agency(source)
    ]


def _plain(value: IndicatorValue) -> dict[str, JsonValue]:
    fields = value.model_dump(mode="json")
    ordered = {key: fields[key] for key in FIRST} | fields
    return {key: _whole(item) for key, item in ordered.items()}


def _whole(item: JsonValue) -> JsonValue:
    """13, not 13.0: percentages are written as the plan writes them."""
    return int(item) if isinstance(item, float) and item.is_integer() else item
