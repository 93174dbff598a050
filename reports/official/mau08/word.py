"""The form as DOCX, on landscape pages."""

from inventory.files.mau08.form import HEADINGS
from inventory.settings.letterhead import BLANK, Letterhead
from reports.official.document import Annex, Table, TableColumn
from reports.official.mau08.rows import Mau08Form
from reports.official.mau08.workbook import CENTRED, NAME, TITLE
from reports.official.word import render_annex_docx

WIDTHS = (11, 40, 28, 28, 13, 20, 28, 26, 18, 19, 18, 18)  # millimetres


def render_form_docx(form: Mau08Form, letterhead: Letterhead) -> bytes:
    """A document with the form's table, its header on each page."""
    columns = tuple(
        TableColumn(heading, width, "center" if field in CENTRED else "left")
        for (field, heading), width in zip(HEADINGS.items(), WIDTHS, strict=True)
    )
    issuer = letterhead.issuer if letterhead.issuer != BLANK else ""
    title = f"{issuer.upper()}\n{TITLE}" if issuer else TITLE
    return render_annex_docx(Annex("", title, form.period, Table(columns, form.rows), name=NAME))
