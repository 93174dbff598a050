"""The form as a letter: its parts in their order, its fixed wording, its addressee and who signs."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from inventory.approvals.events import EventKind, by_system
from inventory.files.mau08.form import HEADINGS
from inventory.files.mau08.reading import read_mau_08
from inventory.files.reading.result import ImportedFile
from inventory.model import System
from inventory.settings.letterhead import BLANK, Letterhead
from reports.official.document import Letter, Paragraph, Table
from reports.official.mau08.letter import Addressee, letter_of
from reports.official.mau08.letter_sheets import A4
from reports.official.mau08.rows import form_of
from reports.official.mau08.workbook import render_form_xlsx
from reports.official.sender import sent_by
from reports.official.word import render_letter_docx
from tests.reports.official.mau08 import registers
from tests.reports.official.mau08.registers import TODAY, YEAR

LETTERHEAD = Letterhead(
    issuer="UBND TỈNH A",
    symbol="UBND",
    place="A",
    authority="TM. Ủy ban nhân dân",
    archive="VX",
)
ASSESSED = (
    "- Tổng số hệ thống thông tin đã phê duyệt cấp độ được kiểm tra, đánh giá an ninh mạng định kỳ theo quy "
    "định: 1;"
)
EXPECTED = (
    "- Dự kiến thời gian hoàn thành phê duyệt đề xuất cấp độ hệ thống thông tin đối với tất cả các hệ thống "
    "thông tin thuộc phạm vi quản lý: ngày 01 tháng 02 năm 2027."
)
WORDING = (
    "Kính gửi: Bộ Công an.",
    "1. Thông tin chung",
    "- Tổng số hệ thống thông tin thuộc phạm vi quản lý: 2;",
    "- Tổng số hệ thống thông tin đã được phân loại (đã xác định được loại hình hệ thống thông tin): 2;",
    "- Tổng số hệ thống thông tin đã xây dựng hồ sơ đề xuất cấp độ: 1 (ngoài ra có 1 hồ sơ đang dự thảo);",
    "- Tổng số hệ thống thông tin đã được thẩm định hồ sơ đề xuất cấp độ: 1;",
    "- Tổng số hệ thống thông tin đã được phê duyệt cấp độ: 1;",
    ASSESSED,
    EXPECTED,
    "2. Thông tin về chủ quản hệ thống thông tin và đơn vị chuyên trách về an ninh mạng",
    "a) Thông tin về chủ quản hệ thống thông tin:",
    "(1) Tên chủ quản hệ thống thông tin: UBND tỉnh A",
    "(2) Quy định chức năng, nhiệm vụ và quyền hạn: Quyết định số 1/QĐ",
    "(3) Người đại diện, chức vụ: Nguyễn Văn A, Chủ tịch",
    "(4) Địa chỉ liên lạc: 1 đường A",
    "(5) Thông tin liên hệ: Điện thoại: 0254 1; thư điện tử: vt@a.example",
    "b) Thông tin về đơn vị chuyên trách về an ninh mạng:",
    "(1) Tên đơn vị chuyên trách về an ninh mạng: Sở Khoa học và Công nghệ",
    "3. Thông tin chi tiết về các hệ thống thông tin thuộc phạm vi quản lý",
    "Phụ lục I",
    "Phụ lục II",
    "Phụ lục III",
)


def whole_register() -> ImportedFile:
    """One system approved and one in draft, nothing missing."""
    events = [*registers.approved("A"), registers.event("B", EventKind.DRAFTING)]
    return registers.register([registers.system("A"), registers.system("B")], events)


def the_letter(
    file: ImportedFile | None = None,
    to: Addressee = Addressee.MINISTRY,
    letterhead: Letterhead = LETTERHEAD,
    body: str | None = None,
) -> Letter:
    """Of a register on the last day of its year."""
    told = file or whole_register()
    form = form_of(told.inventory, told.events, YEAR, TODAY)
    return letter_of(form, told.inventory, sent_by(letterhead, told.inventory, body, {"UBND"}), to)


def lines_of(document: bytes) -> list[str]:
    """The paragraphs outside tables."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(document)).paragraphs]


def test_the_parts_in_their_order_and_wording() -> None:
    """Letter by letter as the decree's annex has them; the table, then the signature, then the annexes."""
    document = render_letter_docx(the_letter())
    lines = lines_of(document)
    places = [lines.index(wording) for wording in WORDING]
    assert places == sorted(places)
    heading, table, ending, *annexes = docx.Document(BytesIO(document)).tables
    left = heading.rows[0].cells[0].text
    assert "V/v kết quả công tác bảo đảm an ninh mạng hệ thống thông tin" in left
    assert f"Số: {BLANK}/UBND-VX" in left
    assert [cell.text for cell in table.rows[0].cells] == list(HEADINGS.values())
    assert "Nơi nhận:\n- Như trên;" in ending.rows[0].cells[0].text
    assert ending.rows[0].cells[1].text == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A"
    assert len(annexes) == 3


def test_a_whole_register_leaves_no_blank_but_number_and_day() -> None:
    """Those are filled in when it is signed; the annexes ask what no register has."""
    letter = the_letter()
    body = [part.text for part in letter.body if isinstance(part, Paragraph)]
    assert not [line for line in body if BLANK in line]
    assert not [cell for row in the_table(letter) for cell in row if BLANK in cell]


def the_table(letter: Letter) -> list[list[str]]:
    """The rows of part 3."""
    rows = (row for part in letter.body if isinstance(part, Table) for row in part.rows)
    return [[cell or "" for cell in row] for row in rows]


def test_several_owners_come_one_after_the_other() -> None:
    """Five lines each; an owner without a document of functions has that line blank, a unit has it marked."""
    second = registers.system("B", owner="SO", specialised_unit=None)
    told = registers.register([registers.system("A"), second], registers.approved("A"))
    bare = tuple(
        body.model_copy(update={"functions_document": None}) for body in told.inventory.organizations
    )
    inventory = told.inventory.model_copy(update={"organizations": bare})
    body = [
        part.text
        for part in the_letter(ImportedFile(inventory, told.events)).body
        if isinstance(part, Paragraph)
    ]
    names = [line for line in body if line.startswith("(1) ")]
    assert [name.partition(": ")[2] for name in names] == [
        "UBND tỉnh A",
        "Sở Khoa học và Công nghệ",
        "Sở Khoa học và Công nghệ",
    ]
    functions = [line.partition(":")[2] for line in body if line.startswith("(2) ")]
    assert functions == ["", "", f" {BLANK}"]


@pytest.mark.parametrize(
    ("to", "unit", "addressee"),
    [
        (Addressee.MINISTRY, "SO", "Bộ Công an"),
        (Addressee.UNIT, "SO", "Sở Khoa học và Công nghệ"),
        (Addressee.UNIT, None, "Đơn vị chuyên trách về an ninh mạng"),
    ],
)
def test_the_addressee_is_from_data(to: Addressee, unit: str | None, addressee: str) -> None:
    """The register's specialised unit, or what the rule set calls the role."""
    told = registers.register([registers.system("A", specialised_unit=unit)], [])
    assert the_letter(told, to).addressees == (addressee,)


def test_a_bodys_own_form_is_signed_by_its_head() -> None:
    """The owner's letterhead gives it the place alone."""
    letter = the_letter(to=Addressee.UNIT, body="SO")
    assert (letter.heading.parent, letter.heading.issuer) == ("UBND TỈNH A", "SỞ KHOA HỌC\nVÀ CÔNG NGHỆ")
    assert letter.heading.place_and_day.startswith("A, ngày")
    assert (letter.signature.authority, letter.signature.signer) == ("", "Nguyễn Văn A")


def test_level_5_is_in_the_first_annex() -> None:
    """With the criterion that was read; none of it: a row says so."""
    first, *_ = the_letter().annexes
    assert first.table.rows[0][1] == "Không có"
    central: list[System] = [registers.system("A", proposed_level=5, central_national_data=True)]
    first, *_ = the_letter(registers.register(central, [])).annexes
    assert first.table.rows[0][1:3] == (
        "Hệ thống A",
        "Lưu trữ dữ liệu tập trung đặc biệt quan trọng của quốc gia",
    )


def test_a_form_before_the_decree_rests_on_nothing_of_it() -> None:
    """Neither its articles nor its annexes."""
    told = whole_register()
    form = form_of(told.inventory, told.events, 2025, TODAY)
    letter = letter_of(form, told.inventory, LETTERHEAD, Addressee.MINISTRY)
    first = letter.body[0]
    assert isinstance(first, Paragraph)
    assert "331/2026" not in first.text
    assert letter.annexes == ()


def test_the_workbook_has_every_part() -> None:
    """The table first, which is read back; then the letter and the annexes, which are no forms."""
    told = whole_register()
    form = form_of(told.inventory, told.events, YEAR, TODAY)
    workbook = load_workbook(BytesIO(render_form_xlsx(form, the_letter())))
    assert workbook.sheetnames == ["Mẫu 08", "Thông tin chung", "Phụ lục I", "Phụ lục II", "Phụ lục III"]
    lines = [str(row[0]) for row in workbook["Thông tin chung"].iter_rows(values_only=True)]
    assert set(WORDING[1:18]) <= set(lines)
    for sheet in workbook.worksheets:
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.paperSize == A4


def test_the_whole_workbook_reads_back(tmp_path: Path) -> None:
    """Nothing in doubt, nothing new; the other sheets are told as no forms."""
    told = whole_register()
    form = form_of(told.inventory, told.events, YEAR, TODAY)
    (tmp_path / "m.xlsx").write_bytes(render_form_xlsx(form, the_letter()))
    histories = by_system(told.events)
    read = read_mau_08(tmp_path / "m.xlsx", told.inventory, lambda code: histories.get(code, ()), today=TODAY)
    assert (read.unsure, read.new, read.file.events, read.as_of) == ((), frozenset(), (), form.last)
    assert read.file.inventory.systems == told.inventory.systems
    assert read.other_sheets == ("Thông tin chung", "Phụ lục I", "Phụ lục II", "Phụ lục III")
