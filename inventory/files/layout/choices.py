"""The words of every closed list: kinds, roles and events, and what the law asks about a system."""

from inventory.approvals.events import EventKind
from inventory.approvals.vocabulary import EVENT_WORDINGS, SOURCE_WORDINGS
from inventory.attributes import Harm, Scope, SystemKind, WorksGrade
from inventory.model import EndpointRole, OrganizationKind
from inventory.setting_keys import SettingKey
from inventory.words import Word, Words

# The families of the check catalogue that a permission can name; a test holds them against the registry. Then
# what no family includes, as it asks more of a host than its visitors do: see ``inventory.model``.
FAMILIES = (
    "tls",
    "cert",
    "web",
    "ipv6",
    "dns",
    "mail",
    "exposure",
    "content",
    "label",
    "files",
    "udp",
    "zone_transfer",
)

KINDS = Words(
    (
        Word(
            OrganizationKind.COMMITTEE,
            "Ủy ban nhân dân cấp tỉnh",
            "Committee",
            ("UBND tỉnh", "UBND cấp tỉnh", "Ban chỉ đạo"),
        ),
        Word(OrganizationKind.OFFICE, "Văn phòng", "Office"),
        Word(OrganizationKind.DEPARTMENT, "Sở, ban, ngành", "Department", ("Sở", "Ban", "Ngành")),
        Word(
            OrganizationKind.AGENCY,
            "Cơ quan trung ương tại địa phương, đơn vị sự nghiệp",
            "Agency",
            ("Cơ quan trung ương tại địa phương", "Đơn vị sự nghiệp", "Cục"),
        ),
        Word(
            OrganizationKind.DISTRICT,
            "Huyện, thị xã, thành phố",
            "District",
            ("Cấp huyện", "Huyện", "Thị xã", "Thành phố"),
        ),
        Word(
            OrganizationKind.COMMUNE,
            "Xã, phường, thị trấn, đặc khu",
            "Commune",
            ("Cấp xã", "Xã", "Phường", "Thị trấn", "Đặc khu", "Xã, phường, thị trấn"),
        ),
        Word(OrganizationKind.OTHER, "Khác", "Other"),
    )
)

ROLES = Words(
    (
        Word(EndpointRole.WEB, "Trang web", "Web", ("Website", "Cổng/trang thông tin điện tử")),
        Word(EndpointRole.API, "Giao diện lập trình (API)", "API"),
        Word(EndpointRole.MAIL, "Thư điện tử", "Mail", ("Email",)),
        Word(EndpointRole.OTHER, "Khác", "Other"),
    )
)

# The values of form "Mẫu 08" name some events too: people copy them from it.
_ALSO = {
    EventKind.DRAFTING: ("Đang dự thảo", "Dự thảo", "Drafting"),
    EventKind.SUBMITTED: ("Đã gửi thẩm định", "Submitted"),
    EventKind.APPRAISED: ("Đã thẩm định",),
    EventKind.RETURNED: ("Trả lại", "Returned"),
    EventKind.APPROVED: ("Đã được phê duyệt", "Đã phê duyệt", "Phê duyệt", "Approved"),
    EventKind.REGULATION_ISSUED: ("Đã ban hành quy chế", "Quy chế"),
    EventKind.PLAN_PARTIAL: ("Đã triển khai một số hạng mục",),
    EventKind.PLAN_FULL: ("Đã triển khai đầy đủ",),
    EventKind.ASSESSED: ("Đã kiểm tra, đánh giá", "Kiểm tra đánh giá", "Đánh giá"),
    EventKind.LABEL_GRANTED: (
        "Được dán nhãn tín nhiệm mạng",
        "Dán nhãn tín nhiệm mạng",
        "Cấp nhãn",
        "Label granted",
    ),
    EventKind.LABEL_EXPIRED: ("Nhãn tín nhiệm mạng hết hạn", "Nhãn hết hạn", "Label expired"),
    EventKind.REVOKED: ("Thu hồi", "Thu hồi quyết định", "Revoked"),
    EventKind.SUPERSEDED: ("Thay thế", "Thay thế quyết định", "Superseded"),
    EventKind.DECOMMISSIONED: ("Ngừng sử dụng",),
}
EVENTS = Words(
    tuple(Word(kind, words.vi, words.en, _ALSO.get(kind, ())) for kind, words in EVENT_WORDINGS.items())
)
SOURCES = Words(tuple(Word(source, words.vi, words.en) for source, words in SOURCE_WORDINGS.items()))

SETTINGS = Words(
    (
        Word(SettingKey.LANGUAGE, "Ngôn ngữ", "Language"),
        Word(SettingKey.PLAN, "Kế hoạch chỉ tiêu", "Plan of targets", ("Kế hoạch",)),
        Word(SettingKey.LETTERHEAD, "Tệp thể thức văn bản", "Letterhead file", ("Thể thức văn bản",)),
        Word(SettingKey.PARENT, "Cơ quan chủ quản", "Parent body"),
        Word(SettingKey.ISSUER, "Cơ quan ban hành", "Issuing body"),
        Word(SettingKey.ADDRESSEE, "Nơi nhận báo cáo", "Addressee of reports", ("Kính gửi",)),
        Word(SettingKey.RETENTION, "Thời hạn lưu dữ liệu rà quét", "Retention of scans"),
        Word(SettingKey.SCAN_VANTAGE, "Vị trí nhìn chính", "Main vantage"),
        Word(SettingKey.MAIL_URL, "Máy chủ gửi thư", "Mail server"),
        Word(SettingKey.MAIL_FROM, "Địa chỉ gửi thư", "Sender of messages"),
        Word(SettingKey.MAIL_OPERATOR, "Thư của đơn vị vận hành capdo", "Operator of capdo"),
        Word(SettingKey.MAIL_DIGEST, "Chu kỳ bản tin", "Digest interval"),
        Word(SettingKey.WEBHOOK_URL, "Địa chỉ webhook", "Webhook"),
        Word(SettingKey.WEBHOOK_SECRET_FILE, "Tệp khóa webhook", "Webhook secret file"),
        Word(SettingKey.ALARM_CONFIRMATION, "Số phút xác nhận cảnh báo", "Minutes to confirm an alarm"),
        Word(SettingKey.KEV_FILE, "Tệp danh mục KEV", "KEV catalogue file"),
        Word(SettingKey.IPV6_ANCHORS, "Địa chỉ IPv6 đối chứng", "IPv6 addresses to prove IPv6 by"),
        Word(SettingKey.RPKI_VRPS, "Tệp dữ liệu RPKI (VRP)", "RPKI data file (VRPs)"),
        Word(SettingKey.RPKI_ROUTES, "Tệp bảng định tuyến", "Files of the table of routes"),
    )
)

SCOPES = Words(
    (
        Word(Scope.AGENCY, "Một cơ quan, tổ chức", "One agency", ("Cơ quan", "Nội bộ cơ quan")),
        Word(Scope.SECTOR, "Một bộ, một ngành", "A ministry or sector", ("Bộ", "Ngành", "Ministry")),
        Word(Scope.PROVINCE, "Một tỉnh, thành phố", "A province", ("Tỉnh", "Thành phố")),
        Word(Scope.NATIONAL, "Toàn quốc", "Nationwide", ("Quốc gia", "Cả nước")),
    )
)

HARMS = Words(
    (
        Word(Harm.DAMAGE, "Tổn hại", "Harm"),
        Word(Harm.SERIOUS, "Tổn hại nghiêm trọng", "Serious harm", ("Nghiêm trọng",)),
        Word(
            Harm.EXCEPTIONAL,
            "Tổn hại đặc biệt nghiêm trọng",
            "Exceptionally serious harm",
            ("Đặc biệt nghiêm trọng",),
        ),
    )
)

WORKS_GRADES = Words(
    (
        Word(WorksGrade.NONE, "Không điều khiển công nghiệp", "No industrial control", ("Không",)),
        Word(WorksGrade.IV, "Cấp IV", "Grade IV", ("4",)),
        Word(WorksGrade.III, "Cấp III", "Grade III", ("3",)),
        Word(WorksGrade.II, "Cấp II", "Grade II", ("2",)),
        Word(WorksGrade.I, "Cấp I", "Grade I", ("1",)),
        Word(WorksGrade.SPECIAL, "Cấp đặc biệt", "Special grade", ("Đặc biệt",)),
    )
)

SYSTEM_KINDS = Words(
    (
        Word(
            SystemKind.INTERNAL,
            "Phục vụ hoạt động nội bộ",
            "Internal work",
            ("Hệ thống thông tin phục vụ hoạt động nội bộ", "Nội bộ"),
        ),
        Word(
            SystemKind.PUBLIC,
            "Phục vụ người dân, doanh nghiệp",
            "People and businesses",
            ("Hệ thống thông tin phục vụ người dân, doanh nghiệp", "Người dân, doanh nghiệp"),
        ),
        Word(
            SystemKind.INFRASTRUCTURE,
            "Cơ sở hạ tầng thông tin",
            "Information infrastructure",
            ("Hệ thống cơ sở hạ tầng thông tin", "Hạ tầng", "Cơ sở hạ tầng"),
        ),
        Word(
            SystemKind.CONTROL,
            "Điều khiển công nghiệp",
            "Industrial control",
            ("Hệ thống thông tin điều khiển công nghiệp",),
        ),
        Word(SystemKind.OTHER, "Hệ thống thông tin khác", "Another kind", ("Khác",)),
    )
)
