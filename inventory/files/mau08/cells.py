"""What single cells of a form say. Whatever leaves room for doubt raises, and its row is not stored."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from inventory.files.layout.typed_dates import read_date
from inventory.files.mau08.choices import says_nothing
from inventory.files.reading.raw import Unusable, is_blank
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

EXCEL_EPOCH = date(1899, 12, 30)  # serial 61 and later; Excel's calendar has a 29/02/1900
PLAUSIBLE = (date(1990, 1, 1), date(2100, 1, 1))  # a serial number outside is some other number
LEVEL = re.compile(r"(?:cap ?(?:do)?|cd|level|muc)? ?(?:so )?([1-5])")
SPOKEN = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
QUARTER = re.compile(r"(?:quy|q) ?(iv|i{1,3}|[1-4])(?: ?/ ?| nam | ?,? )(\d{4})")
MONTH = re.compile(r"(?:thang )?(\d{1,2}) ?(?:[/.]| nam ) ?(\d{4})")
YEAR = re.compile(r"(?:nam )?(\d{4})")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Decree 30/2020, annex III: number, slash, kind of document, hyphen, issuing body: 180/QĐ-UBND.
SIGN = re.compile(
    r"\d+[A-Za-z]?\s*/(?:\s*\d{4}\s*/)?\s*[^\W\d_][\w&]*(?:\s*[-–]\s*[^\W\d_][\w&.]*)*(?:\s*\([^()\s][^()]*\))?"
)
DAY = re.compile(r"(?<![\d/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
SPOKEN_DAY = re.compile(r"(?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}", re.IGNORECASE)
FILLERS = re.compile(r"(?:so|da|qd|quyet dinh|ngay|ban hanh|ky|cua|theo|tai|phe duyet|[\s:;,.()\-–…])*")
# "của UBND tỉnh": the form asks for the body too. What is in brackets says something else.
BODY = re.compile(
    r"(?<!\w)(?:của|do)\s+(?=\w)([^();]{2,300}?)(?:\s*(?:ban hành|phê duyệt|ký|ngày)(?!\w))*[\s.,…]*$",
    re.IGNORECASE,
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
    """``3``, ``Cấp độ 3``, ``CĐ3``."""
    match = LEVEL.fullmatch(fold(text_of(cell)))
    if match is None:
        raise WrongValueError(
            "{text_of} is not a security level: write 1 to 5", text_of=quoted(text_of(cell))
        )
    return int(match[1])


def read_day(cell: object) -> date:
    """A date cell, a serial number of Excel, ``26/6/2023`` or ``ngày 26 tháng 6 năm 2023``."""
    if isinstance(cell, Unusable):
        raise WrongValueError(cell.message)
    if isinstance(cell, datetime) and cell.time() != time():
        cell = cell.date()
    serial = _serial(cell)
    if serial is not None:
        return serial
    if isinstance(cell, str) and (match := SPOKEN.fullmatch(fold(cell).strip(" .,"))):
        cell = f"{match[1]}/{match[2]}/{match[3]}"
    return read_date(_without_day_word(cell) if isinstance(cell, str) else cell)


def _without_day_word(text: str) -> str:
    return re.sub(r"^ngày\s*:?\s*", "", one_line(text), flags=re.IGNORECASE).strip(" .,")


def _serial(cell: object) -> date | None:
    text = str(cell).strip() if isinstance(cell, int | float | str) and not isinstance(cell, bool) else ""
    if not re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return None
    day = EXCEL_EPOCH + timedelta(days=int(float(text)))
    return day if PLAUSIBLE[0] <= day <= PLAUSIBLE[1] else None


def read_period_end(cell: object) -> date:
    """The last day of what a plan names: a day, a month, a quarter ("Quý III/2026") or a year."""
    folded = "" if not isinstance(cell, str | int | float) else fold(text_of(cell)).strip(" .,")
    if match := QUARTER.fullmatch(folded):
        return _month_end(int(match[2]), 3 * (ROMAN.get(match[1]) or int(match[1])))
    if match := MONTH.fullmatch(folded):
        return _month_end(int(match[2]), int(match[1]))
    if (match := YEAR.fullmatch(folded)) and PLAUSIBLE[0].year <= int(match[1]) <= PLAUSIBLE[1].year:
        return date(int(match[1]), 12, 31)
    return read_day(cell)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not PLAUSIBLE[0].year <= year <= PLAUSIBLE[1].year:  # noqa: PLR2004 - a year has twelve
        raise WrongValueError("{month:02}/{year} is not a month: write mm/yyyy", month=month, year=year)
    return date(year, month, calendar.monthrange(year, month)[1])


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
        raise WrongValueError(
            "{text} names more than one document or day: keep the one in force", text=quoted(text)
        )
    words = SIGN.sub(" ", without_days)
    body = BODY.search(words)
    if not FILLERS.fullmatch(fold(words[: body.start()] if body else words)):
        raise WrongValueError(
            "{text} is not understood: write it as 180/QĐ-UBND ngày 26/06/2023", text=quoted(text)
        )
    number = re.sub(r"\s*([/–-])\s*", r"\1", numbers[0]) if numbers else None
    return Citation(number, read_day(days[0]) if days else None, body[1].strip() if body else None)
