"""web.frame_options: other sites cannot show this page in a frame."""

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._csp import HEADER, directives, split
from checks.web._csp_sources import Sources
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

X_FRAME_OPTIONS = "x-frame-options"
WHITESPACE = "\t\n\f\r "  # ASCII whitespace (Infra Standard)
# Sources of frame-ancestors that fit every site.
EVERYONE = frozenset({"*", "*:*", "http:", "https:", "http://*", "https://*", "http://*:*", "https://*:*"})
KNOWN = frozenset({"deny", "sameorigin", "allowall"})

BY_CSP = Text(vi="frame-ancestors giới hạn việc nhúng trang.", en="frame-ancestors limits framing.")
BY_HEADER = Text(vi="X-Frame-Options ngăn nhúng trang.", en="X-Frame-Options prevents framing.")
OPEN = Text(
    vi="frame-ancestors có mặt nhưng cho phép mọi trang web nhúng trang này.",
    en="frame-ancestors is there, but it lets every site frame the page.",
)
INVALID = Text(
    vi="X-Frame-Options không phải DENY hay SAMEORIGIN; trình duyệt bỏ qua.",
    en="X-Frame-Options is neither DENY nor SAMEORIGIN; browsers ignore it.",
)
CONFLICT = Text(
    vi="X-Frame-Options có nhiều giá trị khác nhau; trình duyệt chặn mọi việc nhúng, kể cả cùng nguồn.",
    en="X-Frame-Options has several different values; browsers block all framing, even by the site itself.",
)
MISSING = Text(
    vi="Không có X-Frame-Options, cũng không có frame-ancestors.",
    en="There is neither X-Frame-Options nor frame-ancestors.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """``frame-ancestors`` (header only) overrides X-Frame-Options, as in the HTML Standard."""
    return beside_observatory(facts, worst_of_pages(facts, judge_page), "x-frame-options")


def judge_page(page: Exchange) -> Judgement:
    """One page's, at whichever address."""
    outcome, summary = _state(page)
    ancestors = [" ".join(sorted(sources)) for sources in _frame_ancestors(page)]
    evidence = page_evidence(
        page,
        x_frame_options=clip(page.value(X_FRAME_OPTIONS) or "") or None,
        frame_ancestors=clip(", ".join(ancestors)) or None,
    )
    return Judgement(outcome=outcome, summary=summary, evidence=evidence, severity=_severity(outcome))


def _state(page: Exchange) -> tuple[Outcome, Text]:
    ancestors = _frame_ancestors(page)
    if ancestors:
        is_open = all(sources & EVERYONE for sources in ancestors)
        return (Outcome.WARN, OPEN) if is_open else (Outcome.PASS, BY_CSP)
    header = page.value(X_FRAME_OPTIONS)
    if header is None:
        return Outcome.FAIL, MISSING
    return _by_header({value.strip(WHITESPACE).lower() for value in header.split(",")})


def _by_header(values: set[str]) -> tuple[Outcome, Text]:
    """Several values, one of them known, block all framing; a lone unknown one does nothing."""
    if values in ({"deny"}, {"sameorigin"}):
        return Outcome.PASS, BY_HEADER
    if len(values) > 1 and values & KNOWN:
        return Outcome.WARN, CONFLICT
    return Outcome.FAIL, INVALID


def _frame_ancestors(page: Exchange) -> list[Sources]:
    policies = (directives(text)[0] for text in split(page.values(HEADER)))
    return [policy["frame-ancestors"] for policy in policies if "frame-ancestors" in policy]


def _severity(outcome: Outcome) -> Severity | None:
    return Severity.LOW if outcome is Outcome.WARN else None


CHECK = Check(
    id="web.frame_options",
    title=Text(vi="Chống nhúng trang (clickjacking)", en="Protection against framing (clickjacking)"),
    finding=Text(
        vi="Chưa chống nhúng trang (clickjacking)",
        en="No protection against framing (clickjacking)",
    ),
    warning=Text(
        vi="Quy định chống nhúng trang (clickjacking) chưa đúng",
        en="Framing rules (clickjacking) that do not fit",
    ),
    rationale=recommended(
        vi="Trang bị nhúng vào khung của trang khác có thể bị lợi dụng để lừa người dùng "
        "bấm vào nút họ không thấy.",
        en="A page that other sites can frame can be used to trick people into clicking what they don't see.",
    ),
    remediation=Text(
        vi="Gửi frame-ancestors trong tiêu đề CSP, hoặc X-Frame-Options. ALLOW-FROM đã bị trình duyệt bỏ.\n"
        "nginx: add_header X-Frame-Options SAMEORIGIN always;\n"
        "Apache: Header always set X-Frame-Options SAMEORIGIN\n"
        'IIS: <add name="X-Frame-Options" value="SAMEORIGIN" />',
        en="Send frame-ancestors in the CSP header, or X-Frame-Options. Browsers have dropped ALLOW-FROM.\n"
        "nginx: add_header X-Frame-Options SAMEORIGIN always;\n"
        "Apache: Header always set X-Frame-Options SAMEORIGIN\n"
        'IIS: <add name="X-Frame-Options" value="SAMEORIGIN" />',
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL),
    references=(
        Reference(
            title="HTML Standard: the X-Frame-Options header",
            url="https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header",
        ),
        Reference(
            title="W3C CSP 3: frame-ancestors", url="https://www.w3.org/TR/CSP3/#directive-frame-ancestors"
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
