"""A scripted month loses no finding and no contradiction; every figure agrees in every output."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import Engine, select

from inventory.database.opening import open_database
from inventory.database.transactions import reading, writing
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.gathering.targets import gather_targets
from reports.html.page import render_html
from reports.json_report import render_json
from reports.model import Report
from reports.xlsx import render_xlsx
from scanner.runs.reader import ScanReader
from scanner.runs.standing import recording
from scanner.runs.standing.tables import StandingRow
from scanner.runs.terminal import unconfirmed_lines
from tests.reports.gathering import month
from tests.reports.gathering.figures import (
    PLAN,
    Figures,
    of_command,
    of_docx,
    of_json,
    of_page,
    of_terminal,
    of_xlsx,
)
from tests.reports.gathering.scripted import MONTH, Act, Findings, carried_out

SEVERAL_YEARS_ON = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The estate before anything was scanned."""
    url = f"sqlite:///{tmp_path_factory.mktemp('scripted') / 'capdo.db'}"
    month.estate(open_database(url)).dispose()
    return url


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    """Its database."""
    opened = open_database(url)
    yield opened
    opened.dispose()


def findings_of_json(report: Report) -> Findings:
    """The causes."""
    return frozenset((cause["host"], cause["check"]) for cause in json.loads(render_json(report))["causes"])


def findings_of_xlsx(report: Report) -> Findings:
    """The sheet of findings."""
    rows = load_workbook(BytesIO(render_xlsx(report))).worksheets[2].iter_rows(min_row=2, values_only=True)
    return frozenset((str(row[4]), str(row[2])) for row in rows)


def findings_of_endpoints(report: Report) -> Findings:
    """What the endpoints' own pages show."""
    return frozenset(
        (endpoint.host, verdict.check)
        for endpoint in report.endpoints
        for verdict in endpoint.verdicts
        if verdict.is_finding
    )


def findings_standing(engine: Engine, day: date) -> Findings:
    """The register's own answer."""
    return frozenset(
        (seen.target.host, verdict.check)
        for seen in ScanReader(engine).standing(day)
        for verdict in seen.verdicts
        if verdict.is_finding
    )


def now_of(act: Act) -> datetime:
    """The evening of its day."""
    return datetime(act.day.year, act.day.month, act.day.day, 14, tzinfo=UTC)


def figures_of(act: Act) -> Figures:
    """What the day must give."""
    return {11: (1, 3), 12: (1, 3), 16: act.ipv6}


def told_alike(url: str, act: Act) -> None:
    """Every output says of the day of this run what the script says."""
    report = build_report(gather(url, PLAN, None, now_of(act)))
    source = gather_targets(url, PLAN, None, now_of(act))
    page = LexborHTMLParser(render_html(report, "vi"))
    outputs = (of_json(report), of_page(report, page), of_xlsx(report), of_docx(report), of_command(source))
    for figures in (*outputs, of_terminal(source)):
        assert {row: figures[row] for row in figures_of(act)} == figures_of(act), act.what
    for findings in (findings_of_json(report), findings_of_xlsx(report), findings_of_endpoints(report)):
        assert findings == act.findings, act.what
    assert [case.system for case in report.contradicted] == ([] if act.claims_stand else ["A"]), act.what
    assert report.coverage.endpoints_scanned == len(month.CODES), act.what
    (findings_told,) = page.css("#findings")
    assert ("Không có phát hiện nào" in findings_told.text()) == (not act.findings), act.what


def unconfirmed(engine: Engine, run: int, act: Act) -> set[str]:
    """The hosts of which ``scan show`` says that findings stand that the run did not confirm."""
    reader = ScanReader(engine)
    lines = unconfirmed_lines(reader.run(run), reader.observations(run), reader.standing(act.day), "vi")
    return {line.plain.partition(":")[0] for line in lines}


def rows(engine: Engine) -> set[tuple[object, ...]]:
    """The table of what stands, without the numbers of its rows."""
    columns = [column for column in StandingRow.__table__.c if column.key != "id"]
    with reading(engine) as connection:
        return {tuple(row) for row in connection.execute(select(*columns))}


def test_no_day_of_the_month_loses_anything(url: str, engine: Engine) -> None:
    """After each run on its own day, and of each day years later; the table is its replay."""
    for act in MONTH:
        run = carried_out(engine, act)
        told_alike(url, act)
        if act.clock is None:
            assert unconfirmed(engine, run, act) == {host for host, _ in act.unconfirmed}, act.what
    for act in MONTH:
        assert findings_standing(engine, act.day) == act.findings, act.what
        figures = of_command(gather_targets(url, PLAN, act.day, SEVERAL_YEARS_ON))
        assert {row: figures[row] for row in figures_of(act)} == figures_of(act), act.what
    kept = rows(engine)
    with writing(engine) as connection:
        recording.rebuild_all(connection)
    assert rows(engine) == kept
