"""The columns of the sheet of organizations."""

from inventory.files.cells.formats import CODES, DATE, WEB_PAGE, choice
from inventory.files.layout.choices import KINDS
from inventory.files.layout.columns import Column
from inventory.files.layout.contact_columns import CONTACT_COLUMNS
from inventory.files.layout.paper_columns import ORGANIZATION_PAPER_COLUMNS

ORGANIZATION_COLUMNS = (
    Column(
        "code",
        "Mã tổ chức",
        "Organization code",
        also=("Mã", "Mã cơ quan", "Mã đơn vị"),
        help_vi="Bắt buộc, không trùng. Chữ không dấu, số, dấu chấm, gạch nối, gạch dưới.",
        help_en="Required, unique. Letters, digits, dot, hyphen, underscore.",
    ),
    Column(
        "name",
        "Tên tổ chức",
        "Organization name",
        also=("Tên", "Tên cơ quan", "Tên đơn vị"),
        help_vi="Bắt buộc. Tên đầy đủ.",
        help_en="Required. The full name.",
        width=48,
    ),
    Column(
        "kind",
        "Loại tổ chức",
        "Organization kind",
        choice(KINDS),
        also=("Loại",),
        help_vi="Chọn trong danh sách.",
        help_en="Choose from the list.",
        words=KINDS,
        width=32,
    ),
    Column(
        "parent",
        "Trực thuộc",
        "Parent organization",
        also=("Cơ quan chủ quản cấp trên",),
        help_vi="Mã của tổ chức cấp trên.",
        help_en="Code of the body above it.",
        codes_of="organizations",
    ),
    Column(
        "valid_from",
        "Có hiệu lực từ",
        "Valid from",
        DATE,
        period="first",
        help_vi="Ngày thành lập (dd/mm/yyyy).",
        help_en="The day it was set up.",
    ),
    Column(
        "valid_to",
        "Hết hiệu lực từ",
        "Valid to",
        DATE,
        period="first",
        also=("Ngày kết thúc", "Ngày giải thể", "Ended on", "ended_on"),
        help_vi="Ngày đầu tiên không còn tồn tại; để trống nếu đang hoạt động.",
        help_en="The first day on which it no longer exists; blank while it does.",
    ),
    Column(
        "predecessors",
        "Tổ chức tiền thân",
        "Predecessor organizations",
        CODES,
        help_vi="Mã các tổ chức đã sáp nhập thành tổ chức này, cách nhau bằng dấu chấm phẩy.",
        help_en="Codes of the bodies it was merged from, separated by semicolons.",
    ),
    Column(
        "merged_into",
        "Sáp nhập vào",
        "Merged into",
        also=("Tổ chức kế thừa", "Successor"),
        help_vi="Mã của tổ chức kế thừa hệ thống từ ngày “Hết hiệu lực từ”. Không sửa chủ quản của hệ thống: "
        "số liệu trước ngày đó vẫn theo tổ chức cũ.",
        help_en="Code of the body that takes over its systems from the day in “Valid to”. Leave the systems' "
        "owner as it is: figures before that day stay with the old body.",
        codes_of="organizations",
    ),
    Column(
        "web_page",
        "Trang thông tin điện tử",
        "Web page",
        WEB_PAGE,
        also=("Chuyên mục",),
        help_vi="Trang riêng hoặc chuyên mục trên cổng của cơ quan khác.",
        help_en="Its own page, or its section on another body's portal.",
        width=36,
    ),
    Column(
        "web_page_since",
        "Có trang từ ngày",
        "Web page since",
        DATE,
        period="first",
        help_vi="Ngày trang hoạt động; không ở tương lai.",
        help_en="The day the page went live; not in the future.",
    ),
    *ORGANIZATION_PAPER_COLUMNS,
    *CONTACT_COLUMNS,
)
