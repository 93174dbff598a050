"""How Vietnamese is told from English: by the letters that English does not have."""

import re
import unicodedata

_MARKED = (
    unicodedata.normalize("NFC", letter + mark + tone)
    for letter in "aeiouy"
    for mark in ("", "\u0302", "\u0306", "\u031b")
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
LETTERS = "".join(sorted({one for one in (*_MARKED, "đ") if len(one) == 1 and not one.isascii()}))
VIETNAMESE = re.compile(f"[{LETTERS}]", re.IGNORECASE)
