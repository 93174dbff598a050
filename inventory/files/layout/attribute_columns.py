"""The columns of what the rule sets ask about a system to name its level; a blank cell: nobody said."""

from inventory.files.cells.formats import INTEGER, YES, choice
from inventory.files.layout.choices import HARMS, SCOPES, WORKS_GRADES
from inventory.files.layout.columns import Column
from inventory.words import YES_NO, Words


def _closed(field: str, names: tuple[str, str], helps: tuple[str, str], words: Words = YES_NO) -> Column:
    """A column with a drop-down; names and helps in Vietnamese and English."""
    read = YES if words is YES_NO else choice(words)
    return Column(field, *names, read, help_vi=helps[0], help_en=helps[1], words=words, width=22)


ATTRIBUTE_COLUMNS = (
    _closed(
        "internal_use",
        ("Chỉ phục vụ nội bộ", "Internal use only"),
        (
            "Có: chỉ phục vụ hoạt động nội bộ của cơ quan, tổ chức. Không: phục vụ người dân, doanh nghiệp.",
            "Yes: serves only the agency's own work. No: serves people and businesses.",
        ),
    ),
    _closed(
        "handles_private_data",
        ("Xử lý thông tin riêng, thông tin cá nhân", "Handles private data"),
        (
            "Không: chỉ xử lý thông tin công cộng.",
            "No: public information only.",
        ),
    ),
    Column(
        "user_count",
        "Số người sử dụng có thông tin cá nhân",
        "Users with private data",
        INTEGER,
        help_vi="Số người sử dụng mà hệ thống xử lý thông tin riêng, thông tin cá nhân (Nghị định 85/2016).",
        help_en="Users whose private or personal data it handles (Decree 85/2016).",
    ),
    Column(
        "online_public_service_level",
        "Mức độ dịch vụ công trực tuyến",
        "Online public service level",
        INTEGER,
        help_vi="0 (không cung cấp) đến 4.",
        help_en="0 (offers none) to 4.",
        width=14,
    ),
    _closed(
        "handles_administrative_procedures",
        ("Giải quyết thủ tục hành chính", "Handles administrative procedures"),
        ("Có hoặc Không.", "Yes or no."),
    ),
    _closed(
        "is_infrastructure",
        ("Là cơ sở hạ tầng thông tin", "Is information infrastructure"),
        (
            "Mạng, trung tâm dữ liệu, nền tảng mà hệ thống khác dùng chung.",
            "A network, data centre or platform that other systems run on.",
        ),
    ),
    _closed(
        "scope",
        ("Phạm vi phục vụ", "Scope"),
        ("Chọn trong danh sách.", "Choose from the list."),
        SCOPES,
    ),
    _closed(
        "national_e_government",
        ("Phục vụ Chính phủ điện tử toàn quốc", "National e-government"),
        ("Có hoặc Không.", "Yes or no."),
    ),
    _closed(
        "around_the_clock",
        ("Vận hành 24/7", "Around the clock"),
        (
            "Có: không chấp nhận ngừng vận hành mà không có kế hoạch trước.",
            "Yes: runs 24/7 and must not stop unplanned.",
        ),
    ),
    _closed(
        "central_national_data",
        ("Lưu trữ tập trung dữ liệu quốc gia", "Central national data"),
        (
            "Dữ liệu đặc biệt quan trọng của quốc gia, lưu trữ tập trung.",
            "Holds especially important national data centrally.",
        ),
    ),
    _closed(
        "international_interconnection",
        ("Kết nối liên thông quốc tế", "International interconnection"),
        (
            "Hạ tầng kết nối Việt Nam với quốc tế.",
            "Infrastructure that connects Viet Nam with other countries.",
        ),
    ),
    _closed(
        "industrial_control",
        ("Điều khiển công nghiệp: cấp công trình", "Industrial control"),
        (
            "Cấp của công trình xây dựng mà hệ thống trực tiếp điều khiển.",
            "Grade of the construction works that it controls directly.",
        ),
        WORKS_GRADES,
    ),
    _closed(
        "state_secret_or_defence",
        ("Bí mật nhà nước hoặc quốc phòng, an ninh", "State secret or defence"),
        (
            "Xử lý bí mật nhà nước, hoặc phục vụ quốc phòng, an ninh.",
            "Handles state secrets, or serves defence and security.",
        ),
    ),
    _closed(
        "harm",
        ("Mức tổn hại quốc phòng, an ninh", "Harm to security"),
        (
            "Khi bị phá hoại; chỉ điền nếu cột trước là Có.",
            "When sabotaged; only when the column before says yes.",
        ),
        HARMS,
    ),
)
