"""The form "Mẫu 08": the annual report on levels, with its twelve columns and fixed values."""

from reports.official.mau08.rows import Mau08Form, form_of
from reports.official.mau08.word import render_form_docx
from reports.official.mau08.workbook import render_form_xlsx

__all__ = ["Mau08Form", "form_of", "render_form_docx", "render_form_xlsx"]
