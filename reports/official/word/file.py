"""A new document, and the file of a finished one: the same content always gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as DocumentType

from reports.official.word import text

MADE = datetime(2020, 3, 5, tzinfo=UTC)  # of every document


def new_document() -> DocumentType:
    """An empty one in the fonts of official documents, without an author."""
    document = docx.Document()
    text.set_fonts(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.created = properties.modified = MADE
    return document


def saved(document: DocumentType) -> bytes:
    """The file; its parts, which python-docx dates with the moment of saving, have the one date."""
    plain, dated = BytesIO(), BytesIO()
    document.save(plain)
    with ZipFile(plain) as archive, ZipFile(dated, "w") as file:
        for name in archive.namelist():
            file.writestr(ZipInfo(name, MADE.timetuple()[:6]), archive.read(name), ZIP_DEFLATED)
    return dated.getvalue()
