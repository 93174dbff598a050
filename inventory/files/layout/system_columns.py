"""The columns of the sheet of systems."""

from inventory.files.layout.attribute_columns import ATTRIBUTE_COLUMNS
from inventory.files.layout.columns import Column
from inventory.files.layout.contact_columns import CONTACT_COLUMNS
from inventory.files.layout.formats import DATE, INTEGER, YES
from inventory.files.layout.paper_columns import SYSTEM_PAPER_COLUMNS
from inventory.words import YES_NO

_ORGANIZATION = "organizations"

SYSTEM_COLUMNS = (
    Column(
        "code",
        "Mã hệ thống",
        "System code",
        also=("Mã", "Mã HTTT"),
        help_vi="Bắt buộc, không trùng. Chữ không dấu, số, dấu chấm, gạch nối, gạch dưới.",
        help_en="Required, unique. Letters, digits, dot, hyphen, underscore.",
    ),
    Column(
        "name",
        "Tên hệ thống thông tin",
        "System name",
        also=("Tên", "Tên HTTT", "Tên hệ thống"),
        help_vi="Bắt buộc.",
        help_en="Required.",
        width=48,
    ),
    Column(
        "owner",
        "Chủ quản hệ thống thông tin",
        "System owner",
        also=("Chủ quản", "Chủ quản HTTT"),
        help_vi="Bắt buộc. Mã tổ chức là chủ quản.",
        help_en="Required. Code of the organization that owns it.",
        codes_of=_ORGANIZATION,
    ),
    Column(
        "operator",
        "Đơn vị vận hành",
        "Operating unit",
        also=("Đơn vị vận hành HTTT",),
        help_vi="Mã tổ chức vận hành, lập hồ sơ đề xuất cấp độ.",
        help_en="Code of the organization that runs it and prepares the dossier.",
        codes_of=_ORGANIZATION,
    ),
    Column(
        "specialised_unit",
        "Đơn vị chuyên trách",
        "Specialised unit",
        help_vi="Mã đơn vị chuyên trách về an toàn thông tin, an ninh mạng.",
        help_en="Code of the unit in charge of information security.",
        codes_of=_ORGANIZATION,
    ),
    Column(
        "proposed_level",
        "Cấp độ đề xuất",
        "Proposed level",
        INTEGER,
        also=("Cấp độ", "Level"),
        help_vi="1 đến 5.",
        help_en="1 to 5.",
        width=12,
    ),
    Column(
        "in_operation_since",
        "Vận hành từ ngày",
        "In operation since",
        DATE,
        help_vi="Ngày đưa vào vận hành; để trống nếu chưa vận hành.",
        help_en="The day it went into operation; blank when it has not.",
    ),
    Column(
        "decommissioned",
        "Ngừng vận hành từ ngày",
        "Decommissioned",
        DATE,
        help_vi="Ngày đầu tiên không còn vận hành.",
        help_en="The first day on which it no longer runs.",
    ),
    Column(
        "is_portal",
        "Là cổng/trang thông tin điện tử",
        "Is a portal",
        YES,
        also=("Cổng/trang thông tin điện tử", "Portal"),
        help_vi="Có hoặc Không.",
        help_en="Yes or no.",
        words=YES_NO,
        width=14,
    ),
    Column(
        "basic_data_subjects",
        "Số chủ thể dữ liệu cá nhân cơ bản",
        "Basic data subjects",
        INTEGER,
        help_vi="Số người có dữ liệu cá nhân cơ bản trong hệ thống.",
        help_en="People whose basic personal data it holds.",
    ),
    Column(
        "sensitive_data_subjects",
        "Số chủ thể dữ liệu cá nhân nhạy cảm",
        "Sensitive data subjects",
        INTEGER,
        help_vi="Số người có dữ liệu cá nhân nhạy cảm trong hệ thống.",
        help_en="People whose sensitive personal data it holds.",
    ),
    *ATTRIBUTE_COLUMNS,
    Column(
        "approval_expected",
        "Dự kiến phê duyệt cấp độ",
        "Approval expected",
        DATE,
        also=("Dự kiến thời điểm phê duyệt HSĐXCĐ",),
        help_vi="Ngày cuối của thời hạn dự kiến phê duyệt hồ sơ đề xuất cấp độ.",
        help_en="The last day by which the level is to be approved.",
    ),
    Column(
        "plan_expected",
        "Dự kiến triển khai đầy đủ phương án",
        "Plan expected",
        DATE,
        also=("Dự kiến thời điểm triển khai đầy đủ PA BĐANM",),
        help_vi="Ngày cuối của thời hạn dự kiến triển khai đầy đủ phương án bảo đảm an ninh mạng.",
        help_en="The last day by which the protection plan is to be fully implemented.",
    ),
    *SYSTEM_PAPER_COLUMNS,
    *CONTACT_COLUMNS,
    Column(
        "removed_on",
        "Đưa khỏi danh mục từ ngày",
        "Removed on",
        DATE,
        help_vi="Do lệnh capdo inventory remove ghi: từ ngày đó không được tính, không được rà quét.",
        help_en="Written by capdo inventory remove: from that day on it is not counted and not scanned.",
    ),
)
