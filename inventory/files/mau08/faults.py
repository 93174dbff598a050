"""What can be in doubt about a form, each in both languages."""

from inventory.faults import FaultKind

NO_HEADER = FaultKind(
    vi="không có tiêu đề cột của Mẫu 08: một dòng phải nêu ít nhất “Tên HTTT”, “Chủ quản HTTT”, "
    "“Cấp độ đề xuất” và “Tình trạng phê duyệt cấp độ”",
    en="has no header of Mẫu 08: one row must name at least “Tên HTTT”, “Chủ quản HTTT”, “Cấp độ đề xuất” "
    "and “Tình trạng phê duyệt cấp độ”",
)
SAME_COLUMNS = FaultKind(
    vi="có hai cột cùng nghĩa ở trang {sheet}, ô {one} và {two} ({first}, {other}): chỉ giữ một cột",
    en="has two columns that mean the same in sheet {sheet}, {one} and {two} "
    "({first}, {other}): keep one of them",
)
FUTURE_FORM = FaultKind(
    vi="nêu số liệu đến {day}, là ngày trong tương lai: cho biết ngày bằng --as-of",
    en="describes {day}, which is in the future: tell the day with --as-of",
)
BLANK = FaultKind(vi="để trống: điền vào", en="is blank: fill it in")
TICKED = FaultKind(
    vi="{count} cột của mục này được đánh dấu: chỉ giữ một trong {values}",
    en="{count} of its columns are ticked: keep one of {values}",
)
NO_TICK = FaultKind(
    vi="{value} dưới “{column}” không rõ nghĩa: ghi x, hoặc để trống",
    en="{value} below “{column}” is not understood: write x, or nothing",
)
SAME_SYSTEM = FaultKind(
    vi="{name}: hệ thống này cũng có ở dòng {row} của {sheet}: chỉ giữ một",
    en="{name}: the same system is in row {row} of {sheet} too: keep one of the two",
)
OTHER_DAY = FaultKind(
    vi="{day} không phải là ngày ghi ở cột quyết định: chỉ giữ một",
    en="{day} is not the day in the decision's own column: keep one",
)
WRONG_FIELD = FaultKind(vi="{field}: {reason_vi}", en="{field} {reason}")
NO_STATUS = FaultKind(
    vi="để trống dù đã có quyết định: ghi “Đã được phê duyệt”, hoặc xóa quyết định",
    en="is blank though there is a decision: write “Đã được phê duyệt” or empty it",
)
OTHER_STATUS = FaultKind(
    vi="{value} dù đã có quyết định: sửa một trong hai",
    en="{value} though there is a decision: correct one of the two",
)
NO_NUMBER = FaultKind(
    vi="thiếu số: ghi như 180/QĐ-UBND ngày 26/06/2023",
    en="has no number: write it as 180/QĐ-UBND ngày 26/06/2023",
)
NO_DECISION_DAY = FaultKind(
    vi="thiếu ngày: ghi như 180/QĐ-UBND ngày 26/06/2023",
    en="has no day: write it as 180/QĐ-UBND ngày 26/06/2023",
)
NOT_LATER = FaultKind(
    vi="không sau quyết định đang lưu, {number} ngày {day}: bên nào đúng?",
    en="is not later than the decision that is stored, {number} of {day}: which is right?",
)
NO_REGULATION_DAY = FaultKind(
    vi="thiếu ngày: ghi như 12/QĐ-STTTT ngày 26/06/2023",
    en="has no day: write it as 12/QĐ-STTTT ngày 26/06/2023",
)
FALLS_BEHIND = FaultKind(
    vi="{value} kém hơn những gì đang lưu, {stored}: bên nào đúng?",
    en="{value} falls behind what is stored, {stored}: which is right?",
)
NO_DAY = FaultKind(
    vi="{value} không có ngày riêng: nêu ngày của số liệu ở dòng tiêu đề (“tính đến ngày dd/mm/yyyy”) hoặc "
    "bằng --as-of YYYY-MM-DD",
    en="{value} has no day of its own: tell the day that the form describes, in a title row "
    "(“tính đến ngày dd/mm/yyyy”) or as --as-of YYYY-MM-DD",
)
NO_STAGE = FaultKind(
    vi="{value} không cho biết hồ sơ đến bước nào: ghi một trong {accepted}",
    en="{value} doesn't tell how far the dossier is: write one of {accepted}",
)
NO_VALUE = FaultKind(
    vi="{value} không phải giá trị của biểu mẫu: ghi một trong {accepted}",
    en="{value} is not a value of the form: write one of {accepted}",
)
