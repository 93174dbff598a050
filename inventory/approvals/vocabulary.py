"""The words of form "Mẫu 08" (annual report on levels): official values and their English rendering."""

from enum import StrEnum

from inventory.approvals.events import EventKind, Source
from inventory.model import Text


class Approval(StrEnum):
    """Tình trạng phê duyệt cấp độ (column 6). No dossier at all is None, shown as a dash."""

    DRAFTING = "Đang dự thảo"
    SUBMITTED = "Đã gửi thẩm định"
    APPRAISED = "Đã thẩm định"
    APPROVED = "Đã được phê duyệt"

    @property
    def wording(self) -> Text:
        """The official value with its English rendering."""
        return Text(vi=self.value, en=_ENGLISH[self])


class ProtectionPlan(StrEnum):
    """Đã triển khai đầy đủ PA BĐANM (column 10): how far the protection plan is carried out."""

    NONE = "Chưa triển khai"
    PARTIAL = "Đã triển khai một số hạng mục"
    FULL = "Đã triển khai đầy đủ"

    @property
    def wording(self) -> Text:
        """The official value with its English rendering."""
        return Text(vi=self.value, en=_ENGLISH[self])


class Assessment(StrEnum):
    """Đã kiểm tra, đánh giá ANM (column 12)."""

    BEFORE_USE = "Trước khi đưa vào sử dụng"
    PERIODIC = "Định kỳ"

    @property
    def wording(self) -> Text:
        """The official value with its English rendering."""
        return Text(vi=self.value, en=_ENGLISH[self])

    @classmethod
    def told_by(cls, result: str | None) -> "Assessment | None":
        """The kind that a ``result`` names: in either language, or as before-use or periodic.

        After a colon it may tell the outcome: "Định kỳ: đạt".
        """
        return _ASSESSMENTS.get((result or "").partition(":")[0].strip().casefold())


_ENGLISH: dict[StrEnum, str] = {
    Approval.DRAFTING: "Being drafted",
    Approval.SUBMITTED: "Submitted for appraisal",
    Approval.APPRAISED: "Appraised",
    Approval.APPROVED: "Approved",
    ProtectionPlan.NONE: "Not implemented",
    ProtectionPlan.PARTIAL: "Partly implemented",
    ProtectionPlan.FULL: "Fully implemented",
    Assessment.BEFORE_USE: "Before being put into use",
    Assessment.PERIODIC: "Periodic",
}

_ASSESSMENTS = {
    "before-use": Assessment.BEFORE_USE,
    "periodic": Assessment.PERIODIC,
    **{kind.casefold(): kind for kind in Assessment},
    **{_ENGLISH[kind].casefold(): kind for kind in Assessment},
}

EVENT_WORDINGS = {
    EventKind.DRAFTING: Text(vi="Dự thảo hồ sơ đề xuất cấp độ", en="Drafting the level proposal dossier"),
    EventKind.SUBMITTED: Text(vi="Gửi thẩm định", en="Submitted for appraisal"),
    EventKind.APPRAISED: Text(vi="Thẩm định", en="Appraised"),
    EventKind.RETURNED: Text(vi="Trả lại hồ sơ", en="Dossier returned"),
    EventKind.APPROVED: Text(vi="Phê duyệt cấp độ", en="Level approved"),
    EventKind.REGULATION_ISSUED: Text(vi="Ban hành quy chế", en="Security regulation issued"),
    EventKind.PLAN_PARTIAL: Text(
        vi="Triển khai một số hạng mục phương án", en="Protection plan partly implemented"
    ),
    EventKind.PLAN_FULL: Text(vi="Triển khai đầy đủ phương án", en="Protection plan fully implemented"),
    EventKind.ASSESSED: Text(vi="Kiểm tra, đánh giá", en="Assessed"),
    EventKind.LABEL_GRANTED: Text(vi="Cấp nhãn tín nhiệm mạng", en="Cyber-trust label granted"),
    EventKind.LABEL_EXPIRED: Text(vi="Nhãn tín nhiệm mạng hết hiệu lực", en="Cyber-trust label expired"),
    EventKind.REVOKED: Text(vi="Thu hồi quyết định phê duyệt", en="Approval revoked"),
    EventKind.SUPERSEDED: Text(vi="Thay thế quyết định phê duyệt", en="Approval superseded"),
    EventKind.DECOMMISSIONED: Text(vi="Ngừng vận hành", en="Decommissioned"),
    EventKind.CORRECTED: Text(vi="Đính chính", en="Corrected"),
}

SOURCE_WORDINGS = {
    Source.CLI: Text(vi="Ghi khi phát sinh", en="Recorded as it happened"),
    Source.IMPORT: Text(vi="Nhập từ hồ sơ cũ", en="Imported history"),
    Source.EARLIER: Text(vi="Phiên bản trước", en="Earlier version"),
}
