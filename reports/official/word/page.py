"""Pages: A4, margins, and the page number centred at the top but not on the first page."""

from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from reports.official import layout


def set_up(section: Section) -> None:
    """Portrait pages of a document."""
    section.page_width, section.page_height = Mm(layout.PAGE[0]), Mm(layout.PAGE[1])
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    _number(section)


def set_up_landscape(section: Section) -> None:
    """Landscape pages of an annex with a wide table."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(layout.PAGE[1]), Mm(layout.PAGE[0])
    top, right, bottom, left = map(Mm, layout.LANDSCAPE_MARGIN)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    _number(section)


def add_landscape_section(document: DocumentType) -> Section:
    """Landscape pages that go on with the numbers of those before."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    for part in (section.header, section.first_page_header):
        part.is_linked_to_previous = False
    set_up_landscape(section)
    section.different_first_page_header_footer = False
    return section


def add_annex_section(document: DocumentType) -> None:
    """Landscape pages that count from 1 again."""
    section = add_landscape_section(document)
    section.different_first_page_header_footer = True
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.append(numbering)  # noqa: SLF001 - python-docx has no other way to it


def _number(section: Section) -> None:
    section.header_distance = section.footer_distance = Mm(layout.HEADER)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_field(paragraph)


def _add_page_field(paragraph: Paragraph) -> None:
    """ECMA-376 part 1, 17.16.5.44: the field PAGE, the only one in the document."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - python-docx has no other way to it
    paragraph._p.append(field)  # noqa: SLF001
