"""How one kind of value is read from a cell, and written back so that reading gives the same."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inventory.faults import FaultKind, said
from inventory.files.cells.typed_dates import read_date, read_moment, read_time
from inventory.files.cells.typed_numbers import read_integer, read_level, read_port, read_ports, write_ports
from inventory.files.layout.choices import FAMILIES
from inventory.hosts import refuse_unlike_one_host
from inventory.mail_addresses import normalize_mail_address
from inventory.model import USER_AGENT
from inventory.safe_text import quoted
from inventory.words import YES_NO, Words, WrongValueError, closest

LONGEST_TEXT = 5_000
# Overrides and isolates of the writing direction: they make a name look like another one (Unicode UAX #9).
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NONE = "–"  # written for a list that is empty on purpose, where a blank cell would be a mistake

NO_TEXT = FaultKind(
    vi="{value} không phải văn bản: định dạng ô là văn bản rồi gõ lại",
    en="{value} is not text: format the cell as text and type it again",
)
TOO_LONG = FaultKind(
    vi="dài hơn {most} ký tự: rút ngắn lại",
    en="is longer than {most} characters: shorten it",
)
CONTROL = FaultKind(
    vi="{value} có ký tự điều khiển U+{code}: xóa đi",
    en="{value} has the control character U+{code}: remove it",
)
NO_WEB_PAGE = FaultKind(
    vi="{value} không phải địa chỉ web: bắt đầu bằng https:// hoặc http://",
    en="{value} is not a web address: it begins with https:// or http://",
)
NO_USER_AGENT = FaultKind(
    vi="{value} không phải User-Agent: ghi 1 đến 200 ký tự ASCII",
    en="{value} is not a User-Agent: write 1 to 200 ASCII characters",
)
NUMBER_FOR_PHONE = FaultKind(
    vi="{value} là số nên mất số 0 ở đầu: ghi dạng văn bản",
    en="{value} is a number, without a leading zero: write it as text",
)
NO_HOST = FaultKind(
    vi="{value} không phải tên miền: bỏ https:// và đường dẫn",
    en="{value} is not a host name: leave out https:// and the path",
)
NO_FAMILY = FaultKind(
    vi="{value} không phải nhóm kiểm tra; các nhóm là {families}",
    en="{value} is not a check family; the families are {families}",
)
NEAR_FAMILY = FaultKind(
    vi="{value} không phải nhóm kiểm tra; có phải là {meant}?",
    en="{value} is not a check family; did you mean {meant}?",
)


@dataclass(frozen=True)
class Format:
    """``read`` raises WrongValueError with what is wrong; ``write`` gives text, a number, a date or None."""

    read: Callable[[object], object]
    write: Callable[[Any], object] = lambda value: value
    many: bool = False  # reads a list too


def read_note(raw: object) -> str:
    """Text that may have several lines."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise WrongValueError(NO_TEXT(value=quoted(raw)))
    text = str(raw).strip()
    if len(text) > LONGEST_TEXT:
        raise WrongValueError(TOO_LONG(most=f"{LONGEST_TEXT:,}"))
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    _refuse_unprintable(text)
    return text


def _refuse_unprintable(text: str) -> None:
    if text.isprintable():
        return
    for letter in text:
        illegal = unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\ufffe\uffff"
        if (illegal and letter not in "\n\t") or letter in DIRECTION_MARKS:
            raise WrongValueError(CONTROL(value=quoted(text), code=f"{ord(letter):04X}"))


def read_text(raw: object) -> str:
    """Text on one line: line breaks and tabs become blanks."""
    lines = (part.strip() for part in re.split(r"[\n\t]", read_note(raw)))
    return " ".join(part for part in lines if part)


def read_web_page(raw: object) -> str:
    """A host or an http(s) address."""
    text = read_text(raw)
    scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):(?!\d)", text)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise WrongValueError(NO_WEB_PAGE(value=quoted(text)))
    return text


def read_host(raw: object) -> str:
    """A host name or an address; the model normalises it."""
    text = read_text(raw)
    try:
        refuse_unlike_one_host(text)
    except ValueError as error:
        raise WrongValueError(said(error)) from error
    if "/" in text:
        raise WrongValueError(NO_HOST(value=quoted(text)))
    return text


def _list_of(read: Callable[[object], object]) -> Callable[[object], tuple[object, ...]]:
    def read_list(raw: object) -> tuple[object, ...]:
        items = raw if isinstance(raw, list | tuple) else re.split(r"[;,\n]", read_note(raw))
        return tuple(read(item) for item in items if str(item).strip() not in {"", NONE})

    return read_list


def read_family(raw: object) -> str:
    """A family of the check catalogue."""
    text = read_text(raw).lower()
    if text not in FAMILIES:
        meant = closest(text, FAMILIES)
        raise WrongValueError(
            NO_FAMILY(value=quoted(raw), families=", ".join(FAMILIES))
            if meant is None
            else NEAR_FAMILY(value=quoted(raw), meant=quoted(meant))
        )
    return text


def read_user_agent(raw: object) -> str:
    """What stands in a header of each request."""
    text = read_text(raw)
    if not re.fullmatch(USER_AGENT, text):
        raise WrongValueError(NO_USER_AGENT(value=quoted(text)))
    return text


def read_mail_address(raw: object) -> str:
    """One address of e-mail."""
    try:
        return normalize_mail_address(read_text(raw))
    except WrongValueError:
        raise
    except ValueError as error:
        raise WrongValueError(said(error)) from error


def read_phone(raw: object) -> str:
    """A phone number, which is text: a number has lost its leading zero."""
    if not isinstance(raw, str):
        raise WrongValueError(NUMBER_FOR_PHONE(value=quoted(raw)))
    return read_text(raw)


def _joined(values: tuple[object, ...]) -> str | None:
    return "; ".join(str(value) for value in values) or None


def choice(words: Words) -> Format:
    """A value of a closed list."""
    return Format(words.read, words.write)


TEXT = Format(read_text)
NOTE = Format(read_note)
WEB_PAGE = Format(read_web_page)
HOST = Format(read_host)
MAIL_ADDRESS = Format(read_mail_address)
PHONE = Format(read_phone)
USER_AGENT_TEXT = Format(read_user_agent)
INTEGER = Format(read_integer)
YES = choice(YES_NO)
CODES = Format(_list_of(read_text), _joined, many=True)
LEVEL = Format(read_level)
PORT = Format(read_port)
PORTS = Format(read_ports, write_ports, many=True)
FAMILY_LIST = Format(_list_of(read_family), lambda values: _joined(values) or NONE, many=True)
DATE = Format(read_date)
TIME = Format(read_time, lambda value: value.isoformat())
MOMENT = Format(read_moment, lambda value: value.isoformat())
