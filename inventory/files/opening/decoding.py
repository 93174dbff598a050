"""Bytes become text: UTF-8, UTF-16 as Excel's "Unicode text" has it, and Windows-1258 of older programs."""

import codecs
import unicodedata
from typing import NamedTuple

from inventory.faults import FaultKind
from inventory.files.opening.legacy import legacy_encoding
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4_000  # bytes, in which every second one is zero where Latin letters are UTF-16
VIETNAMESE = "cp1258"  # which has its tones apart
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
EIGHT_BIT = (VIETNAMESE, "cp1252")  # of Windows: for Vietnamese, and for the West
BINARY = FaultKind(
    vi="không phải tệp văn bản: lưu lại thành XLSX, hoặc “CSV UTF-8” trong Excel",
    en="is not text: save it as XLSX, or as “CSV UTF-8” in Excel",
)
UNKNOWN = FaultKind(
    vi="không rõ dùng bảng mã nào: trong Excel, lưu thành “CSV UTF-8”",
    en="is in an encoding that can't be told: in Excel, save it as “CSV UTF-8”",
)
OLD = FaultKind(
    vi="được gõ bằng {encoding}, bảng mã có trước Unicode (ví dụ {word}): chuyển sang Unicode, chẳng hạn "
    "bằng UniKey, rồi nhập lại",
    en="is typed in {encoding}, an encoding from before Unicode (for example {word}): "
    "convert it to Unicode, for example with UniKey's converter, and import it again",
)


class Decoded(NamedTuple):
    """``encoding``: as Python calls it."""

    text: str
    encoding: str

    @property
    def is_certain(self) -> bool:
        """Whether another encoding is out of the question."""
        return self.encoding not in EIGHT_BIT


def decode(raw: bytes) -> Decoded:
    """The text of a file.

    Raises:
        UnreadableError: no text, or in an encoding that can't be told or is too old.

    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw[len(mark) :], encoding), encoding)
    if (unmarked := _without_mark(raw[:SAMPLE])) is not None:
        return Decoded(_strictly(raw, unmarked), unmarked)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _eight_bit(raw)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(UNKNOWN()) from error


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 without a mark, by the zero bytes of its Latin letters."""
    if b"\x00" not in sample:
        return None
    zeros = [sample[place::2].count(0) / max(len(sample[place::2]), 1) for place in (0, 1)]
    if min(zeros) > 0.05 or max(zeros) < 0.3:  # noqa: PLR2004 - shares of a text in which Latin letters prevail
        return None
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def _eight_bit(raw: bytes) -> Decoded:
    if b"\x00" in raw:
        raise UnreadableError(BINARY())
    western = raw.decode("cp1252", errors="replace")
    if old := legacy_encoding([western]):
        name, words = old
        raise UnreadableError(OLD(encoding=name, word=quoted(words[0])))
    for encoding in EIGHT_BIT:
        try:
            text = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding != VIETNAMESE or all(map(_is_vietnamese, text)):
            return Decoded(text, encoding)
    raise UnreadableError(UNKNOWN())


def _is_vietnamese(letter: str) -> bool:
    """Whether a letter has no tone, or may have one: a tone on another was a letter of another encoding."""
    parts = unicodedata.normalize("NFD", letter)
    return not TONES.intersection(parts) or parts[0].lower() in "aeiouy"
