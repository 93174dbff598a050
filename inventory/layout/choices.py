"""The words for the kinds of organizations, endpoint roles and approval events."""

from inventory.approvals import EventKind
from inventory.layout.words import Word, Words
from inventory.model import EndpointRole, OrganizationKind

# The families of the check catalogue that a permission can name; a test holds them against the registry.
FAMILIES = ("tls", "cert", "web", "ipv6", "dns", "mail", "exposure", "content", "label")

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

EVENTS = Words(
    (
        Word(EventKind.DRAFTING, "Đang dự thảo", "Drafting", ("Đang dự thảo hồ sơ",)),
        Word(EventKind.SUBMITTED, "Đã gửi thẩm định", "Submitted for appraisal"),
        Word(EventKind.APPRAISED, "Đã thẩm định", "Appraised"),
        Word(EventKind.RETURNED, "Trả lại hồ sơ", "Returned"),
        Word(EventKind.APPROVED, "Đã được phê duyệt", "Approved", ("Đã phê duyệt",)),
        Word(EventKind.REGULATION_ISSUED, "Đã ban hành quy chế", "Regulation issued"),
        Word(EventKind.PLAN_PARTIAL, "Đã triển khai một số hạng mục", "Plan partly implemented"),
        Word(EventKind.PLAN_FULL, "Đã triển khai đầy đủ", "Plan fully implemented"),
        Word(EventKind.ASSESSED, "Đã kiểm tra, đánh giá", "Assessed"),
        Word(EventKind.LABEL_GRANTED, "Được dán nhãn tín nhiệm mạng", "Label granted"),
        Word(EventKind.LABEL_EXPIRED, "Nhãn tín nhiệm mạng hết hạn", "Label expired"),
        Word(EventKind.REVOKED, "Bị thu hồi", "Revoked"),
        Word(EventKind.SUPERSEDED, "Được thay thế", "Superseded"),
        Word(EventKind.DECOMMISSIONED, "Ngừng vận hành", "Decommissioned"),
        Word(EventKind.CORRECTED, "Đính chính", "Corrected"),
    )
)
