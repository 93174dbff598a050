"""The report for machines."""

import json

from reports.assembly.building import build_report
from reports.json_report import render_json
from reports.model import Report
from tests.reports import hostile, sample


def test_the_schema_comes_first_and_both_languages_are_in() -> None:
    """A reader knows the shape by its name, and needs no other file for the words."""
    told = json.loads(render_json(build_report(sample.source())))
    assert next(iter(told.items())) == ("schema", "capdo.report/1")
    assert told["headline"] == {"met": 1, "overdue": 2, "total": 5, "undecided": 0}
    assert told["targets"][0]["value"]["title"].keys() == {"vi", "en"}


def test_systems_refer_to_endpoints_that_are_told_once() -> None:
    """The shared host's verdicts are not repeated for its 14 systems."""
    told = json.loads(render_json(build_report(sample.source())))
    shared = [one for one in told["endpoints"] if one["host"] == sample.SHARED]
    assert len(shared) == 1
    referring = [one["code"] for one in told["systems"] if shared[0]["id"] in one["endpoints"]]
    assert referring == shared[0]["systems"]
    assert len(referring) == 14


def test_what_was_written_reads_back() -> None:
    """The JSON holds the whole report, hostile text included."""
    for report in (build_report(sample.source()), hostile.report()):
        told = json.loads(render_json(report))
        told["schema_id"] = told.pop("schema")
        assert Report.model_validate(told) == report
