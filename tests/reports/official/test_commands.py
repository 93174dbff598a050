"""The commands that write official documents, on the sample inventory: what they say is of their own day."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import statuses
from inventory.clock import today
from inventory.database.opening import open_database
from inventory.files.importing import import_into
from inventory.files.sample import sample
from reports.commands import report_app
from reports.errors import ReportError

BASELINE = ("--as-of", "2023-05-31", "--quarter", "2023-Q2")
K = EventKind


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The sample inventory in a database."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(address)
    import_into(engine, lambda _: sample(today()))
    engine.dispose()
    return address


def written(url: str, output: Path, command: str, *options: str) -> bytes:
    """The file that a command writes."""
    output.unlink(missing_ok=True)  # what people may have edited is not replaced
    arguments = [command, "--output", str(output), "--database", url, *options]
    result = CliRunner().invoke(report_app, arguments, catch_exceptions=False)
    assert result.exit_code in {0, 3 if command == "mau08" else 0}, result.output  # 3: it has blanks
    return output.read_bytes()


def everything(url: str, folder: Path) -> list[object]:
    """Each document of 31/05/2023 or of the year 2023, without the moment at which it was made."""
    report = json.loads(written(url, folder / "r.json", "json", "--as-of", "2023-05-31"))
    assert report.pop("generated_at")
    form = load_workbook(BytesIO(written(url, folder / "m.xlsx", "mau08", "--year", "2023"))).worksheets[0]
    return [
        report,
        written(url, folder / "q.docx", "docx", *BASELINE),
        [[cell.value for cell in row] for row in form.iter_rows()],
        written(url, folder / "m.docx", "mau08", "--year", "2023"),
    ]


def later_events(url: str) -> None:
    """After 2023: an approval, the end of a system, and every approval until then taken back."""
    engine = open_database(url)
    log = ApprovalLog(engine)
    known = log.events()
    rest = [one.system for one in statuses(known, today()).values() if not one.decommissioned]
    log.append(ApprovalEvent(system=rest[0], kind=K.DECOMMISSIONED, on=today()), Source.IMPORT)
    old = [one for one in known if one.kind is K.APPROVED and one.on < date(2023, 5, 31)]
    for one in old:
        taken = {"kind": K.CORRECTED, "on": today(), "corrects": one.sequence, "withdraws": True}
        log.append(ApprovalEvent.model_validate({"system": one.system, **taken}), Source.IMPORT)
    assert len(old) >= 4
    engine.dispose()


def test_the_baseline_is_printed(url: str, tmp_path: Path) -> None:
    """The published figures of May 2023, in the annex and in the sentences."""
    document = docx.Document(BytesIO(written(url, tmp_path / "q.docx", "docx", *BASELINE)))
    reached = [row.cells[5].text for row in document.tables[-1].rows[1:]]
    assert reached[:4] == ["12,9% (4/31)", "3,2% (1/31)", "72% (18/25)", "23,2% (19/82)"]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "số liệu tính đến ngày 31 tháng 5 năm 2023" in text
    assert written(url, tmp_path / "q.pdf", "pdf", *BASELINE).startswith(b"%PDF-")


def test_later_events_never_change_a_document(url: str, tmp_path: Path) -> None:
    """What was sent can be written again, whatever was decided or corrected since."""
    before = everything(url, tmp_path)
    later_events(url)
    assert everything(url, tmp_path) == before
    now = written(url, tmp_path / "n.docx", "docx")
    assert now != before[1]


def test_a_letterhead_can_be_printed_and_used(url: str, tmp_path: Path) -> None:
    """As it is printed it leaves blanks; a form of another kind is refused."""
    printed = CliRunner().invoke(report_app, ["letterhead"], catch_exceptions=False).output
    (tmp_path / "l.toml").write_text(printed.replace('issuer = "…"', 'issuer = "Sở A"'), encoding="utf-8")
    file = written(url, tmp_path / "q.docx", "docx", *BASELINE, "--letterhead", str(tmp_path / "l.toml"))
    cells = [cell.text for row in docx.Document(BytesIO(file)).tables[0].rows for cell in row.cells]
    assert "SỞ A" in "\n".join(cells)
    arguments = ["mau08", "--output", str(tmp_path / "m.pdf"), "--database", url]
    assert isinstance(CliRunner().invoke(report_app, arguments).exception, ReportError)


def test_capitals_stay_in_the_heading(url: str, tmp_path: Path) -> None:
    """Of a body of the database, and of one that it does not know."""
    for issuer, told in (("SỞ CÔNG THƯƠNG", "Sở Công Thương"), ("SỞ Ở XA", "Sở Ở xa")):
        (tmp_path / "l.toml").write_text(f'issuer = "{issuer}"', encoding="utf-8")
        file = tmp_path / f"{told}.docx"
        written(url, file, "docx", *BASELINE, "--letterhead", str(tmp_path / "l.toml"))
        document = docx.Document(str(file))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert f"{told} báo cáo kết quả" in text
        assert f"của {told})" in text
        assert issuer not in text
        assert issuer in document.tables[0].rows[0].cells[0].text


def test_nothing_is_signed_before_the_day_of_its_figures(url: str, tmp_path: Path) -> None:
    """Refused before anything is written; on that day it may be."""
    for day, is_refused in (("2023-05-30", True), ("2023-05-31", False), ("2023-06-05", False)):
        (tmp_path / "l.toml").write_text(f"signed_on = {day}", encoding="utf-8")
        asked = [*BASELINE, "--letterhead", str(tmp_path / "l.toml")]
        output = tmp_path / f"{day}.docx"
        if is_refused:
            with pytest.raises(ReportError, match="signed on 2023-05-30, before the day of the figures"):
                written(url, output, "docx", *asked)
            assert not output.exists()
        else:
            assert written(url, output, "docx", *asked)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_report_is_in_vietnamese_only(url: str, tmp_path: Path, form: str) -> None:
    """Another language is refused in one line, before anything is written."""
    output = tmp_path / f"report.{form}"
    assert written(url, output, form, *BASELINE, "--lang", "vi")
    output.unlink()
    with pytest.raises(ReportError, match="in Vietnamese only"):
        written(url, output, form, *BASELINE, "--lang", "en")
    assert not output.exists()
