"""The columns of Mẫu 08, verbatim, and those that people add to it."""

from enum import StrEnum


class Field(StrEnum):
    """What a column says about a system."""

    NUMBER = "number"
    NAME = "name"
    OWNER = "owner"
    OPERATOR = "operator"
    LEVEL = "level"
    STATUS = "status"
    DECISION = "decision"
    REGULATION = "regulation"
    APPROVAL_EXPECTED = "approval-expected"
    PLAN = "plan"
    PLAN_EXPECTED = "plan-expected"
    ASSESSMENT = "assessment"
    # Not of the form:
    CODE = "code"
    DECISION_DATE = "decision-date"
    OPERATION = "in-operation-since"
    URLS = "addresses"


# The twelve columns in their order (annual report to the ministry, Mẫu 08), letter by letter.
HEADINGS: dict[Field, str] = {
    Field.NUMBER: "STT",
    Field.NAME: "Tên HTTT",
    Field.OWNER: "Chủ quản HTTT",
    Field.OPERATOR: "Đơn vị vận hành HTTT",
    Field.LEVEL: "Cấp độ đề xuất",
    Field.STATUS: "Tình trạng phê duyệt cấp độ",
    Field.DECISION: "Quyết định phê duyệt cấp độ",
    Field.REGULATION: "Quy chế bảo đảm ANM cho hệ thống",
    Field.APPROVAL_EXPECTED: "Dự kiến thời điểm phê duyệt HSĐXCĐ",
    Field.PLAN: "Đã triển khai đầy đủ PA BĐANM",
    Field.PLAN_EXPECTED: "Dự kiến thời điểm triển khai đầy đủ PA BĐANM",
    Field.ASSESSMENT: "Đã kiểm tra, đánh giá ANM",
}
# Columns that an inventory file doesn't have: three of them tell the form from a list of systems.
OF_THE_FORM = frozenset(list(HEADINGS)[5:])
