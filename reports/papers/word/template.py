"""A form as a DOCX template in the layout of Decree 30/2020: what is shipped, and what people edit.

Its tags are docxtpl's: ``{{ name }}`` a variable; ``{%p … %}`` a paragraph, ``{%tr … %}`` a row that only
steers what follows and does not stay.
"""

from collections.abc import Callable, Mapping
from functools import cache

from docx.document import Document as DocumentType
from docx.shared import Pt

from reports.official import layout
from reports.official.document import MOTTO, STATE, Table, TableColumn
from reports.official.word import page, tables, text
from reports.official.word.file import new_document, saved
from reports.papers.form import Block, PaperForm, load_form

HEADING, MOTTO_SIZE = 12, 13  # points; allowed: 12–13 and 13–14
COVER = 16
SIGNATURE = "ĐẠI DIỆN CỦA CƠ QUAN, TỔ CHỨC"
SIGNED = "(Ký, ghi rõ họ tên, chức danh và đóng dấu)"
NARROW = 22  # millimetres: numbers and levels stand in the middle


@cache
def template_of(number: str) -> bytes:
    """The shipped template of a form, as DOCX."""
    form, document = load_form(number), new_document()
    page.set_up(document.sections[0])
    if form.kind == "dossier":
        _cover(document, form)
    else:
        _heading(document, form)
        _title(document, form)
    for block in form.blocks:
        _block(document, block)
    if form.kind != "dossier":
        _ending(document)
    return saved(document)


def _heading(document: DocumentType, form: PaperForm) -> None:
    left, right = tables.side_by_side(document, layout.LEFT_COLUMN, layout.RIGHT_COLUMN)
    text.write(tables.first(left), "{%p if co_quan_cap_tren %}", size=HEADING)
    text.write(left.add_paragraph(), "{{ co_quan_cap_tren }}", size=HEADING)
    text.write(left.add_paragraph(), "{%p endif %}", size=HEADING)
    text.write(left.add_paragraph(), "{{ co_quan_in_hoa }}", size=HEADING, bold=True)
    text.rule(left, layout.LEFT_COLUMN, 24)
    text.write(left.add_paragraph(), "Số: {{ so_ky_hieu }}", size=HEADING)
    if form.kind == "letter":
        text.write(left.add_paragraph(), form.heading, size=HEADING)
    text.write(tables.first(right), STATE, size=HEADING, bold=True)
    text.write(right.add_paragraph(), MOTTO, size=MOTTO_SIZE, bold=True)
    text.rule(right, layout.RIGHT_COLUMN, 53)
    text.write(right.add_paragraph(), "{{ dia_danh }}, {{ ngay_van_ban }}", size=MOTTO_SIZE, italic=True)


def _cover(document: DocumentType, form: PaperForm) -> None:
    text.write(document.add_paragraph(), "{{ co_quan_in_hoa }}", bold=True)
    text.rule(document, layout.TEXT_WIDTH, 50)
    title = text.write(document.add_paragraph(), form.name, size=COVER, bold=True)
    title.paragraph_format.space_before = Pt(72)
    text.write(document.add_paragraph(), "{{ ten_he_thong }}", size=COVER, bold=True)
    reference = text.write(document.add_paragraph(), form.heading, italic=True)
    reference.paragraph_format.space_after = Pt(36)


def _title(document: DocumentType, form: PaperForm) -> None:
    """The kind of document and its subject, then who it goes to, or whose decision it is."""
    if form.name:
        title = text.write(document.add_paragraph(), form.name, bold=True)
        title.paragraph_format.space_before = Pt(18)
        text.write(document.add_paragraph(), form.heading, bold=True)
        text.rule(document, layout.TEXT_WIDTH, 50)
    decided = form.kind == "decision"
    line = "{{ thu_truong }}" if decided else "Kính gửi: {{ noi_gui }}."
    told = text.write(document.add_paragraph(), line, bold=decided)
    told.paragraph_format.space_before = told.paragraph_format.space_after = Pt(12)


def _block(document: DocumentType, block: Block) -> None:
    if block.when:
        text.body(document, f"{{%p if {block.when} %}}")
    if block.kind == "table":
        _table(document, block)
    else:
        DRAWN.get(block.kind, text.body)(document, block.text)
        if block.text.endswith(":"):  # what it announces follows on the same page
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    if block.when:
        text.body(document, "{%p endif %}")


def _basis(document: DocumentType, line: str) -> None:
    """In italics (Decree 30/2020, annex I, II.6)."""
    text.body(document, line)
    for run in document.paragraphs[-1].runs:
        run.italic = True


def _bold(document: DocumentType, line: str) -> None:
    text.body(document, line, bold=True)


def _article(document: DocumentType, line: str) -> None:
    """The title of an article is bold; of one that is a sentence only its number."""
    if not line.endswith(":"):
        _bold(document, line)
        return
    number, _, rest = line.partition(". ")
    text.body(document, f"{number}. ", bold=True)
    text.write(document.paragraphs[-1], rest, align=text.JUSTIFY)


def _centre(document: DocumentType, line: str) -> None:
    paragraph = text.write(document.add_paragraph(), line, bold=True)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)


def _part(document: DocumentType, line: str) -> None:
    """On a page of its own."""
    text.write(document.add_paragraph(), line, bold=True)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)


def _table(document: DocumentType, block: Block) -> None:
    columns = tuple(
        TableColumn(heading, width, "center" if width <= NARROW else "left")
        for heading, width in block.columns
    )
    none = ("",) * (len(columns) - 1)
    before, after = (f"{{%tr for dong in {block.each} %}}", *none), ("{%tr endfor %}", *none)
    tables.add_table(document, Table(columns, (before, *block.rows, after) if block.each else block.rows))
    document.add_paragraph()


def _ending(document: DocumentType) -> None:
    last = document.paragraphs[-1].paragraph_format
    last.keep_with_next = True  # no page with a signature alone
    last.space_after = Pt(12)
    left, right = tables.side_by_side(document, layout.TEXT_WIDTH / 2, layout.TEXT_WIDTH / 2)
    tables.keep_whole(document.tables[-1].rows[0])
    text.write(tables.first(left), "Nơi nhận:", size=12, bold=True, italic=True, align=text.LEFT)
    for line in ("{%p for dong in noi_nhan %}", "{{ dong }}", "{%p endfor %}"):
        text.write(left.add_paragraph(), line, size=11, align=text.LEFT)
    text.write(tables.first(right), SIGNATURE, size=13, bold=True)
    text.write(right.add_paragraph(), SIGNED, size=12, italic=True)
    text.write(right.add_paragraph(), "{%p if quyen_han_ky %}", bold=True)
    text.write(right.add_paragraph(), "{{ quyen_han_ky }}", bold=True)
    text.write(right.add_paragraph(), "{%p endif %}", bold=True)
    text.write(right.add_paragraph(), "{{ chuc_vu_ky }}", bold=True)
    name = text.write(right.add_paragraph(), "{{ nguoi_ky }}", bold=True)
    name.paragraph_format.space_before = Pt(60)  # for the signature and the seal


DRAWN: Mapping[str, Callable[[DocumentType, str], None]] = {
    "basis": _basis,
    "heading": _bold,
    "article": _article,
    "centre": _centre,
    "part": _part,
}
