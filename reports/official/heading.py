"""What every official document takes from the letterhead: its heading, recipients and signature."""

import re

from inventory.settings.letterhead import BLANK, Letterhead
from reports.official.dates import long_date
from reports.official.document import Heading, Signature
from reports.official.running_text import AND, PLACES

LINE = 22  # bold capitals of 12 points that the left column holds
PLACE = re.compile("|".join(rf"(?<!\w){place.upper()}(?!\w)" for place in (*PLACES, AND)))


def signed_day(letterhead: Letterhead, year: int) -> str:
    """The day of signing in full; a blank one of ``year``."""
    day = letterhead.signed_on
    return long_date(day, day.year if day else year)


def heading_of(letterhead: Letterhead, number: str, year: int, subject: str = "") -> Heading:
    """The names in capitals. ``number``: with its symbol; ``subject``: of a letter."""
    return Heading(
        parent=in_lines(letterhead.parent.upper()),
        issuer=in_lines(letterhead.issuer.upper()),
        number=f"Số: {number}",
        place_and_day=f"{letterhead.place}, {signed_day(letterhead, year)}",
        subject=subject,
    )


def in_lines(name: str) -> str:
    """A name too long for the heading's column, on two lines: broken before its place, which stays whole."""
    if len(name) <= LINE:
        return name
    parts = [found.start() for found in PLACE.finditer(name) if found.start()]
    cut = min(parts, key=lambda place: abs(2 * place - len(name)), default=None)
    return name if cut is None else f"{name[:cut].rstrip()}\n{name[cut:]}"


def letter_number(letterhead: Letterhead) -> str:
    """Of a letter: ``12/UBND-CNTT``, with the drafting unit (Decree 30/2020, annex I, II.3)."""
    unit = "" if letterhead.archive == BLANK else f"-{letterhead.archive.rstrip('.')}"
    return f"{letterhead.number}/{letterhead.symbol}{unit}"


def recipients_of(letterhead: Letterhead) -> tuple[str, ...]:
    """Each ends in a semicolon; the last, the archive, in a full stop."""
    listed = (f"- {recipient.rstrip(';')};" for recipient in letterhead.recipients)
    stop = "" if letterhead.archive == BLANK else "."
    return (*listed, f"- Lưu: VT, {letterhead.archive.rstrip('.')}{stop}")


def signature_of(letterhead: Letterhead) -> Signature:
    """Who signs, on whose behalf."""
    return Signature(letterhead.authority.upper(), letterhead.position.upper(), letterhead.signer)
