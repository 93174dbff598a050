"""The words of form "Mẫu 08" (annual report on levels): official values and their English rendering."""

from enum import StrEnum

from inventory.approvals.events import EventKind, Source
from inventory.model import Language, Text
from inventory.words import fold


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

OUTCOMES = (Text(vi="đạt", en="passed"), Text(vi="không đạt", en="not passed"))

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


def result_in(result: str | None, language: Language) -> str | None:
    """A recorded result in a language: the kind of an assessment and whether it passed; else as it is."""
    kind = Assessment.told_by(result)
    if result is None or kind is None:
        return _outcome_in(result, language)
    outcome = _outcome_in(result.partition(":")[2].strip(), language)
    return ": ".join(filter(None, (kind.wording.to(language), outcome)))


def _outcome_in(outcome: str | None, language: Language) -> str | None:
    for wording in OUTCOMES:
        if outcome and outcome.casefold() in (wording.vi, wording.en):
            told = wording.to(language)
            return told if outcome[0].islower() else told.capitalize()
    return outcome


def result_from(typed: str | None) -> str | None:
    """A result as it was typed, the kind of an assessment in its official word where only marks are missing.

    What ``Assessment.told_by`` understands stays as it is: the log tells it so already.
    """
    if typed is None or Assessment.told_by(typed) is not None:
        return typed
    name, colon, rest = typed.partition(":")
    kind = next((kind for word, kind in _ASSESSMENTS.items() if fold(word) == fold(name)), None)
    return typed if kind is None else f"{kind.value}{colon}{rest}"
