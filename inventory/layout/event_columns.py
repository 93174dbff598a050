"""The columns of the sheet of approval events."""

from inventory.layout.choices import EVENTS
from inventory.layout.columns import Column
from inventory.layout.formats import DATE, INTEGER, MOMENT, NOTE, choice

EVENT_COLUMNS = (
    Column(
        "kind",
        "Sự kiện",
        "Event",
        choice(EVENTS),
        also=("Tình trạng", "Status"),
        help_vi="Bắt buộc. Chọn trong danh sách.",
        help_en="Required. Choose from the list.",
        words=EVENTS,
        width=32,
    ),
    Column(
        "on",
        "Ngày",
        "Date",
        DATE,
        also=("Ngày xảy ra",),
        help_vi="Bắt buộc. Không ở tương lai.",
        help_en="Required. Not in the future.",
    ),
    Column("level", "Cấp độ", "Level", INTEGER, help_vi="1 đến 5.", help_en="1 to 5.", width=10),
    Column(
        "number",
        "Số quyết định",
        "Decision number",
        help_vi="Ví dụ 180/QĐ-UBND.",
        help_en="For example 180/QĐ-UBND.",
    ),
    Column(
        "authority",
        "Cơ quan ban hành",
        "Issuing authority",
        also=("Authority",),
        help_vi="Cơ quan phê duyệt, thẩm định hoặc cấp nhãn.",
        help_en="Who approved, appraised or granted the label.",
        width=36,
    ),
    Column("result", "Kết quả", "Result", help_vi="Kết luận.", help_en="The conclusion."),
    Column(
        "until",
        "Có giá trị đến",
        "Valid until",
        DATE,
        help_vi="Ngày hết hạn, ví dụ của nhãn.",
        help_en="When it expires, for example a label.",
    ),
    Column("actor", "Người ghi nhận", "Recorded by", help_vi="Người nhập.", help_en="Who entered it."),
    Column("file", "Tệp đính kèm", "Attached file", help_vi="Tên tệp quyết định.", help_en="The document."),
    Column(
        "file_sha256",
        "SHA-256 của tệp",
        "File SHA-256",
        help_vi="Mã băm của tệp, do phần mềm ghi.",
        help_en="Digest of the file, written by the program.",
    ),
    Column("note", "Ghi chú", "Note", NOTE, help_vi="Tùy ý.", help_en="Free text.", width=40),
    Column(
        "recorded_at",
        "Ghi nhận lúc",
        "Recorded at",
        MOMENT,
        help_vi="Do phần mềm ghi; để trống.",
        help_en="Written by the program; leave blank.",
    ),
)
