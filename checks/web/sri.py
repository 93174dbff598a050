"""web.sri: scripts of other sites are taken only as they were when somebody looked at them."""

import re

from checks.check import Check
from checks.evidence import clipped
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.urls import origin_of, registrable
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended
from checks.web._resources import Resource, is_html, resources_of

SHOWN = 20
# A digest that browsers know; anything else is passed over (Subresource Integrity, section 3.3).
_DIGEST = re.compile(r"(?:^|\s)sha(?:256|384|512)-[A-Za-z0-9+/_-]{16,}", re.IGNORECASE)

NOT_HTML = Text(vi="Câu trả lời không phải trang HTML.", en="The answer is no HTML page.")
NO_FOREIGN = Text(
    vi="Trang không tải mã (script) của trang khác.", en="The page loads no scripts of other sites."
)
GUARDED = Text(
    vi="Mọi mã tải từ trang khác đều có mã băm kiểm tra (integrity).",
    en="Every script of another site is checked by its digest (integrity).",
)
UNGUARDED = Text(
    vi="Trang tải mã của trang khác mà không kiểm tra mã băm (integrity).",
    en="The page loads scripts of other sites without checking them by a digest (integrity).",
)
INSECURE = Text(
    vi="Trang tải mã của trang khác qua HTTP không mã hóa, không kiểm tra mã băm (integrity).",
    en="The page loads scripts of other sites over plain HTTP, without checking them by a digest "
    "(integrity).",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The scripts in the markup of the page, resolved as browsers do; a site is a registered domain."""
    return beside_observatory(facts, worst_of_pages(facts, _judge_page), "subresource-integrity")


def _judge_page(page: Exchange) -> Judgement:
    if not is_html(page):
        return Judgement(outcome=Outcome.PASS, summary=NOT_HTML, evidence=page_evidence(page))
    foreign = [
        script for script in resources_of(page) if script.kind == "script" and _is_foreign(script, page)
    ]
    open_ones = [script for script in foreign if not _DIGEST.search(script.integrity)]
    evidence = page_evidence(
        page,
        foreign_scripts=len(foreign),
        without_integrity=clipped(dict.fromkeys(script.url for script in open_ones), SHOWN),
    )
    if not open_ones:
        return Judgement(outcome=Outcome.PASS, summary=GUARDED if foreign else NO_FOREIGN, evidence=evidence)
    if any(script.url.startswith("http:") for script in open_ones):
        return Judgement(outcome=Outcome.FAIL, severity=Severity.MEDIUM, summary=INSECURE, evidence=evidence)
    return Judgement(outcome=Outcome.FAIL, summary=UNGUARDED, evidence=evidence)


def _is_foreign(script: Resource, page: Exchange) -> bool:
    here, there = origin_of(page.url), origin_of(script.url)
    if here is None or there is None:  # of no site: data: and the like
        return False
    return registrable(here.host) != registrable(there.host)


CHECK = Check(
    id="web.sri",
    title=Text(
        vi="Kiểm tra tính toàn vẹn của mã tải từ trang khác (SRI)",
        en="Scripts of other sites checked (Subresource Integrity)",
    ),
    finding=Text(
        vi="Mã tải từ trang khác không được kiểm tra tính toàn vẹn (SRI)",
        en="Scripts of other sites taken unchecked (no Subresource Integrity)",
    ),
    rationale=recommended(
        vi="Ai chiếm được máy chủ thư viện (CDN, thống kê) thì sửa được mã chạy trên cổng này. Với "
        "integrity, "
        "trình duyệt bỏ mã đã bị thay đổi.",
        en="Whoever takes over a library's server (CDN, statistics) changes code that runs on this portal. "
        "With integrity, browsers refuse a script that was changed.",
    ),
    remediation=Text(
        vi="Tải thư viện về máy chủ của mình, hoặc thêm integrity và crossorigin vào thẻ script:\n"
        'HTML: <script src="https://…" integrity="sha384-…" crossorigin="anonymous"></script>\n'
        "openssl: openssl dgst -sha384 -binary TỆP | openssl base64 -A",
        en="Serve libraries from your own server, or add integrity and crossorigin to the script element:\n"
        'HTML: <script src="https://…" integrity="sha384-…" crossorigin="anonymous"></script>\n'
        "openssl: openssl dgst -sha384 -binary FILE | openssl base64 -A",
    ),
    severity=Severity.LOW,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="W3C Subresource Integrity", url="https://www.w3.org/TR/SRI/"),
        Reference(
            title="MDN HTTP Observatory: subresource-integrity",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
