"""Text that a spreadsheet would run as a formula, made inert in CSV and restored on reading.

OWASP, "CSV Injection": a cell that begins with = + - @, a tab or a carriage return is run; some locales
take the full-width forms too. An apostrophe before it makes it text.
"""

import re

RUN = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guard(text: str) -> str:
    """The text with an apostrophe before what would run, and before apostrophes that lead to it."""
    return f"'{text}" if RUN.match(text) else text


def unguard(text: str) -> str:
    """The text that ``guard`` was given."""
    return text[1:] if text.startswith("'") and RUN.match(text) else text
