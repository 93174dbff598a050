"""Last year's form as it came back: what was corrected in it by hand is found, and carried into this year's.

A cell was corrected where the file says otherwise than the register says of last year. It is carried where
the register has not changed since: names, numbers and days. States are for the log: those are told alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from inventory.files.cells.names import name_key, plain_key
from inventory.files.cells.nothing import says_nothing
from inventory.files.mau08.cells import Citation, one_line, read_citation, read_period_end
from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.returned import ReturnedRow
from inventory.model import Code
from inventory.words import WrongValueError
from reports.official.mau08.rows import Cells, Mau08Form

ALIKE = 0.6  # of two names on rows of one number
COLUMNS = {field: place for place, field in enumerate(HEADINGS)}
CARRIED = (
    Field.NAME,
    Field.OWNER,
    Field.OPERATOR,
    Field.DECISION,
    Field.REGULATION,
    Field.APPROVAL_EXPECTED,
    Field.PLAN_EXPECTED,
)
TOLD = (Field.LEVEL, Field.STATUS, Field.PLAN, Field.ASSESSMENT)


@dataclass(frozen=True)
class Corrected:
    """One cell of a ``row`` of this year's form. ``was``: what the register has."""

    row: int
    field: Field
    name: str
    was: str
    written: str
    is_carried: bool


def corrections(
    now: Mau08Form, before: Mau08Form, returned: Sequence[ReturnedRow]
) -> tuple[tuple[Corrected, ...], tuple[str, ...]]:
    """What was corrected, and the names of the rows that are no system of the register.

    ``before``: last year's form, from the register.
    """
    rows = {listed.system.code: cells for listed, cells in zip(now.listed, now.rows, strict=True)}
    old = {listed.system.code: cells for listed, cells in zip(before.listed, before.rows, strict=True)}
    matched = _matched(old, returned)
    found = [
        corrected
        for place, code in matched.items()
        if code in rows
        for corrected in _of_row(rows[code], old[code], returned[place])
    ]
    strange = [row.get(Field.NAME, "") for place, row in enumerate(returned) if place not in matched]
    return tuple(sorted(found, key=lambda one: (one.row, COLUMNS[one.field]))), tuple(strange)


def carried(form: Mau08Form, found: Iterable[Corrected]) -> Mau08Form:
    """The form with the corrections that hold this year too."""
    rows = [list(row) for row in form.rows]
    for one in found:
        if one.is_carried:
            rows[one.row - 1][COLUMNS[one.field]] = one.written
    return replace(form, rows=tuple(map(tuple, rows)))


def _of_row(now: Cells, before: Cells, returned: ReturnedRow) -> Iterator[Corrected]:
    for field in (*CARRIED, *TOLD):
        written, column = returned.get(field), COLUMNS[field]
        if written is None or says_nothing(written) or _adds_nothing(field, before[column], written):
            continue
        if not _adds_nothing(field, now[column], written):
            holds = field in CARRIED and now[column] == before[column]
            yield Corrected(int(now[0]), field, now[COLUMNS[Field.NAME]], now[column], written, holds)


def _matched(old: Mapping[Code, Cells], returned: Sequence[ReturnedRow]) -> Mapping[int, Code]:
    """By name and operating unit, by the only one of a name; else by number, where the names are alike."""
    left, matched = dict(old), dict[int, Code]()
    for same in (_same_system, _same_name, _same_number):
        for place, row in enumerate(returned):
            codes = [code for code, cells in left.items() if same(cells, row)] if place not in matched else []
            if len(codes) == 1:
                matched[place] = codes[0]
                del left[codes[0]]
    return matched


def _same_system(cells: Cells, row: ReturnedRow) -> bool:
    operator = row.get(Field.OPERATOR, "")
    return _same_name(cells, row) and name_key(cells[COLUMNS[Field.OPERATOR]]) == name_key(operator)


def _same_name(cells: Cells, row: ReturnedRow) -> bool:
    return name_key(cells[COLUMNS[Field.NAME]]) == name_key(row.get(Field.NAME, ""))


def _same_number(cells: Cells, row: ReturnedRow) -> bool:
    one, other = (" ".join(plain_key(name)) for name in (cells[1], row.get(Field.NAME, "")))
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    return alike and row.get(Field.NUMBER, "").strip(" .)") == cells[0]


def _adds_nothing(field: Field, recorded: str, written: str) -> bool:
    """Whether a cell says no more than the register; parts of a document that it leaves out say nothing."""
    one, other = _meant(field, recorded), _meant(field, written)
    if isinstance(one, Citation) and isinstance(other, Citation):
        pairs = ((one.number, other.number), (one.on, other.on), (one.authority, other.authority))
        return all(part in (None, known) for known, part in pairs)
    return one == other


def _meant(field: Field, text: str) -> object:
    try:
        if field in (Field.DECISION, Field.REGULATION):
            return read_citation(text)
        if field in (Field.APPROVAL_EXPECTED, Field.PLAN_EXPECTED):
            return read_period_end(text)
    except WrongValueError:
        pass
    return one_line(text)
