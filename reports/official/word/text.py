"""Paragraphs. Text is put in as text: no field, no markup, no control character gets through."""

import re
from typing import Protocol

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from inventory.safe_text import visible
from inventory.settings.letterhead import BLANK
from reports.official import layout

CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
FONTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
LINE = 6  # eighths of a point
_PARTS = re.compile(rf"{BLANK}+|[^{BLANK}]+")


class Place(Protocol):
    """Where paragraphs go: a document or a cell of a table."""

    def add_paragraph(self, text: str = "") -> Paragraph:
        """A new paragraph at its end."""


def set_fonts(document: DocumentType) -> None:
    """Times New Roman everywhere, single spacing, nothing before or after."""
    normal = document.styles["Normal"]
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in FONTS:
        fonts.set(qn(script), layout.FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    normal.font.size = Pt(layout.BODY)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = layout.BODY,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
) -> Paragraph:
    """Fill a paragraph with text of one kind; what is to be filled in by hand stands out."""
    for part in _PARTS.findall(visible(text)) or [""]:
        run = paragraph.add_run(part)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if BLANK in part:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.alignment = align
    return paragraph


def body(place: Place, text: str, *, bold: bool = False) -> None:
    """A paragraph of the body: justified, its first line indented."""
    paragraph = write(place.add_paragraph(), text, bold=bold, align=JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Mm(layout.INDENT)
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = bold


def rule(place: Place, width: float, length: float) -> None:
    """A line, centred in a column of some width (mm): the bottom edge of a low paragraph."""
    paragraph = place.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    shape.line_spacing = Pt(3)
    shape.space_after = Pt(3)
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(LINE)), ("space", "0"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001 - no other way
