"""Charts as inline SVG: no script, no outside resource, and no style of their own: the page has it."""

import sys
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pygal
from markupsafe import Markup
from pygal.style import Style

from reports.model import Ipv6State, Report, TargetCard
from reports.sentences.phrases import named
from reports.text.locale import Locale

SEVERITIES = ("critical", "high", "medium", "low")
ROW_HEIGHT = 34
KEPT_TAGS = ("g", "rect", "path", "text", "circle")
TREND = {
    "height": 200,
    "range": (0, 100),
    "y_labels": [0, 25, 50, 75, 100],
    "show_y_guides": True,
    "show_minor_x_labels": False,
    "truncate_label": -1,
    "dots_size": 4,
    "margin_left": 44,
    "margin_right": 48,  # half of the last label
    "value_formatter": lambda number: f"{number:.0f}%",
}
DROPPED_CLASSES = ("tooltip-overlay", "legends", "titles")

# Its finder of map plugins has no find_spec: each optional import that fails later on would warn of that.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]


def severities(report: Report, locale: Locale) -> Markup:
    """Findings by family of checks, stacked by severity."""
    lines = report.families[::-1]  # pygal draws from the bottom
    chart = _bars(height=40 + ROW_HEIGHT * max(len(lines), 1))
    chart.x_labels = [named("family", line.family, locale) for line in lines]
    for severity in SEVERITIES:
        chart.add(severity, [getattr(line.findings, severity) or None for line in lines])
    return _rendered(chart, locale.t("findings.chart_title"), SEVERITIES)


def ipv6(report: Report, locale: Locale) -> Markup:
    """Systems by IPv6 state, as parts of one bar."""
    lines = [line for line in report.ipv6 if line.state is not Ipv6State.NOT_APPLICABLE]
    chart = _bars(width=1100, height=58, show_x_labels=False, show_y_labels=False, margin=0)
    for line in lines:
        chart.add(line.state.value, [len(line.systems) or None])
    summary = ", ".join(f"{locale.t(f'ipv6.{line.state}')} {len(line.systems)}" for line in lines)
    return _rendered(chart, locale.t("ipv6.chart", summary=summary), [line.state for line in lines])


def trend(card: TargetCard, locale: Locale) -> Markup:
    """One indicator by quarter, below the line of its target; blank without at least two quarters."""
    points = [point for point in card.progress.history if point.percent is not None] if card.progress else []
    if len(points) <= 1:
        return Markup("")
    chart = pygal.Line(**{**_options(), **TREND})
    chart.x_labels = [locale.quarter(point.on) for point in points]
    chart.x_labels_major = [locale.quarter(points[place].on) for place in (0, len(points) // 2, -1)]
    chart.add("target", [card.value.target] * len(points), show_dots=False)
    chart.add("now", [point.percent for point in points])
    first, last = points[0], points[-1]
    description = locale.t(
        "trend.chart",
        title=locale.text(card.value.title),
        first=locale.percent(first.percent),
        first_day=locale.quarter(first.on),
        last=locale.percent(last.percent),
        last_day=locale.quarter(last.on),
        target=locale.percent(card.value.target),
    )
    return _rendered(chart, description, ("target", "now"))


def gauge(card: TargetCard, locale: Locale) -> Markup:
    """Baseline, now and target of one indicator on a scale from 0 to 100%."""
    value = card.value
    description = locale.t(
        "targets.gauge",
        now=locale.percent(value.percent),
        baseline=locale.percent(value.baseline),
        target=locale.percent(value.target),
    )
    marks = "" if value.baseline is None else _mark("g-base", value.baseline)
    return Markup(
        '<svg class="gauge" viewBox="0 0 1000 30" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="g-track" x="0" y="8" width="1000" height="14"/>'
        '<rect class="g-now" x="0" y="8" width="{}" height="14"/>{}{}</svg>'
    ).format(description, _place(value.percent or 0), marks, _mark("g-target", value.target))


def _place(percent: float) -> int:
    return round(10 * min(max(percent, 0), 100))


def _mark(name: str, percent: float) -> Markup:
    return Markup('<path class="{}" d="M{} 2v26"/>').format(name, min(max(_place(percent), 3), 997))


def _bars(**changes: int) -> pygal.HorizontalStackedBar:
    options = {
        **_options(),
        "print_values": True,
        "print_zeroes": False,
        "value_formatter": lambda number: f"{number:.0f}" if number else "",
    }
    return pygal.HorizontalStackedBar(**{**options, **changes})


def _options() -> dict[str, Any]:
    style = Style(font_family="sans-serif", label_font_size=14, major_label_font_size=14, value_font_size=14)
    return {
        "width": 640,
        "margin": 8,
        "style": style,
        "js": [],
        "css": [],
        "show_legend": False,
        "show_x_guides": False,
        "show_y_labels": True,
        "explicit_size": False,
        "disable_xml_declaration": True,
    }


def _rendered(chart: pygal.Graph, label: str, series: Sequence[str]) -> Markup:
    chart.add_xml_filter(lambda root: _cleaned(root, label, series))
    return Markup(chart.render(is_unicode=True))  # noqa: S704 - pygal escapes text; labels are the locale's


def _cleaned(root: Element, label: str, series: Sequence[str]) -> Element:
    """Shapes and text only: pygal's scripts, styles, tooltips and ids go; series get our classes."""
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", label)
    _prune(root)
    for number, name in enumerate(series):
        for group in root.iter("g"):
            if f"serie-{number}" in group.get("class", "").split():
                group.set("class", f"series in-{name}")
    return root


def _prune(node: Element) -> None:
    for child in list(node):
        if child.tag not in KEPT_TAGS or _dropped(child):
            node.remove(child)
        else:
            child.attrib.pop("id", None)
            child.attrib.pop("style", None)
            _prune(child)


def _dropped(node: Element) -> bool:
    return any(name in DROPPED_CLASSES for name in node.get("class", "").split())
