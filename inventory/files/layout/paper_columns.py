"""The columns of what the official papers say of a body and of a system (Decree 331/2026, forms 01 to 08)."""

from inventory.files.cells.formats import MAIL_ADDRESS, NOTE, PHONE, choice
from inventory.files.layout.choices import SYSTEM_KINDS
from inventory.files.layout.columns import Column

ORGANIZATION_PAPER_COLUMNS = (
    Column(
        "address",
        "Địa chỉ cơ quan",
        "Address",
        also=("Địa chỉ", "Trụ sở", "Địa chỉ liên lạc"),
        help_vi="Địa chỉ trụ sở, ghi trong văn bản và báo cáo.",
        help_en="Of its seat, as papers and reports state it.",
        width=40,
    ),
    Column(
        "phone",
        "Điện thoại cơ quan",
        "Organization phone",
        PHONE,
        help_vi="Số của cơ quan; định dạng ô là văn bản để giữ số 0 ở đầu.",
        help_en="The body's own; format the cell as text, which keeps the leading zero.",
    ),
    Column(
        "email",
        "Thư điện tử cơ quan",
        "Organization e-mail",
        MAIL_ADDRESS,
        help_vi="Hộp thư công vụ của cơ quan.",
        help_en="The body's official mailbox.",
        width=32,
    ),
    Column(
        "head_name",
        "Người đại diện",
        "Head",
        also=("Thủ trưởng", "Người đứng đầu"),
        help_vi="Họ tên người đứng đầu.",
        help_en="Name of the head.",
        width=28,
    ),
    Column(
        "head_title",
        "Chức vụ người đại diện",
        "Title of the head",
        also=("Chức vụ",),
        help_vi="Ví dụ: Giám đốc, Chủ tịch.",
        help_en="Such as director or chairman.",
        width=24,
    ),
    Column(
        "functions_document",
        "Quy định chức năng, nhiệm vụ, quyền hạn",
        "Document of functions",
        also=("Văn bản quy định chức năng, nhiệm vụ",),
        help_vi="Số, ngày, cơ quan ban hành văn bản quy định chức năng, nhiệm vụ, quyền hạn.",
        help_en="Number, day and issuer of the document that gives it its functions.",
        width=40,
    ),
)
SYSTEM_PAPER_COLUMNS = (
    Column(
        "address",
        "Địa chỉ đặt hệ thống",
        "Address",
        also=("Nơi đặt hệ thống",),
        help_vi="Để trống thì dùng địa chỉ của đơn vị vận hành.",
        help_en="Blank takes the operating unit's.",
        width=40,
    ),
    Column(
        "system_kind",
        "Loại hình hệ thống thông tin",
        "System kind",
        choice(SYSTEM_KINDS),
        also=("Loại hình", "Loại hình HTTT"),
        help_vi="Chọn trong danh sách.",
        help_en="Choose from the list.",
        words=SYSTEM_KINDS,
        width=32,
    ),
    Column(
        "service_scope",
        "Phạm vi, quy mô, đối tượng phục vụ",
        "Service scope",
        NOTE,
        also=("Phạm vi, quy mô",),
        help_vi="Một đoạn ngắn, ghi vào thuyết minh tổng quan.",
        help_en="A short paragraph, for the dossier's overview.",
        width=40,
    ),
    Column(
        "standard",
        "Tiêu chuẩn, quy chuẩn áp dụng",
        "Standards followed",
        also=("Tiêu chuẩn áp dụng", "Tiêu chuẩn"),
        help_vi="Ví dụ: TCVN 11930:2017. Ghi vào quyết định phê duyệt.",
        help_en="Such as TCVN 11930:2017; for the approval decision.",
        width=28,
    ),
)
