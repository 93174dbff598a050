"""The report for machines."""

import json

from reports.model import Report


def render_json(report: Report) -> str:
    """One JSON object, ``{"schema": "capdo.report/1", …}``: the fields of ``Report``, in both languages."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"
