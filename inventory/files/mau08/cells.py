"""What single cells of a form say. Whatever leaves room for doubt raises, and its row is not stored."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from inventory.faults import FaultKind
from inventory.files.cells import typed_dates, typed_numbers
from inventory.files.cells.nothing import says_nothing
from inventory.files.reading.raw import Unusable, is_blank
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

# Decree 30/2020, annex III: number, slash, kind of document, hyphen, issuing body: 180/QĐ-UBND.
SIGN = re.compile(
    r"\d+[A-Za-z]?\s*/(?:\s*\d{4}\s*/)?\s*[^\W\d_][\w&]*(?:\s*[-–]\s*[^\W\d_][\w&.]*)*(?:\s*\([^()\s][^()]*\))?"
)
DAY = re.compile(r"(?<![\d/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
SPOKEN_DAY = re.compile(r"(?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}", re.IGNORECASE)
HIGHEST_LEVEL = 5
FILLERS = re.compile(r"(?:so|da|qd|quyet dinh|ngay|ban hanh|ky|cua|theo|tai|phe duyet|[\s:;,.()\-–…])*")
# "của UBND tỉnh": the form asks for the body too. What is in brackets says something else.
BODY = re.compile(
    r"(?<!\w)(?:của|do)\s+(?=\w)([^();]{2,300}?)(?:\s*(?:ban hành|phê duyệt|ký|ngày)(?!\w))*[\s.,…]*$",
    re.IGNORECASE,
)
SEVERAL_DOCUMENTS = FaultKind(
    vi="{value} nêu nhiều văn bản hoặc nhiều ngày: chỉ giữ văn bản đang có hiệu lực",
    en="{value} names more than one document or day: keep the one in force",
)
NO_DOCUMENT = FaultKind(
    vi="{value} không rõ là văn bản nào: ghi như 180/QĐ-UBND ngày 26/06/2023",
    en="{value} is not understood: write it as 180/QĐ-UBND ngày 26/06/2023",
)


@dataclass(frozen=True)
class Citation:
    """A decision or regulation as a cell names it; ``authority``: the body that issued it."""

    number: str | None
    on: date | None
    authority: str | None = None


def one_line(text: str) -> str:
    """Text composed (NFC), with one blank where there were several, or a line break."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_of(cell: object) -> str:
    """A cell as one line of text.

    Raises:
        WrongValueError: a formula, or Excel's error.

    """
    if isinstance(cell, Unusable):
        raise WrongValueError(cell.message)
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return read_day(cell).strftime("%d/%m/%Y")
    return one_line(str(cell))


def read_level(cell: object) -> int:
    """``3``, ``III``, ``Cấp độ 3``, ``CĐ3``.

    Raises:
        WrongValueError: no level.

    """
    text = text_of(cell)
    level = typed_numbers.read_level(text)
    if not 1 <= level <= HIGHEST_LEVEL:
        raise WrongValueError(typed_numbers.NO_LEVEL(value=quoted(text)))
    return level


def read_day(cell: object) -> date:
    """A day as ``read_date`` takes it; the time that a workbook gives with it is no part of it."""
    if isinstance(cell, Unusable):
        raise WrongValueError(cell.message)
    if isinstance(cell, datetime) and cell.time() != time():
        cell = cell.date()
    return typed_dates.read_date(cell)


def read_period_end(cell: object) -> date:
    """The last day of what a plan names: a day, a month, a quarter ("Quý III/2026") or a year."""
    period = None if isinstance(cell, Unusable) else typed_dates.read_period(cell)
    return read_day(cell) if period is None else period.last


def read_citation(cell: object) -> Citation:
    """``180/QĐ-UBND ngày 26/6/2023 của UBND tỉnh`` on one line or several; any part may be missing.

    Raises:
        WrongValueError: the cell says something else besides, or names several documents.

    """
    if not isinstance(cell, str):
        return Citation(None, None if is_blank(cell) else read_day(cell))
    text = one_line(cell)
    if says_nothing(text):
        return Citation(None, None)
    days = [*SPOKEN_DAY.findall(text), *DAY.findall(text)]
    without_days = DAY.sub(" ", SPOKEN_DAY.sub(" ", text))
    numbers = SIGN.findall(without_days)
    if len(days) > 1 or len(numbers) > 1:
        raise WrongValueError(SEVERAL_DOCUMENTS(value=quoted(text)))
    words = SIGN.sub(" ", without_days)
    body = BODY.search(words)
    if not FILLERS.fullmatch(fold(words[: body.start()] if body else words)):
        raise WrongValueError(NO_DOCUMENT(value=quoted(text)))
    number = re.sub(r"\s*([/–-])\s*", r"\1", numbers[0]) if numbers else None
    return Citation(number, read_day(days[0]) if days else None, body[1].strip() if body else None)
