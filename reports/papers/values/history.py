"""The letters and decisions of the log that a paper cites."""

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.model import Text
from reports.official.dates import long_date
from reports.papers import entering
from reports.papers.case import PaperCase, SystemCase
from reports.papers.parties import PaperParties
from reports.papers.values.lacking import Lacking, VariableValue

DOCUMENT = "Văn bản"
KINDS = {"QĐ": "Quyết định", "TTr": "Tờ trình", "TB": "Thông báo"}  # Decree 30/2020, annex III
REQUEST = Text(vi="số, ngày văn bản đề nghị thẩm định", en="number and day of the request for appraisal")
OPINION = Text(vi="số, ngày ý kiến thẩm định", en="number and day of the appraisal opinion")
REGULATION = Text(
    vi="số, ngày văn bản ban hành Quy chế bảo đảm an ninh mạng (phải trước khi phê duyệt)",
    en="number and day of the security regulation (needed before the approval)",
)
APPRAISER = Text(vi="cơ quan thẩm định", en="who appraises")
NUMBER = Text(vi="số văn bản", en="the document's number")


def history_values(case: PaperCase, parties: PaperParties, lacking: Lacking) -> dict[str, VariableValue]:
    """What was asked, what was said of it, and the regulation that comes before an approval."""
    appraised = [event for one in case.systems if (event := one.last(EventKind.APPRAISED))]
    told = " và ".join(dict.fromkeys(event.authority for event in appraised if event.authority))
    return {
        "van_ban_de_nghi": _cited(case, EventKind.SUBMITTED, REQUEST, "Công văn", lacking),
        "co_quan_tham_dinh": lacking.value(
            told or parties.appraiser.name, APPRAISER, entering.option("--to")
        ),
        "y_kien_tham_dinh": _cited(case, EventKind.APPRAISED, OPINION, DOCUMENT, lacking),
        "quy_che": _cited(case, EventKind.REGULATION_ISSUED, REGULATION, DOCUMENT, lacking),
    }


def cited(event: ApprovalEvent, lacking: Lacking, otherwise: str = DOCUMENT) -> str:
    """``Công văn số 12/SKHCN ngày 05 tháng 01 năm 2026``; ``otherwise``: where the number tells no kind."""
    number = lacking.value(event.number, NUMBER, entering.number_of(event.system, event.sequence))
    kind = next((word for sign, word in KINDS.items() if sign in number.partition("/")[2]), otherwise)
    return f"{kind} số {number} {long_date(event.on, event.on.year)}"


def _cited(case: PaperCase, kind: EventKind, name: Text, document: str, lacking: Lacking) -> str:
    """Each document once: several systems often share one."""
    return " và ".join(
        dict.fromkeys(_of_system(case, one, kind, name, document, lacking) for one in case.systems)
    )


def _of_system(
    case: PaperCase, one: SystemCase, kind: EventKind, name: Text, document: str, lacking: Lacking
) -> str:
    event = one.last(kind)
    if event is not None:
        return cited(event, lacking, document)
    about = one.system.name if len(case.systems) > 1 else ""
    return lacking.value(None, name, entering.event(one.system.code, kind), about)
