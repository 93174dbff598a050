"""The character encoding of a page, found as browsers find it (HTML Standard, 13.2.3.1 and 13.2.3.2)."""

import codecs
import re

PRESCANNED = 1024  # octets in which a meta element may name the encoding
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Text encodings of the web only: Python also knows codecs that are no encodings, or quadratic in time.
CHARSETS = re.compile(
    r"utf-?8|utf-16(le|be)?|us-ascii|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]"
    r"|gbk|gb2312|gb18030|big5|euc-(jp|kr)|shift_jis|iso-2022-jp"
)
_PARAMETER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)
_META = re.compile(rb"""<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)


def text(data: bytes, content_type: str) -> str:
    """The text of these octets: by their byte order mark, else as the header or a meta element says."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    named = _stated(content_type) or _in_meta(data) or "utf-8"
    try:
        return data.decode(named, errors="replace")
    except LookupError:  # iso-8859-12 and other numbers never given
        return data.decode("utf-8", errors="replace")


def _stated(content_type: str) -> str | None:
    parameter = _PARAMETER.search(content_type)
    name = parameter[1].lower() if parameter else ""
    return name if CHARSETS.fullmatch(name) else None


def _in_meta(data: bytes) -> str | None:
    """An encoding that a meta element names; UTF-16 there means UTF-8, as the element could be read."""
    element = _META.search(data[:PRESCANNED])
    name = element[1].decode("ascii").lower() if element else ""
    if name.startswith("utf-16"):
        return "utf-8"
    return name if CHARSETS.fullmatch(name) else None
