"""What the screen says of a form: what last year's had, and what this one lacks."""

from collections.abc import Iterator, Sequence

from inventory.files.mau08.form import HEADINGS
from inventory.model import Language, Text
from reports.official.mau08.previous import Corrected
from reports.official.mau08.writing import Made08

COLUMNS = {field: place for place, field in enumerate(HEADINGS, start=1)}
MISSING = Text(
    vi="Còn thiếu (để trống, tô màu trong văn bản):", en="Missing (left blank and marked in the document):"
)
CARRIED = Text(vi="Giữ theo bản năm trước đã chỉnh sửa:", en="Kept as last year's form was corrected:")
DIFFERS = Text(
    vi="Bản năm trước ghi khác sổ, không đưa vào:", en="Last year's form differs, which is not taken over:"
)
STRANGE = Text(
    vi="Bản năm trước có hệ thống không có trong sổ:", en="Last year's form names systems that are not known:"
)


def telling(made: Made08, language: Language) -> Iterator[str]:
    """A heading and a line for each cell, name and gap."""
    for heading, is_carried in ((CARRIED, True), (DIFFERS, False)):
        cells = [corrected for corrected in made.corrected if corrected.is_carried is is_carried]
        yield from _listed(heading, [_cell(corrected, language) for corrected in cells], language)
    yield from _listed(STRANGE, made.strange, language)
    yield from _listed(MISSING, [gap.line(language) for gap in made.gaps], language)


def _listed(heading: Text, lines: Sequence[str], language: Language) -> Iterator[str]:
    if lines:
        yield heading.to(language)
        yield from (f"  {line}" for line in lines)


def _cell(corrected: Corrected, language: Language) -> str:
    column = f"{'cột' if language == 'vi' else 'column'} {COLUMNS[corrected.field]}"
    return f"{corrected.row}. {corrected.name}, {column}: “{corrected.was}” → “{corrected.written}”"
