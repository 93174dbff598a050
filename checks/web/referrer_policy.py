"""web.referrer_policy: the addresses of pages are not told to other sites."""

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.judging import not_tested
from checks.markup import lost_head, meta_contents
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

HEADER = "referrer-policy"
PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
UNSAFE = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})

MISSING = Text(vi="Không có Referrer-Policy.", en="There is no Referrer-Policy.")
INVALID = Text(
    vi="Referrer-Policy không có giá trị nào hợp lệ; trình duyệt bỏ qua.",
    en="Referrer-Policy holds no known value; browsers ignore it.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The last known token counts (Referrer Policy section 8.1); a meta element comes after the header."""
    return beside_observatory(facts, worst_of_pages(facts, _judge_page), "referrer-policy")


def _judge_page(page: Exchange) -> Judgement:
    sent = (*page.values(HEADER), *meta_contents(page.body, "name", "referrer"))
    tokens = [token.strip().lower() for value in sent for token in value.split(",")]
    if not sent and (why := lost_head(page)) is not None:
        return not_tested(why)
    policies = [token for token in tokens if token in PRIVATE | UNSAFE]
    outcome, summary = _verdict(policies[-1]) if policies else (Outcome.FAIL, INVALID if sent else MISSING)
    evidence = page_evidence(
        page, policy=policies[-1] if policies else None, sent=clip(", ".join(sent)) or None
    )
    return Judgement(outcome=outcome, summary=summary, evidence=evidence)


def _verdict(policy: str) -> tuple[Outcome, Text]:
    if policy in PRIVATE:
        return Outcome.PASS, Text(vi=f"Referrer-Policy là {policy}.", en=f"Referrer-Policy is {policy}.")
    return Outcome.FAIL, Text(
        vi=f"Referrer-Policy {policy} để lộ địa chỉ trang cho trang khác hoặc qua HTTP.",
        en=f"Referrer-Policy {policy} tells addresses to other sites, or over plain HTTP.",
    )


CHECK = Check(
    id="web.referrer_policy",
    title=Text(vi="Chính sách Referrer", en="Referrer policy"),
    finding=Text(
        vi="Referrer-Policy thiếu hoặc để lộ địa chỉ trang",
        en="Referrer-Policy missing or giving page addresses away",
    ),
    rationale=recommended(
        vi="Địa chỉ trang có thể chứa mã hồ sơ hoặc dữ liệu cá nhân; trình duyệt gửi nó cho trang khác khi "
        "người dùng bấm liên kết, trừ khi chính sách này ngăn lại.",
        en="The address of a page can hold case numbers or personal data; browsers send it to other sites "
        "when a visitor follows a link, unless this policy forbids it.",
    ),
    remediation=Text(
        vi="Gửi Referrer-Policy với giá trị strict-origin-when-cross-origin, same-origin hoặc no-referrer.\n"
        "nginx: add_header Referrer-Policy strict-origin-when-cross-origin always;\n"
        "Apache: Header always set Referrer-Policy strict-origin-when-cross-origin\n"
        'IIS: <add name="Referrer-Policy" value="strict-origin-when-cross-origin" />',
        en="Send Referrer-Policy with strict-origin-when-cross-origin, same-origin or no-referrer.\n"
        "nginx: add_header Referrer-Policy strict-origin-when-cross-origin always;\n"
        "Apache: Header always set Referrer-Policy strict-origin-when-cross-origin\n"
        'IIS: <add name="Referrer-Policy" value="strict-origin-when-cross-origin" />',
    ),
    severity=Severity.LOW,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="W3C Referrer Policy", url="https://www.w3.org/TR/referrer-policy/"),
        Reference(
            title="MDN HTTP Observatory: referrer-policy",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
