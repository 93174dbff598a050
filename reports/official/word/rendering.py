"""The parts of an official document in their order."""

from docx.document import Document as DocumentType
from docx.shared import Pt

from reports.official import layout
from reports.official.document import (
    MOTTO,
    STATE,
    Annex,
    Heading,
    Landscape,
    Letter,
    OfficialDocument,
    Signature,
    Table,
)
from reports.official.word import page, tables, text
from reports.official.word.file import new_document, saved

HEADING, MOTTO_SIZE = 12, 13  # points; allowed: 12–13 and 13–14


def render_docx(content: OfficialDocument) -> bytes:
    """A report and its annex, each with its own page numbers."""
    document = new_document()
    page.set_up(document.sections[0])
    _heading(document, content.heading)
    _title(document, content)
    for paragraph in content.body:
        text.body(document, paragraph.text, bold=paragraph.kind == "heading")
    _ending(document, content.recipients, content.signature)
    page.add_annex_section(document)
    _annex(document, content.annex, tables.CELL_SIZE)
    return saved(document)


def render_letter_docx(content: Letter) -> bytes:
    """A letter with its annexes, each with its own page numbers; its signature after its last table."""
    document = new_document()
    page.set_up(document.sections[0])
    _heading(document, content.heading)
    _addressees(document, content.addressees)
    width: float = layout.TEXT_WIDTH
    for part in content.body:
        if isinstance(part, Landscape):
            page.add_landscape_section(document)
            width = layout.LANDSCAPE_WIDTH
        elif isinstance(part, Table):
            tables.add_table(document, part, tables.DENSE)
        else:
            text.body(document, part.text, bold=part.kind == "heading")
    _ending(document, content.recipients, content.signature, width)
    for annex in content.annexes:
        page.add_annex_section(document)
        _annex(document, annex, tables.CELL_SIZE)
    return saved(document)


def _addressees(document: DocumentType, names: tuple[str, ...]) -> None:
    """One on the line itself, several below it (Decree 30/2020, annex I, II.7)."""
    lines = (
        [f"Kính gửi: {names[0]}."] if len(names) == 1 else ["Kính gửi:", *(f"- {name};" for name in names)]
    )
    if len(lines) > 1:
        lines[-1] = f"{lines[-1].removesuffix(';')}."
    paragraphs = [text.write(document.add_paragraph(), line) for line in lines]
    paragraphs[0].paragraph_format.space_before = paragraphs[-1].paragraph_format.space_after = Pt(12)


def _heading(document: DocumentType, heading: Heading) -> None:
    left, right = tables.side_by_side(document, layout.LEFT_COLUMN, layout.RIGHT_COLUMN)
    names = [(line, False) for line in heading.parent.splitlines()]
    names += [(line, True) for line in heading.issuer.splitlines()]
    for place, (line, is_bold) in enumerate(names):
        text.write(left.add_paragraph() if place else tables.first(left), line, size=HEADING, bold=is_bold)
    text.rule(left, layout.LEFT_COLUMN, 24)
    text.write(left.add_paragraph(), heading.number, size=HEADING)
    if heading.subject:
        text.write(left.add_paragraph(), f"V/v {heading.subject}", size=HEADING)
    text.write(tables.first(right), STATE, size=HEADING, bold=True)
    text.write(right.add_paragraph(), MOTTO, size=MOTTO_SIZE, bold=True)
    text.rule(right, layout.RIGHT_COLUMN, 53)
    text.write(right.add_paragraph(), heading.place_and_day, size=MOTTO_SIZE, italic=True)


def _title(document: DocumentType, content: OfficialDocument) -> None:
    title = text.write(document.add_paragraph(), content.title, bold=True)
    title.paragraph_format.space_before = Pt(18)
    text.write(document.add_paragraph(), content.subject, bold=True)
    text.rule(document, layout.TEXT_WIDTH, 50)
    addressee = text.write(document.add_paragraph(), f"Kính gửi: {content.addressee}.")
    addressee.paragraph_format.space_before = addressee.paragraph_format.space_after = Pt(12)


def _ending(
    document: DocumentType,
    recipients: tuple[str, ...],
    signature: Signature,
    width: float = layout.TEXT_WIDTH,
) -> None:
    text.write(document.add_paragraph(), "", size=6)
    left, right = tables.side_by_side(document, width / 2, width / 2)
    text.write(tables.first(left), "Nơi nhận:", size=12, bold=True, italic=True, align=text.LEFT)
    for line in recipients:
        text.write(left.add_paragraph(), line, size=11, align=text.LEFT)
    lines = [line for line in (signature.authority, signature.position) if line]
    text.write(tables.first(right), lines[0] if lines else "", bold=True)
    for line in lines[1:]:
        text.write(right.add_paragraph(), line, bold=True)
    tables.keep_last_whole(document)
    name = text.write(right.add_paragraph(), signature.signer, bold=True)
    name.paragraph_format.space_before = Pt(64)  # for the signature and the seal


def _annex(document: DocumentType, annex: Annex, size: float) -> None:
    if annex.number:
        text.write(document.add_paragraph(), f"Phụ lục {annex.number}", bold=True)
    if annex.name:
        text.write(document.add_paragraph(), annex.name, bold=True, align=text.RIGHT)
    for line in annex.title.splitlines():
        text.write(document.add_paragraph(), line, bold=True)
    reference = text.write(document.add_paragraph(), annex.reference, italic=True)
    reference.paragraph_format.space_after = Pt(8)
    tables.add_table(document, annex.table, size)
