"""The columns that tell whom to write to; organizations and systems have the same."""

from inventory.files.cells.formats import MAIL_ADDRESS, NOTE, PHONE
from inventory.files.layout.columns import Column

CONTACT_COLUMNS = (
    Column(
        "contact_name",
        "Đầu mối liên hệ",
        "Contact name",
        also=("Người liên hệ", "Cán bộ đầu mối", "Đầu mối"),
        help_vi="Họ tên người nhận bản tin và cảnh báo. Của hệ thống: để trống thì dùng đầu mối của đơn vị "
        "vận hành.",
        help_en="Who receives digests and alarms. Of a system: blank takes the operating unit's contact.",
        width=28,
    ),
    Column(
        "contact_email",
        "Thư điện tử đầu mối",
        "Contact e-mail",
        MAIL_ADDRESS,
        also=("Thư điện tử", "Email liên hệ", "E-mail liên hệ"),
        help_vi="Một địa chỉ, ví dụ antt@so.gov.vn.",
        help_en="One address, such as antt@so.gov.vn.",
        width=32,
    ),
    Column(
        "contact_phone",
        "Điện thoại đầu mối",
        "Contact phone",
        PHONE,
        also=("Điện thoại", "Số điện thoại"),
        help_vi="Định dạng ô là văn bản để giữ số 0 ở đầu.",
        help_en="Format the cell as text, which keeps the leading zero.",
    ),
    Column("notes", "Ghi chú", "Notes", NOTE, help_vi="Tùy ý.", help_en="Free text.", width=40),
)
