"""The statement of a day: how far each chain went and its last hash, to be printed, signed and kept.

Whoever can write the whole database can write its chains anew; a statement that is kept elsewhere gives it
away. It is text that people read, and its lines of figures are read again by ``--against``.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from inventory.database.chains.following import ChainFound, Noted
from inventory.errors import InventoryError

FIGURES = re.compile(r"^\s*([a-z-]+)\s+(\d{1,12})\s+([0-9a-f]{64})\s*$", re.IGNORECASE)
FORM = """\
BIÊN BẢN VỀ TÍNH TOÀN VẸN CỦA DỮ LIỆU / STATEMENT OF INTEGRITY

Cơ sở dữ liệu / database: {database}
Ngày / day: {day:%d/%m/%Y} ({day})

Chuỗi / chain, số dòng / rows, mã băm cuối / last hash:
{figures}

Đối chiếu về sau / check later: capdo approval verify --against FILE

Người lập / made by:                         Người chứng kiến / witness:

(ký, ghi rõ họ tên / signature, full name)   (ký, ghi rõ họ tên / signature, full name)
"""


def statement(chains: Iterable[ChainFound], database: str, day: date) -> str:
    """The text of a statement. ``database``: as it may be shown."""
    figures = "\n".join(f"  {chain.name} {chain.links} {chain.head}" for chain in chains)
    return FORM.format(database=database, day=day, figures=figures)


def noted_in(text: str, source: str) -> Mapping[str, Noted]:
    """What a statement notes, by chain; ``source``: how errors call it.

    Raises:
        InventoryError: there is no line of figures in it, or two of one chain.

    """
    lines = [match for line in text.splitlines() if (match := FIGURES.match(line))]
    noted = {match[1].lower(): Noted(int(match[2]), match[3].lower()) for match in lines}
    if not lines or len(noted) != len(lines):
        raise InventoryError(
            "{source} is no statement: it has a line with name, rows and hash for each chain", source=source
        )
    return noted
