"""The form "Mẫu 08": the annual report on levels, with its twelve columns and fixed values."""

from collections.abc import Callable

from inventory.settings.letterhead import Letterhead
from reports.official.mau08.rows import Mau08Form, form_of
from reports.official.mau08.word import render_form_docx
from reports.official.mau08.workbook import render_form_xlsx

FORMS: dict[str, Callable[[Mau08Form, Letterhead], bytes]] = {
    ".xlsx": render_form_xlsx,
    ".docx": render_form_docx,
}
__all__ = ["FORMS", "Mau08Form", "form_of", "render_form_docx", "render_form_xlsx"]
