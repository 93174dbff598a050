"""Whatever is a finding is headed by its own words, in every output: never by the title of the good state."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pydantic import JsonValue

from checks import registry
from checks.check import Check
from checks.model import Language, Outcome, Severity, Text
from checks.registry import all_checks
from inventory.model import Endpoint, Inventory
from reports.assembly.building import build_report
from reports.assembly.lapsing import lapsing
from reports.audit.document import audit_document
from reports.audit.page import audit_page
from reports.audit.sarif import sarif_log
from reports.audit.terminal import plain_audits
from reports.html.page import render_html
from reports.json_report import render_json
from reports.model import Report
from reports.xlsx import render_xlsx
from scanner.observation import Observation
from scanner.runs.terminal import findings_lines
from tests.reports import sample, waiving

LANGUAGES: tuple[Language, ...] = ("vi", "en")
FINDING_OF = {Outcome.FAIL: "BAD", Outcome.WARN: "MILD"}


@pytest.fixture(params=[Outcome.FAIL, Outcome.WARN])
def outcome(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outcome]:
    """Every check found wrong, in one way; its names are told apart by a word of their own."""
    load = registry._load
    monkeypatch.setattr(registry, "_load", lambda family, name: _marked(load(family, name)))
    all_checks.cache_clear()
    yield request.param
    monkeypatch.undo()
    all_checks.cache_clear()


def _marked(check: Check) -> Check:
    title, finding, warning = (
        Text(vi=f"{word}-{check.id}.", en=f"{word}-{check.id}.") for word in ("GOOD", "BAD", "MILD")
    )
    return dataclasses.replace(check, title=title, finding=finding, warning=warning)


def _seen(outcome: Outcome) -> Observation:
    verdicts = [sample.verdict(check, outcome, severity=Severity.HIGH) for check in all_checks()]
    return sample.observation("ht01.brvt.test", *verdicts)


def _report(outcome: Outcome) -> Report:
    """One system that says it is compliant, at one endpoint."""
    system = sample.system(2, endpoints=(Endpoint(host="ht01.brvt.test"),))
    inventory = Inventory(organizations=sample.inventory().organizations, systems=(system,))
    return build_report(sample.source(inventory=inventory, observations=(_seen(outcome),)))


def _untitled(value: JsonValue) -> JsonValue:
    """Without the titles, which are data of their own beside what heads a finding."""
    if isinstance(value, dict):
        return {key: _untitled(item) for key, item in value.items() if key != "title"}
    return [_untitled(item) for item in value] if isinstance(value, list) else value


def _told(outcome: Outcome, lang: Language) -> Iterator[tuple[str, str]]:
    """Every output that names findings, by its name."""
    report, audits = _report(outcome), [("ht01", _seen(outcome))]
    yield "html", render_html(report, lang)
    yield "xlsx", _cells(render_xlsx(report, lang))
    yield "json", json.dumps(_untitled(json.loads(render_json(report))))
    yield "audit json", json.dumps(_untitled(audit_document(*audits[0], lang)))
    yield "sarif", json.dumps(sarif_log([audits[0][1]], lang))
    yield "terminal", plain_audits(audits, lang)
    yield "audit page", audit_page(audits, lang)
    yield "scan show", "\n".join(line.plain for line in findings_lines([audits[0][1]], lang))


def _cells(book: bytes) -> str:
    sheets = load_workbook(BytesIO(book))
    return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_finding_bears_its_own_name_everywhere(outcome: Outcome, lang: Language) -> None:
    """Of every check and every output: the name of its finding is there, the good state's is not."""
    for output, told in _told(outcome, lang):
        assert "GOOD-" not in told, output
        missing = [check for check in all_checks() if f"{FINDING_OF[outcome]}-{check}." not in told]
        assert missing == [], output


def test_a_waiver_that_lapses_names_the_finding(outcome: Outcome) -> None:
    """In the list of deadlines, and so in its calendar."""
    seen = _seen(outcome)
    waivers = [waiving.waiver(1, "HT-002", seen, check) for check in all_checks()]
    lines = lapsing(waivers, sample.inventory(), date(2026, 6, 1))
    assert [line.basis.vi.partition("BAD-")[2].partition(".)")[0] for line in lines] == list(all_checks())


def test_a_pass_keeps_the_title_of_the_good_state() -> None:
    """What is in order is told as before."""
    page = audit_page([("ht01", sample.observation("ht01.brvt.test", sample.verdict("cert.expiry")))], "vi")
    assert all_checks()["cert.expiry"].title.vi in page
