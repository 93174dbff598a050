"""What only who appraises or decides can say: marked, unless the law or the log says it already."""

from inventory.approvals.events import EventKind
from inventory.model import Text
from inventory.settings.letterhead import BLANK
from reports.papers import entering
from reports.papers.case import PaperCase, SystemCase
from reports.papers.values.lacking import Lacking, VariableValue
from reports.papers.values.systems import FROM_LEVEL

BY_HAND = {
    "hinh_thuc_tham_dinh": Text(
        vi="hình thức thẩm định: tổ chức họp, lấy ý kiến bằng văn bản, hoặc cả hai",
        en="how it was appraised: in a meeting, in writing, or both",
    ),
    "y_kien_cap_do": Text(vi="ý kiến về cấp độ đề xuất", en="the opinion on the level"),
    "y_kien_thiet_ke": Text(
        vi="ý kiến về phương án trong thiết kế", en="the opinion on the plan in the design"
    ),
    "y_kien_van_hanh": Text(
        vi="ý kiến về phương án trong vận hành", en="the opinion on the plan in operation"
    ),
}
WITH_MINISTRY = {
    "don_vi_phoi_hop": Text(vi="đơn vị phối hợp thẩm định", en="who helps to appraise"),
    "y_kien_phoi_hop": Text(vi="tổng hợp ý kiến của đơn vị phối hợp", en="what those who help said"),
}
CONCLUSION = Text(vi="kết luận: phù hợp hoặc chưa phù hợp", en="the conclusion: fit, or not yet")
UNFIT = Text(vi="những nội dung chưa phù hợp", en="what is not yet fit")
NOT_FOR = "không áp dụng đối với hệ thống thông tin đề xuất cấp độ 1, cấp độ 2 hoặc cấp độ 3."


def appraisal_values(case: PaperCase, lacking: Lacking) -> dict[str, VariableValue]:
    """The opinions of form 04, and what forms 06 and 07 leave to who decides."""
    by_hand = BY_HAND if _is_own(case) else {**BY_HAND, **WITH_MINISTRY}
    return {
        "don_vi_phoi_hop": BLANK,
        "y_kien_phoi_hop": NOT_FOR,
        **{name: lacking.value(None, text, entering.by_hand(name)) for name, text in by_hand.items()},
        "y_kien_khac": BLANK,
        "can_cu_khac": BLANK,
        "ket_luan": _conclusion(case, lacking),
        "noi_dung_khac": BLANK,
        "trach_nhiem_co_quan_khac": BLANK,
    }


def _is_own(case: PaperCase) -> bool:
    """Whether the specialised unit appraises: article 18.3 names others who help only from level 4 on."""
    return all((case.way(one.level) or 0) < FROM_LEVEL for one in case.systems)


def _conclusion(case: PaperCase, lacking: Lacking) -> str:
    told = {_outcome(one) for one in case.systems}
    if told == {EventKind.APPRAISED}:
        return "phù hợp"
    fill = entering.by_hand("ket_luan")
    if told == {EventKind.RETURNED}:
        return f"chưa phù hợp ({lacking.value(None, UNFIT, fill)})"
    return lacking.value(None, CONCLUSION, fill)


def _outcome(one: SystemCase) -> EventKind | None:
    """How the last appraisal ended."""
    end = one.last(EventKind.APPRAISED, EventKind.RETURNED)
    return end.kind if end else None
