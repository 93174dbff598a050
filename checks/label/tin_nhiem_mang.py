"""label.tin_nhiem_mang: a portal shows the cyber-trust label, and shows its own."""

from checks.check import Check
from checks.evidence import clipped
from checks.facts import (
    Absent,
    Exchange,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    HttpFacts,
    NotTested,
    Part,
)
from checks.facts.web_extent import lost_body
from checks.label._markup import NAME, LabelState, find
from checks.label._shells import brought_by, not_the_page
from checks.markup import PAGE_LENGTH
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, page_of
from checks.urls import origin_of

UNLINKED: tuple[LabelState, ...] = ("none", "image_only")  # by its markup; a script may know more
FIRST_ERROR = 400  # HTTP status from which a page is an error page

SUMMARIES: dict[LabelState, Text] = {
    "linked": Text(
        vi="Có nhãn tín nhiệm mạng, liên kết đến danh bạ của đúng tên miền.",
        en="The cyber-trust label is there and links to this host's entry in the register.",
    ),
    "image_only": Text(
        vi="Chỉ có ảnh nhãn tín nhiệm mạng, thiếu liên kết đến danh bạ.",
        en="Only the label's image is there, without the link to the register.",
    ),
    "host_mismatch": Text(
        vi="Nhãn tín nhiệm mạng trên trang là của tên miền khác.",
        en="The label on the page is another host's.",
    ),
    "none": Text(vi="Không thấy nhãn tín nhiệm mạng.", en="No cyber-trust label was found."),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The label in the page as sent. Presence is not validity: the register keeps date and number.

    Without an inventory nobody knows whether this is a portal, so that a missing label is only information.
    """
    is_portal = facts.target.is_portal
    if is_portal is False:
        raise FactsAbsentError(Absent(detail="the inventory says that this is no portal"))
    page = page_of(facts)
    markup = find(page.body)
    state = markup.state(_hosts(facts, page))
    if state in UNLINKED and NAME in page.body.lower() and (why := brought_by(page.body, NAME)) is not None:
        raise FactsMissingError(why)
    if state == "none" and (why := _lost(page)) is not None:
        raise FactsMissingError(why)
    outcome = _outcome(state, is_known_portal=bool(is_portal))
    return Judgement(
        outcome=outcome,
        severity=Severity.INFO if outcome is Outcome.INFO else None,
        summary=SUMMARIES[state],
        evidence=page_evidence(
            page, state=state, links=clipped(markup.links, 10), images=clipped(markup.images, 10)
        ),
    )


def _hosts(facts: Facts, page: Exchange) -> set[str]:
    """The target, and the host to which it has led within what may be visited."""
    origin = origin_of(page.url)
    return {facts.target.host, origin.host if origin else facts.target.host}


def _lost(page: Exchange) -> NotTested | None:
    """Why a page without a label is no proof of its absence: it is not the page that a visitor sees."""
    if page.status >= FIRST_ERROR:
        return NotTested(reason=Reason.INCOMPLETE, detail=f"the site answers with status {page.status}")
    if len(page.body) > PAGE_LENGTH:
        return NotTested(reason=Reason.INCOMPLETE, detail="the page is too long to read whole")
    return lost_body(page) or not_the_page(page)


def _outcome(state: LabelState, *, is_known_portal: bool) -> Outcome:
    if state == "linked":
        return Outcome.PASS
    return Outcome.INFO if state == "none" and not is_known_portal else Outcome.FAIL


CHECK = Check(
    id="label.tin_nhiem_mang",
    title=Text(vi="Nhãn tín nhiệm mạng", en="Cyber-trust label"),
    finding=Text(vi="Trang chưa có nhãn tín nhiệm mạng hợp lệ", en="No valid cyber-trust label on the page"),
    rationale=Text(
        vi="Nhãn tín nhiệm mạng cho người dân biết cổng/trang thông tin điện tử đã được đánh giá an toàn "
        "thông tin; đây là một chỉ tiêu của kế hoạch. Nhãn trên trang chưa chứng minh nhãn còn hiệu lực: số "
        "và thời hạn do danh bạ tín nhiệm quản lý.",
        en="The cyber-trust label tells citizens that a portal's information security has been assessed; it "
        "is one of the plan's targets. A label on the page is no proof that it is still valid: the register "
        "keeps its number and date.",
    ),
    remediation=Text(
        vi="Đăng ký đánh giá và cấp nhãn tại tinnhiemmang.vn, rồi gắn đúng đoạn mã được cấp vào trang chủ, "
        "gồm ảnh nhãn và liên kết đến trang danh bạ của chính tên miền.",
        en="Apply for the assessment and the label at tinnhiemmang.vn, then put the code that comes with it "
        "into the home page: the label's image, and the link to this host's own entry in the register.",
    ),
    severity=Severity.LOW,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.INFO, Outcome.FAIL),
    references=(
        Reference(title="Quyết định 180/QĐ-BCĐ ngày 26/06/2023 (Bà Rịa – Vũng Tàu), Phụ lục I, mục 13"),
        Reference(title="Tín nhiệm mạng", url="https://tinnhiemmang.vn/", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
