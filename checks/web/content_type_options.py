"""web.content_type_options: browsers take the declared content type at its word."""

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

HEADER = "x-content-type-options"

GOOD = Text(vi="X-Content-Type-Options là nosniff.", en="X-Content-Type-Options is nosniff.")
MISSING = Text(vi="Không có X-Content-Type-Options.", en="There is no X-Content-Type-Options.")
INVALID = Text(
    vi="X-Content-Type-Options có giá trị khác nosniff.",
    en="X-Content-Type-Options is something else than nosniff.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """``nosniff``, in any case, as the first of all values sent (Fetch Standard, 3.5)."""
    return beside_observatory(facts, worst_of_pages(facts, _judge_page), "x-content-type-options")


def _judge_page(page: Exchange) -> Judgement:
    header = page.value(HEADER)
    evidence = page_evidence(page, header=None if header is None else clip(header))
    if header is None:
        return Judgement(outcome=Outcome.FAIL, summary=MISSING, evidence=evidence)
    if header.split(",", 1)[0].strip().lower() != "nosniff":
        return Judgement(outcome=Outcome.FAIL, summary=INVALID, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)


CHECK = Check(
    id="web.content_type_options",
    title=Text(vi="Không đoán kiểu nội dung (nosniff)", en="No content sniffing (nosniff)"),
    finding=Text(
        vi="Thiếu hoặc sai nosniff (X-Content-Type-Options)",
        en="nosniff missing or wrong (X-Content-Type-Options)",
    ),
    rationale=recommended(
        vi="Không có nosniff, trình duyệt có thể đoán kiểu tệp và chạy tệp người dùng tải lên như mã lệnh.",
        en="Without nosniff a browser may guess a file's type and run what a user has uploaded as a script.",
    ),
    remediation=Text(
        vi="Gửi X-Content-Type-Options: nosniff với mọi phản hồi, và khai báo đúng Content-Type.\n"
        "nginx: add_header X-Content-Type-Options nosniff always;\n"
        "Apache: Header always set X-Content-Type-Options nosniff\n"
        'IIS: <add name="X-Content-Type-Options" value="nosniff" />',
        en="Send X-Content-Type-Options: nosniff with every answer, and declare the right Content-Type.\n"
        "nginx: add_header X-Content-Type-Options nosniff always;\n"
        "Apache: Header always set X-Content-Type-Options nosniff\n"
        'IIS: <add name="X-Content-Type-Options" value="nosniff" />',
    ),
    severity=Severity.LOW,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="Fetch Standard: X-Content-Type-Options",
            url="https://fetch.spec.whatwg.org/#x-content-type-options-header",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
