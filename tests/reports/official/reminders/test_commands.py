"""``capdo report reminder``: each unit's own letter, and what stays on the screen."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from inventory.clock import today
from inventory.database.opening import open_database
from inventory.errors import InventoryError
from inventory.files.importing import import_into
from inventory.files.sample import sample
from reports.commands import report_app
from reports.errors import ReportError

LETTERHEAD = """
issuer = "UBND TỈNH MINH HẢI"
symbol = "UBND"
place = "Minh Hải"
position = "Chủ tịch"
signer = "Nguyễn Văn A"
"""
HEADINGS = [
    "STT",
    "Tên HTTT",
    "Cấp độ đề xuất",
    "Tình trạng",
    "Việc còn thiếu",
    "Thời hạn, căn cứ",
    "Quá hạn (ngày)",
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample inventory in a database."""
    address = f"sqlite:///{tmp_path_factory.mktemp('reminders') / 'capdo.db'}"
    engine = open_database(address)
    import_into(engine, lambda _: sample(today()))
    engine.dispose()
    return address


def asked(url: str, *options: str) -> Result:
    """What the command says."""
    return CliRunner().invoke(report_app, ["reminder", "--database", url, *options], catch_exceptions=False)


def text_of(document: bytes) -> str:
    """The paragraphs outside tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(document)).paragraphs)


def test_each_unit_gets_its_own_letter(url: str, tmp_path: Path) -> None:
    """Of its systems alone; a unit that lacks nothing gets none; what was not read is told on the screen."""
    (tmp_path / "l.toml").write_text(LETTERHEAD, encoding="utf-8")
    result = asked(url, "--each", str(tmp_path), "--letterhead", str(tmp_path / "l.toml"))
    assert result.exit_code == 3
    assert "đầu mối liên hệ của cơ quan ban hành" in result.output
    assert "TCVN 14423:2026: " in result.output
    letters = {path.stem: path.read_bytes() for path in tmp_path.glob("*.docx")}
    assert "Không có việc còn thiếu, không lập công văn: Sở Giáo dục và Đào tạo" in result.output
    assert "SO-GDDT" not in letters
    document = docx.Document(BytesIO(letters["VP-UBND"]))
    text, annex = text_of(letters["VP-UBND"]), document.tables[-1]
    assert "Kính gửi: Văn phòng Ủy ban nhân dân tỉnh." in text
    assert "Căn cứ Luật An ninh mạng số 116/2025/QH15 và khoản 1 Điều 32 Nghị định số 331/2026/NĐ-CP" in text
    assert "UBND tỉnh Minh Hải đề nghị" in text
    assert [cell.text for cell in annex.rows[0].cells] == HEADINGS
    assert "TCVN" not in text + "".join(cell.text for row in annex.rows for cell in row.cells)
    assert "cần đối chiếu" not in text
    assert "V/v đôn đốc" in document.tables[0].rows[0].cells[0].text


def test_one_unit_and_its_days(url: str, tmp_path: Path) -> None:
    """The day to report back by is in the asks; the columns of Mẫu 08 are named."""
    file = tmp_path / "r.docx"
    by = today().replace(year=today().year + 1, month=1, day=5)
    result = asked(
        url, "--organization", "VP-UBND", "--output", str(file), "--by", by.isoformat(), "--lang", "en"
    )
    assert result.exit_code == 3
    assert "Left blank and marked in the letters" in result.output
    text = text_of(file.read_bytes())
    assert f"trước ngày 05 tháng 01 năm {by.year}" in text
    assert "Mẫu số 08 (Nghị định số 331/2026/NĐ-CP): STT, Tên HTTT" in text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "name one"),
        (("--output", "a.docx"), "name one"),
        (("--output", "a.pdf", "--organization", "SO-NV"), r"written as \.docx"),
        (("--output", "a.docx", "--organization", "PHUONG-1"), "no organization"),
        (("--each", "d", "--by", "2020-01-01"), "--by is a later day"),
    ],
)
def test_what_cannot_be_asked(url: str, options: tuple[str, ...], says: str) -> None:
    """One clear line, nothing written."""
    with pytest.raises((ReportError, InventoryError), match=says):
        asked(url, *options)
