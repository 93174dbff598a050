"""The columns of catalogues of requirements."""

import re

from inventory.files.cells.formats import DATE, Format, read_note
from inventory.files.layout.columns import Column
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
SPAN = re.compile(r"([1-5])(?:\s*(?:-|–|đến|den|to)\s*([1-5]))?")


def read_levels(raw: object) -> tuple[int, ...]:
    """Levels as people write them: ``3``, ``1-3``, ``3; 4``, ``Cấp độ 3``, ``III``.

    Raises:
        WrongValueError: something of it is no level.

    """
    items = raw if isinstance(raw, list | tuple) else re.split(r"[;,\n]", read_note(raw))
    return tuple(sorted({level for item in items for level in _span(str(item), raw)}))


def _span(text: str, raw: object) -> range:
    plain = re.sub(r"^\W*(?:cap do|cap|level|cd)\s*(?=[1-5iv])", "", fold(text.replace("-", "–")))
    found = SPAN.fullmatch(ROMAN.get(plain, plain))
    if found is None:
        raise WrongValueError("{raw} names no levels: write them as 3, or 1-3, or 3; 4", raw=quoted(raw))
    return range(int(found[1]), int(found[2] or found[1]) + 1)


LEVELS = Format(read_levels, lambda levels: "; ".join(map(str, levels)) or None, many=True)
CATALOGUE = Column(
    "catalogue",
    "Danh mục yêu cầu",
    "Catalogue",
    help_vi="Mã của danh mục yêu cầu, ví dụ tcvn-11930.",
    help_en="The code of the catalogue of requirements, such as tcvn-11930.",
)
REQUIREMENT = "Mã yêu cầu", "Requirement code"
REQUIREMENT_COLUMNS = (
    Column(
        "code",
        *REQUIREMENT,
        also=("Mã", "Mục", "Số", "Code"),
        help_vi="Bắt buộc. Số mục hoặc mã, không trùng trong danh mục.",
        help_en="Required. Unique in its catalogue.",
    ),
    Column(
        "title",
        "Yêu cầu",
        "Requirement",
        also=("Tên yêu cầu", "Nội dung", "Nội dung yêu cầu", "Title"),
        help_vi="Bắt buộc. Tên hoặc nội dung yêu cầu.",
        help_en="Required. What is asked.",
        width=60,
    ),
    Column("title_en", "Tên tiếng Anh", "English name", help_vi="Tùy ý.", help_en="Optional.", width=40),
    Column(
        "levels",
        "Cấp độ",
        "Levels",
        LEVELS,
        also=("Cấp", "Level"),
        help_vi="Cấp độ phải đáp ứng: 3; hoặc 1-3; hoặc 3; 4. Để trống: mọi cấp độ.",
        help_en="The levels that ask it: 3, or 1-3, or 3; 4. Blank: every level.",
    ),
    Column("group", "Nhóm", "Group", also=("Nhóm yêu cầu",), help_vi="Tùy ý.", help_en="Optional.", width=32),
    Column(
        "parent",
        "Thuộc mục",
        "Parent",
        also=("Mục cha", "Mã cha"),
        help_vi="Mã của mục lớn chứa yêu cầu này.",
        help_en="The code of the heading above it.",
    ),
    Column(
        "clause",
        "Mục TCVN 11930",
        "TCVN 11930 clause",
        help_vi="Mục tương ứng của TCVN 11930:2017, cấp độ 3, để đối chiếu với kết quả quét; ví dụ 7.2.3.4.",
        help_en="The clause of TCVN 11930:2017 at level 3, for what scans say of it, such as 7.2.3.4.",
    ),
)
CATALOGUE_COLUMNS = (
    CATALOGUE,
    Column(
        "catalogue_title", "Tên danh mục", "Catalogue name", help_vi="Tên.", help_en="Its name.", width=40
    ),
    Column("version", "Phiên bản", "Version", help_vi="Phiên bản.", help_en="Its version."),
    Column(
        "since",
        "Áp dụng từ ngày",
        "In force from",
        DATE,
        help_vi="Cơ sở dữ liệu dùng danh mục này từ ngày đó.",
        help_en="From when on the database goes by it.",
    ),
    *REQUIREMENT_COLUMNS,
)
