"""The figures of the targets, read back from every output."""

import json
import re
from io import BytesIO, StringIO

from docx import Document
from openpyxl import load_workbook
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from inventory.settings.letterhead import Letterhead
from inventory.targets.plan import load_plan
from reports.html.page import render_html
from reports.json_report import render_json
from reports.model import Report
from reports.official.dates import Quarter
from reports.official.quarterly import quarterly_report
from reports.official.word import render_docx
from reports.sentences import phrases
from reports.source import TargetSource
from reports.targets.tables import targets_table
from reports.targets.text import targets_json
from reports.text.locale import load
from reports.xlsx import render_xlsx

PLAN = "brvt-2023"
Figure = tuple[int, int] | None
Figures = dict[int, Figure]
LETTERHEAD = Letterhead(parent="P", issuer="I", number="1", symbol="S", place="N", signer="K")


def fraction(text: str) -> tuple[int, int] | None:
    """The first ``1/3`` of a text; None: there are no figures, and it says so."""
    found = re.search(r"(\d+)/(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


def pair(value: dict[str, int | None]) -> tuple[int, int] | None:
    """The figures of a JSON object, whose percentage tells whether there are any."""
    if value["percent"] is None:
        assert not value.get("missing")
        assert not value.get("missing_at_most")
        assert not value.get("next_up")
        return None
    return (value["numerator"] or 0, value["denominator"] or 0)


def bounds(text: str) -> Figure:
    """How many are missing, surely and at most, of a text: 2; 2 đến 4; nhiều nhất 4. None: it tells none."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if "nhiều nhất" in text:
        numbers.insert(0, 0)
    return (numbers[0], numbers[-1]) if numbers else None


def shortfalls(report: Report, source: TargetSource, row: int) -> dict[str, Figure]:
    """What each output tells to be missing of one row of the plan, by the output's name."""
    place = [card.value.row for card in report.targets].index(row)
    return {
        "json": _missing(json.loads(render_json(report))["targets"][place]["value"]),
        "command": _missing(json.loads(targets_json((source,)))[place]),
        "html": _missing_on_page(report, place),
        "xlsx": _missing_in_sheet(report, place),
        "docx": _missing_in_text(report, place),
        "terminal": bounds(phrases.missing(source.indicators[place], load("vi"))),
    }


def _missing(value: dict[str, int | None]) -> Figure:
    if value["percent"] is None:
        return None
    return (value["missing"] or 0, value["missing_at_most"] or 0)


def _missing_on_page(report: Report, place: int) -> Figure:
    card = LexborHTMLParser(render_html(report, "vi")).css("article.target")[place]
    return bounds(" ".join(node.text() for node in card.css(".t-missing strong")))


def _missing_in_sheet(report: Report, place: int) -> Figure:
    header, *rows = load_workbook(BytesIO(render_xlsx(report))).worksheets[0].iter_rows(values_only=True)
    told = dict(zip(header, rows[place], strict=True))
    surely, at_most = told["Còn thiếu"], told["Thiếu nhiều nhất (tính cả chưa kiểm tra)"]
    return None if surely is None else (int(str(surely)), int(str(at_most)))


def _missing_in_text(report: Report, place: int) -> Figure:
    document = quarterly_report(report, load_plan(PLAN), Quarter.of(report.as_of), LETTERHEAD)
    title = report.targets[place].value.title.vi
    (text,) = [one.text for one in document.body if one.text[3:].startswith(title)]
    found = re.search(r"Còn thiếu ((?:nhiều nhất )?\d+(?: đến \d+)?)", text)
    return bounds(found[1]) if found else None


def of_json(report: Report) -> Figures:
    """``report json``."""
    cards = json.loads(render_json(report))["targets"]
    return {card["value"]["row"]: pair(card["value"]) for card in cards}


def of_history(report: Report) -> Figures:
    """The last point of the history that a report draws, which is its own day."""
    cards = [card for card in report.targets if card.progress]
    return {card.value.row: pair(card.progress.history[-1].model_dump()) for card in cards if card.progress}


def of_html(report: Report) -> Figures:
    """``report html``."""
    return of_page(report, LexborHTMLParser(render_html(report, "vi")))


def of_page(report: Report, page: LexborHTMLParser) -> Figures:
    """The cards of its page, in the plan's order."""
    cards = page.css("article.target")
    figures: Figures = {}
    for card, node in zip(report.targets, cards, strict=True):
        (now,) = node.css(".t-now")
        figures[card.value.row] = fraction(now.text())
        assert figures[card.value.row] or "Còn thiếu" not in node.text()
    return figures


def of_xlsx(report: Report) -> Figures:
    """``report xlsx``: the first sheet."""
    sheet = load_workbook(BytesIO(render_xlsx(report))).worksheets[0]
    told = [[str(cell) for cell in row[:5]] for row in sheet.iter_rows(min_row=2, values_only=True)]
    return {int(row): fraction(f"{numerator}/{denominator}") for row, _, numerator, denominator, _ in told}


def of_docx(report: Report) -> Figures:
    """``report docx``: the table of the annex, and no shortfall without figures in the text."""
    document = quarterly_report(report, load_plan(PLAN), Quarter.of(report.as_of), LETTERHEAD)
    untested = [card.value.title.vi for card in report.targets if card.value.percent is None]
    for paragraph in document.body:
        if paragraph.text[3:].startswith(tuple(untested)):  # after its letter
            assert "chưa có số liệu" in paragraph.text
            assert "Còn thiếu" not in paragraph.text
    tables = Document(BytesIO(render_docx(document))).tables
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    return {int(row[0]): fraction(row[5]) for row in cells if row[0].isdigit() and len(row) > 5}


def of_command(source: TargetSource) -> Figures:
    """``targets --format json``."""
    return {row["row"]: pair(row) for row in json.loads(targets_json((source,)))}


def of_terminal(source: TargetSource) -> Figures:
    """``targets``: each row of the table, one at a time."""
    figures: Figures = {}
    for value in source.indicators:
        alone = TargetSource(
            inventory=source.inventory, indicators=(value,), as_of=source.as_of, plan=source.plan
        )
        console = Console(file=StringIO(), width=200, record=True)
        console.print(targets_table(alone, load("vi")))
        figures[value.row] = fraction(re.sub(r"\d+/\d+/\d+|\(\d+/\d+\)", "", console.export_text()))
    return figures
