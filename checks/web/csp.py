"""web.csp: a Content Security Policy that really stops injected scripts."""

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.judging import not_tested
from checks.markup import lost_head
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._csp import HEADER
from checks.web._csp_result import (
    PASSING,
    CspResult,
    csp_result,
    meta_policies,
    repeated_directives,
    unlimited,
)
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

ABSENT = ("csp-not-implemented", "csp-not-implemented-but-reporting-enabled")
POLICY_LENGTH = 500  # characters of the policy shown as evidence

SUMMARIES: dict[CspResult, Text] = {
    "csp-implemented-with-no-unsafe-default-src-none": Text(
        vi="CSP chặt chẽ: mặc định cấm tất cả, không có nguồn không an toàn.",
        en="A strict policy: everything is forbidden by default and nothing unsafe is allowed.",
    ),
    "csp-implemented-with-no-unsafe": Text(
        vi="CSP không cho phép nguồn không an toàn.", en="The policy allows nothing unsafe."
    ),
    "csp-implemented-with-unsafe-inline-in-style-src-only": Text(
        vi="CSP đạt; chỉ còn kiểu trình bày (style) nội tuyến hoặc từ nguồn quá rộng.",
        en="The policy holds for scripts; only inline or broadly sourced styles are allowed.",
    ),
    "csp-implemented-with-insecure-scheme-in-passive-content-only": Text(
        vi="CSP đạt; chỉ còn hình ảnh hoặc âm thanh, video được tải qua HTTP.",
        en="The policy holds for scripts; only images or media may come over plain HTTP.",
    ),
    "csp-implemented-but-duplicate-directives": Text(
        vi="CSP đạt; chỉ thị báo cáo (report-uri, report-to) bị lặp.",
        en="The policy holds; a reporting directive (report-uri, report-to) is repeated.",
    ),
    "csp-implemented-with-unsafe-eval": Text(
        vi="CSP cho phép 'unsafe-eval'.", en="The policy allows 'unsafe-eval'."
    ),
    "csp-implemented-with-unsafe-inline": Text(
        vi="CSP không ngăn được mã chèn vào: cho phép mã nội tuyến hoặc nguồn quá rộng.",
        en="The policy doesn't stop injected scripts: it allows inline code or sources that are too broad.",
    ),
    "csp-implemented-with-insecure-scheme": Text(
        vi="CSP cho phép tải nội dung chủ động qua HTTP.",
        en="The policy allows active content over plain HTTP.",
    ),
    "csp-header-invalid": Text(
        vi="CSP sai cú pháp hoặc mâu thuẫn.", en="The policy is malformed or contradicts itself."
    ),
    "csp-not-implemented": Text(vi="Không có CSP.", en="There is no Content Security Policy."),
    "csp-not-implemented-but-reporting-enabled": Text(
        vi="CSP mới ở chế độ chỉ báo cáo, chưa có hiệu lực ngăn chặn.",
        en="The policy only reports; nothing is enforced yet.",
    ),
}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The page's headers and meta elements; the result's name is the MDN HTTP Observatory's."""
    return beside_observatory(facts, worst_of_pages(facts, _judge_page), "content-security-policy")


def _judge_page(page: Exchange) -> Judgement:
    result = csp_result(page)
    if result in ABSENT and (why := lost_head(page)) is not None:
        return not_tested(why)
    policy = ", ".join((*page.values(HEADER), *meta_policies(page)))
    return Judgement(
        outcome=Outcome.PASS if result in PASSING else Outcome.FAIL,
        summary=_summary(result, page),
        evidence=page_evidence(page, result=result, policy=clip(policy, POLICY_LENGTH) or None),
    )


def _summary(result: CspResult, page: Exchange) -> Text:
    """The words for a result; what it is that the policy leaves open, or says twice, is named."""
    if result == "csp-header-invalid" and (names := repeated_directives(page)):
        return Text(
            vi=f"CSP lặp chỉ thị {', '.join(names)}; trình duyệt chỉ dùng lần đầu.",
            en=f"The policy repeats {', '.join(names)}; browsers heed the first alone.",
        )
    if result == "csp-implemented-with-unsafe-inline" and (names := unlimited(page)):
        return Text(
            vi=f"CSP không hạn chế {' và '.join(names)} (thiếu cả default-src).",
            en=f"The policy does not limit {' and '.join(names)} (nor is there a default-src).",
        )
    return SUMMARIES[result]


CHECK = Check(
    id="web.csp",
    title=Text(vi="Chính sách an toàn nội dung (CSP)", en="Content Security Policy (CSP)"),
    finding=Text(
        vi="Chính sách an toàn nội dung (CSP) thiếu hoặc chưa chặt",
        en="Content Security Policy (CSP) missing or too loose",
    ),
    rationale=recommended(
        vi="CSP cho trình duyệt biết mã và tài nguyên nào được phép chạy, nhờ đó mã độc bị chèn vào trang "
        "(XSS) không thực thi được.",
        en="A policy tells browsers which scripts and resources may run, so that code injected into a page "
        "(XSS) does not.",
    ),
    remediation=Text(
        vi="Thử bằng Content-Security-Policy-Report-Only trước, sau đó áp dụng. Không dùng 'unsafe-inline', "
        "'unsafe-eval', *, http: hay https: cho script-src; đặt object-src 'none'; mã nội tuyến dùng nonce.\n"
        "nginx: add_header Content-Security-Policy \"default-src 'self'; object-src 'none'; "
        "base-uri 'self'; frame-ancestors 'self'\" always;\n"
        "Apache: Header always set Content-Security-Policy \"default-src 'self'; object-src 'none'; "
        "base-uri 'self'; frame-ancestors 'self'\"\n"
        "IIS: <add name=\"Content-Security-Policy\" value=\"default-src 'self'; object-src 'none'; "
        "base-uri 'self'; frame-ancestors 'self'\" />",
        en="Try it with Content-Security-Policy-Report-Only first, then enforce it. Keep "
        "'unsafe-inline', 'unsafe-eval', *, http: and https: out of script-src; set object-src 'none'; "
        "give inline code a nonce.\n"
        "nginx: add_header Content-Security-Policy \"default-src 'self'; object-src 'none'; base-uri "
        "'self'; frame-ancestors 'self'\" always;\n"
        "Apache: Header always set Content-Security-Policy \"default-src 'self'; object-src 'none'; "
        "base-uri 'self'; frame-ancestors 'self'\"\n"
        "IIS: <add name=\"Content-Security-Policy\" value=\"default-src 'self'; object-src 'none'; base-uri "
        "'self'; frame-ancestors 'self'\" />",
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="W3C Content Security Policy Level 3", url="https://www.w3.org/TR/CSP3/"),
        Reference(
            title="MDN HTTP Observatory: content-security-policy",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
