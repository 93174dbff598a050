"""The columns of the sheets of endpoints and of scan permissions."""

from inventory.files.cells.formats import (
    DATE,
    FAMILY_LIST,
    HOST,
    INTEGER,
    PORT,
    PORTS,
    TIME,
    USER_AGENT_TEXT,
    YES,
    choice,
)
from inventory.files.layout.choices import FAMILIES, ROLES
from inventory.files.layout.columns import Column
from inventory.words import YES_NO

SYSTEM_REFERENCE = Column(
    "system",
    "Mã hệ thống",
    "System code",
    also=("Hệ thống", "Mã HTTT", "Mã"),
    help_vi="Bắt buộc. Mã ở trang “Hệ thống”.",
    help_en="Required. A code of the sheet of systems.",
    codes_of="systems",
)

ENDPOINT_COLUMNS = (
    Column(
        "host",
        "Tên miền hoặc địa chỉ",
        "Host",
        HOST,
        also=("Tên miền", "Địa chỉ", "Tên máy chủ", "Host name", "Domain"),
        help_vi="Bắt buộc. Không ghi https:// và đường dẫn.",
        help_en="Required. Without https:// and path.",
        width=36,
    ),
    Column("https_port", "Cổng HTTPS", "HTTPS port", PORT, help_vi="Mặc định 443.", help_en="443 if blank."),
    Column("http_port", "Cổng HTTP", "HTTP port", PORT, help_vi="Mặc định 80.", help_en="80 if blank."),
    Column(
        "role",
        "Vai trò",
        "Role",
        choice(ROLES),
        help_vi="Chọn trong danh sách.",
        help_en="Choose from the list.",
        words=ROLES,
        width=24,
    ),
    Column(
        "allowed_ports",
        "Cổng được phép mở",
        "Allowed ports",
        PORTS,
        help_vi="Các cổng mở có chủ đích, cách nhau bằng dấu chấm phẩy: 80; 443.",
        help_en="Ports that are open on purpose, separated by semicolons.",
    ),
    Column(
        "private",
        "Trong mạng nội bộ",
        "Private network",
        YES,
        help_vi="“có”: tên miền được phép trỏ tới địa chỉ nội bộ (10.x, 172.16.x, 192.168.x, fc00::/7).",
        help_en="Yes: its name may lead to private addresses.",
        words=YES_NO,
    ),
)

PERMISSION_COLUMNS = (
    Column(
        "families",
        "Nhóm kiểm tra được phép",
        "Check families",
        FAMILY_LIST,
        help_vi=f"Bắt buộc. Trong số: {'; '.join(FAMILIES)}. Chỉ “exposure” cho phép quét cổng TCP, "
        f"chỉ “udp” "
        "cho phép hỏi dịch vụ UDP, chỉ “files” cho phép hỏi tệp, thư mục và trang quản trị bị lộ, "
        "“dns” và “zone_transfer” cho phép thử chép cả vùng tên miền.",
        help_en="Required. Only exposure allows TCP port scans, only udp asks UDP services, only "
        "files asks for "
        "exposed files, listings and panels; dns with zone_transfer tries to copy the whole zone.",
        width=44,
    ),
    Column(
        "hours_from",
        "Được quét từ giờ",
        "Hours from",
        TIME,
        help_vi="Giờ địa phương, ví dụ 22:00; có cả hai giờ hoặc để trống cả hai.",
        help_en="Local time, for example 22:00; both hours or neither.",
    ),
    Column(
        "hours_to",
        "Được quét đến giờ",
        "Hours to",
        TIME,
        help_vi="Giờ địa phương; có thể qua nửa đêm.",
        help_en="Local time; may pass midnight.",
    ),
    Column(
        "connections_per_address",
        "Số kết nối đồng thời mỗi địa chỉ",
        "Connections per address",
        INTEGER,
        help_vi="1 đến 50, mặc định 3.",
        help_en="1 to 50; 3 if blank.",
    ),
    Column(
        "ports",
        "Cổng được quét",
        "Ports to scan",
        PORTS,
        help_vi="Để trống: 1.000 cổng thông dụng nhất.",
        help_en="Blank: the 1,000 most common.",
    ),
    Column(
        "granted_by",
        "Người cho phép",
        "Granted by",
        help_vi="Người hoặc văn bản cho phép.",
        help_en="Who or which document permits it.",
        width=32,
    ),
    Column("valid_from", "Có hiệu lực từ", "Valid from", DATE, help_vi="dd/mm/yyyy.", help_en="A date."),
    Column(
        "valid_to",
        "Hết hiệu lực từ",
        "Valid to",
        DATE,
        help_vi="Ngày đầu tiên không còn được phép.",
        help_en="The first day on which it no longer holds.",
    ),
    Column(
        "user_agent",
        "User-Agent của máy quét",
        "User agent",
        USER_AGENT_TEXT,
        help_vi="Để trống: tên của capdo. Nên nêu trang cho biết ai quét, ví dụ: SOTTTT-scan (+https://…/quet).",
        help_en="Blank: capdo's own. Best names a page that says who scans.",
        width=32,
    ),
)
