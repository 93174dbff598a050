"""An English report is in English but for what people entered and the numbers of documents."""

import re
from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from checks.model import Outcome, Severity
from checks.registry import all_checks
from inventory.deadlines import Deadline, DeadlineKind
from inventory.model import Text
from reports.assembly.building import build_report
from reports.deadlines.calendar_file import render_calendar
from reports.html.page import render_html
from reports.model import Report
from reports.text.locale import load
from reports.xlsx import render_xlsx
from tests.reports import sample, waiving
from tests.reports.requirements.answering import MET, NOT_MET, PARTLY, PLANNED, assessed, progress
from tests.vietnamese import VIETNAMESE

ENTERED = (
    *(name for _, name, _ in sample.OWNERS),
    *sample.NAMES,
    "Trang thông tin điện tử",
    "Thay thiết bị trong quý IV",
    "Trần Thị B",
)
# Numbers of documents, a province, a form's name, a search engine.
KEPT = re.compile(r"\S+/\S+|Bà Rịa – Vũng Tàu|Mẫu 08|Cốc Cốc")
BASIS = Text(vi="Thẩm định hồ sơ", en="Appraise the dossier")


def report() -> Report:
    """The sample with every check found wrong, deadlines of each kind, a waiver about to lapse."""
    wrong = [sample.verdict(check, Outcome.FAIL, severity=Severity.HIGH) for check in all_checks()]
    seen = sample.observation("ht27.brvt.test", *wrong)
    deadlines = tuple(
        Deadline(
            kind=kind,
            system="HT-001",
            due=date(2026, 5, 1),
            days_left=-31,
            basis=BASIS,
            source="Nghị định 331/2026/NĐ-CP, Điều 35",
            verified=False,
        )
        for kind in DeadlineKind
    )
    observations = (*sample.observations(), seen)
    lapsing = tuple(one.model_copy(update={"until": date(2026, 7, 1)}) for one in waiving.shared(1))
    said = assessed(
        progress("HT-020", c7_1_1_1=NOT_MET, c7_1_1_2=PARTLY, c7_1_1_3=PLANNED),
        progress("HT-027", default=None, c7_2_3_4=MET),
        progress("HT-002"),
    )
    changes = {"observations": observations, "deadlines": deadlines, "waivers": lapsing}
    return build_report(sample.source(**changes, self_assessed=said))


def vietnamese(texts: list[str]) -> set[str]:
    """Those that have Vietnamese in them which nobody entered."""
    left = set()
    for text in texts:
        rest = text
        for entered in sorted(ENTERED, key=len, reverse=True):
            rest = rest.replace(entered, "")
        if VIETNAMESE.search(KEPT.sub("", rest)):
            left.add(" ".join(text.split()))
    return left


def test_the_page_is_in_english() -> None:
    """Its texts, and what its attributes tell those who hear it."""
    page = LexborHTMLParser(render_html(report(), "en"))
    assert page.root is not None
    texts = [node.text() for node in page.root.traverse(include_text=True) if node.tag == "-text"]
    texts += [value for node in page.css("*") for value in node.attributes.values() if value]
    assert any("Waiver 1, approved by" in text for text in texts)
    assert any("Decree 331/2026/NĐ-CP, Article 35" in text for text in texts)
    assert vietnamese(texts) == set()


def test_the_workbook_is_in_english() -> None:
    """Every sheet, and their names."""
    book = load_workbook(BytesIO(render_xlsx(report(), "en")))
    texts = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert vietnamese([*texts, *book.sheetnames]) == set()


def test_the_calendar_is_in_english() -> None:
    """Its deadlines, the waiver's among them."""
    found = report().deadlines
    lines = (*found.overdue, *found.soon, *found.later)
    events = render_calendar(lines, sample.NOW, load("en")).decode().replace("\r\n ", "")
    assert vietnamese(events.splitlines()) == set()
