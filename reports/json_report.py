"""The report for machines."""

from reports.model import Report
from reports.text.plain_text import json_text


def render_json(report: Report) -> str:
    """One JSON object, ``{"schema": "capdo.report/1", …}``: the fields of ``Report``, in both languages."""
    return json_text(report.model_dump(mode="json", by_alias=True), indent=1)
