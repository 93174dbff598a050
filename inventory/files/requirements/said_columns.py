"""The columns of self-assessments."""

from inventory.files.cells.formats import DATE, INTEGER, MOMENT, NOTE, YES, choice
from inventory.files.layout.columns import Column
from inventory.files.layout.endpoint_columns import SYSTEM_REFERENCE
from inventory.files.requirements.catalogue_columns import CATALOGUE, REQUIREMENT
from inventory.requirements.vocabulary import STATES
from inventory.words import YES_NO

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
