"""The content of an answer: bounded before and after every decoding, so that no bomb goes off."""

import re
import zlib
from collections.abc import AsyncIterable

LIMIT = 512 * 1024  # octets of content kept, encoded or decoded
PIECE = 16 * 1024  # octets decoded at a time, so that what precedes damage is kept
CODINGS_UNDONE = 3
CODINGS = {"gzip", "x-gzip", "deflate"}
ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS  # zlib finds out which
BARE_DEFLATE = -zlib.MAX_WBITS  # what some servers send as "deflate" (RFC 9110, 8.4.1.2)
# Text encodings of the web only: Python also knows codecs that are no encodings, or quadratic in time.
CHARSETS = re.compile(
    r"utf-?8|utf-16(le|be)?|us-ascii|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]"
    r"|gbk|gb2312|gb18030|big5|euc-(jp|kr)|shift_jis|iso-2022-jp"
)
CHARSET_PARAMETER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)


class Body:
    """What has been read of a body. Usable at any time: also of an answer that broke off."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._complete = False

    async def read(self, chunks: AsyncIterable[bytes]) -> None:
        """Read to the end, or stop at the limit."""
        async for chunk in chunks:
            self._data += chunk[: LIMIT + 1 - len(self._data)]
            if len(self._data) > LIMIT:
                del self._data[LIMIT:]
                return
        self._complete = True

    def text(self, content_encoding: str, content_type: str) -> tuple[str, bool]:
        """The content as text, and whether something is missing from it."""
        data, complete = bytes(self._data), self._complete
        codings = [coding.strip().lower() for coding in content_encoding.split(",") if coding.strip()]
        codings = [coding for coding in codings if coding != "identity"]
        if len(codings) > CODINGS_UNDONE or not CODINGS.issuperset(codings):
            return "", True
        for coding in reversed(codings):
            data, whole = _inflate(data, coding)
            complete = complete and whole
        return _decode(data, content_type), not complete


def _inflate(data: bytes, coding: str) -> tuple[bytes, bool]:
    """At most LIMIT octets, and whether that is all there is."""
    content, whole = _inflated(data, ZLIB_OR_GZIP)
    if coding == "deflate" and not content and not whole:
        return _inflated(data, BARE_DEFLATE)
    return content, whole


def _inflated(data: bytes, window: int) -> tuple[bytes, bool]:
    inflater, content = zlib.decompressobj(window), bytearray()
    for start in range(0, len(data), PIECE):
        try:
            content += inflater.decompress(data[start : start + PIECE], LIMIT + 1 - len(content))
        except zlib.error:
            return bytes(content), False
        if len(content) > LIMIT:
            return bytes(content[:LIMIT]), False
        if inflater.eof:
            break
    return bytes(content), inflater.eof or not data


def _decode(data: bytes, content_type: str) -> str:
    stated = CHARSET_PARAMETER.search(content_type)
    charset = stated[1].lower() if stated and CHARSETS.fullmatch(stated[1].lower()) else "utf-8"
    try:
        return data.decode(charset, errors="replace")
    except LookupError:  # iso-8859-12 and other numbers never given
        return data.decode("utf-8", errors="replace")
