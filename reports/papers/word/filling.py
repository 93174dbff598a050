"""Fills a template in with the variables of a paper, and marks what is to be filled in by hand."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from docx.document import Document as DocumentType
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.exceptions import UndefinedError

from inventory.files.opening.archive import check_archive
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted
from inventory.wording.phrases import os_reason
from reports.errors import ReportError
from reports.official.word.file import saved
from reports.papers.blanks import MARKS
from reports.papers.values import VariableValue
from reports.papers.word.sandbox import TemplateRefusedError, TemplateSandbox

LARGEST = 20 * 1024 * 1024  # bytes of a template, unpacked
LARGEST_PART = 1024 * 1024  # … of a part with text: docxtpl goes over it with many patterns
MOST_TAGS = 1_000  # of a part; the shipped templates have under 60
TAG = re.compile(rb"\{[{%#]")
WRONG = (  # what Jinja, docxtpl, python-docx and lxml make of a file that somebody broke
    TemplateError, PythonDocxError, OpcError, ValueError, LookupError, TypeError, AttributeError, SyntaxError,
)  # fmt: skip
MARKED = "yellow"  # ECMA-376 part 1, 17.18.40


def read_template(path: Path) -> bytes:
    """A template of the user's.

    Raises:
        ReportError: it can't be read, is no DOCX, or is larger than a paper can be.

    """
    try:
        check_archive(path, LARGEST)
        content = path.read_bytes()
    except OSError as error:
        raise ReportError(
            "cannot read the template {path}: {reason}", path=path, reason=os_reason(error)
        ) from error
    except UnreadableError as error:
        raise ReportError(
            "{path}: is no DOCX template that can be used (no DOCX, damaged, protected or far too large): "
            "save it as DOCX in Word, or begin from `capdo paper template`",
            path=path,
        ) from error
    return content


def filled(template: bytes, values: Mapping[str, VariableValue], named: str) -> tuple[bytes, str]:
    """The paper, and its whole text. ``named``: how errors call the template.

    Raises:
        ReportError: the template says what no template may, or names what is no variable.

    """
    document = DocxTemplate(BytesIO(template))
    try:
        _refuse_large(document.get_docx())
        document.render(dict(values), TemplateSandbox(values.keys()))
    except TemplateRefusedError as error:
        raise ReportError(
            "{named}: {error}; `capdo paper variables NN SYSTEM` lists them", named=named, error=error
        ) from error
    except UndefinedError as error:
        raise ReportError(
            "{named}: {message}: see `capdo paper variables NN SYSTEM`", named=named, message=error.message
        ) from error
    except (
        TemplateError,
        PythonDocxError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        SyntaxError,
    ) as error:
        raise ReportError(
            "{named}: cannot be filled in ({error}): begin from `capdo paper template`",
            named=named,
            error=quoted(error),
        ) from error
    mark(document.docx)
    return saved(document.docx), text_of(document.docx)


def text_of(document: DocumentType) -> str:
    """Everything that it says, its headers and footers too, a paragraph a line."""
    return "\n".join(
        "".join(piece.text or " " for piece in paragraph.iter(qn("w:t"), qn("w:br")))
        for root in _roots(document)
        for paragraph in root.iter(qn("w:p"))
    )


def mark(document: DocumentType) -> None:
    """Highlight each blank, and nothing else of its line."""
    for root in _roots(document):
        for run in list(root.iter(qn("w:r"))):
            if any(MARKS.search(text.text or "") for text in run.iter(qn("w:t"))):
                _split(run)


def _roots(document: DocumentType) -> Iterator[BaseOxmlElement]:
    yield document.element.body
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield part._element  # noqa: SLF001 - python-docx has no other way to it


def _split(run: BaseOxmlElement) -> None:
    """One run after another for what is marked and what is not, each in the run's own font."""
    properties = run.find(qn("w:rPr"))
    for child in run:
        if child is properties:
            continue
        for piece, is_marked in _pieces(child):
            run.addprevious(_run(properties, piece, is_marked=is_marked))
    run.getparent().remove(run)


def _pieces(child: BaseOxmlElement) -> Iterator[tuple[BaseOxmlElement, bool]]:
    if child.tag != qn("w:t"):
        yield deepcopy(child), False
        return
    text, end = child.text or "", 0
    for found in [*MARKS.finditer(text), None]:
        start = len(text) if found is None else found.start()
        if start > end:
            yield _text(text[end:start]), False
        if found is not None:
            yield _text(found[0]), True
            end = found.end()


def _text(content: str) -> BaseOxmlElement:
    element = OxmlElement("w:t")
    element.text = content
    element.set(qn("xml:space"), "preserve")
    return element


def _run(properties: BaseOxmlElement | None, content: BaseOxmlElement, *, is_marked: bool) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(content)
    if is_marked:
        run.get_or_add_rPr().get_or_add_highlight().set(qn("w:val"), MARKED)
    return run


def _refuse_large(document: DocumentType) -> None:
    """Whatever its parts are called; pictures may be larger."""
    for part in document.part.package.iter_parts():
        if part.content_type.endswith("xml") and (
            len(part.blob) > LARGEST_PART or len(TAG.findall(part.blob)) > MOST_TAGS
        ):
            raise TemplateRefusedError(
                "its part {part} is far larger than that of a paper", part=quoted(part.partname)
            )
