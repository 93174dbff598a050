"""The columns of catalogues of requirements and of self-assessments."""

import re

from inventory.files.layout.columns import Column
from inventory.files.layout.endpoint_columns import SYSTEM_REFERENCE
from inventory.files.layout.formats import DATE, INTEGER, MOMENT, NOTE, YES, Format, choice, read_note
from inventory.requirements.vocabulary import STATES
from inventory.safe_text import quoted
from inventory.words import YES_NO, WrongValueError, fold

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
        raise WrongValueError(f"{quoted(raw)} names no levels: write them as 3, or 1-3, or 3; 4")
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
SAID_COLUMNS = (
    SYSTEM_REFERENCE,
    CATALOGUE,
    Column(
        "requirement",
        *REQUIREMENT,
        help_vi="Bắt buộc. Mã trong danh mục yêu cầu.",
        help_en="Required. A code of the catalogue.",
    ),
    Column(
        "title",
        "Yêu cầu",
        "Requirement",
        told_only=True,
        help_vi="Chỉ để đọc.",
        help_en="To be read only.",
        width=60,
    ),
    Column(
        "state",
        "Kết quả tự đánh giá",
        "State",
        choice(STATES),
        also=("Kết quả", "Tự đánh giá"),
        help_vi="Chọn trong danh sách. Để trống: chưa trả lời.",
        help_en="Choose from the list. Blank: not answered.",
        words=STATES,
        width=22,
    ),
    Column(
        "on",
        "Tính đến ngày",
        "As of",
        DATE,
        help_vi="Ngày của nhận định này; để trống là hôm nay. Khi đổi kết quả, hãy đổi ngày.",
        help_en="The day as of which it is so; blank: today. With another state, give another day.",
    ),
    Column(
        "reason",
        "Lý do không áp dụng",
        "Reason",
        NOTE,
        help_vi="Bắt buộc nếu không áp dụng.",
        help_en="Required if it does not apply.",
        width=32,
    ),
    Column(
        "plan",
        "Biện pháp, kế hoạch",
        "Plan",
        NOTE,
        help_vi="Đã làm gì, sẽ làm gì.",
        help_en="What is done, or will be.",
        width=48,
    ),
    Column("person", "Người phụ trách", "Person", help_vi="Họ tên.", help_en="A name.", width=24),
    Column("due", "Thời hạn", "Due day", DATE, help_vi="Ngày hoàn thành.", help_en="By when it is met."),
    Column(
        "file",
        "Tệp bằng chứng",
        "Evidence file",
        help_vi="Đường dẫn của tệp, tính từ thư mục của tệp này.",
        help_en="The file's path, from the folder of this file.",
        width=32,
    ),
    Column(
        "file_sha256",
        "SHA-256 của bằng chứng",
        "Evidence SHA-256",
        help_vi="Do phần mềm ghi.",
        help_en="Written by the program.",
    ),
    Column("note", "Ghi chú", "Note", NOTE, help_vi="Tùy ý.", help_en="Free text.", width=40),
    Column("actor", "Người ghi nhận", "Recorded by", help_vi="Người nhập.", help_en="Who entered it."),
    Column(
        "corrects",
        "Đính chính số",
        "Corrects",
        INTEGER,
        help_vi="Số của lần tự đánh giá bị sai.",
        help_en="The number of the self-assessment that was wrong.",
    ),
    Column(
        "withdraws",
        "Rút lại",
        "Withdraws",
        YES,
        help_vi="Có: coi như chưa nói.",
        help_en="Yes: it was not said.",
        words=YES_NO,
        width=12,
    ),
    Column(
        "sequence",
        "Số thứ tự ghi",
        "Sequence",
        INTEGER,
        help_vi="Do phần mềm ghi.",
        help_en="Written by the program.",
    ),
    Column(
        "recorded_at",
        "Ghi nhận lúc",
        "Recorded at",
        MOMENT,
        help_vi="Do phần mềm ghi; để trống.",
        help_en="Written by the program; leave blank.",
    ),
)
