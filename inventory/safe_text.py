"""Text made safe to show: what a server, a file or a person wrote is seen, never obeyed.

A terminal, a page and a reader act on characters that nobody sees: escape sequences, direction overrides
(Unicode TR 36, 3.2), what hides or joins letters. Surrogates and non-characters go too: neither UTF-8 nor
XML 1.0 can carry them.
"""

import json
import re

# Beyond C0: DEL and C1, format characters, line and paragraph separators, surrogates, non-characters, tags.
_UNSEEN = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
)
_UNSEEN_IN_JSON = re.compile(f"[{_UNSEEN}]")  # JSON escapes C0 itself, and breaks its own lines
_ACTING = re.compile(f"[\x00-\x1f{_UNSEEN}]")
LONGEST_QUOTATION = 60  # characters
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def visible(text: str) -> str:
    """Text on one line, without what is not seen and acts."""
    if text.isprintable():  # as nearly every text is; nothing that breaks a line or acts unseen is printable
        return text
    return _ACTING.sub("", _BREAKS.sub(" ", text))


def quoted(value: object) -> str:
    """A value as an error message may quote it: short, and whatever is no letter as Python's escape."""
    text = str(value)
    return repr(text if len(text) <= LONGEST_QUOTATION else text[:LONGEST_QUOTATION] + "…")


def visible_lines(text: str) -> str:
    """Text on its own lines, each of them ``visible``."""
    return "\n".join(map(visible, text.split("\n")))


def json_text(document: object, indent: int = 2) -> str:
    """JSON to be read: letters as they are; what acts unseen, which json leaves alone, is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return _UNSEEN_IN_JSON.sub(lambda unseen: json.dumps(unseen[0])[1:-1], text) + "\n"
