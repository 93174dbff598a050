"""The report for machines."""

from inventory.safe_text import json_text
from reports.model import Report


def render_json(report: Report) -> str:
    """One JSON object, ``{"schema": "capdo.report/1", …}``: the fields of ``Report``, in both languages."""
    return json_text(report.model_dump(mode="json", by_alias=True), indent=1)
