"""web.compression: whether the page is compressed, which BREACH needs."""

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._recommended import recommended

HEADER = "content-encoding"
CODINGS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress"})

PLAIN = Text(vi="Trang không được nén.", en="The page is not compressed.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The coding of the page; over plain HTTP there is nothing left to find out."""
    return worst_of_pages(facts, _judge_page)


def _judge_page(page: Exchange) -> Judgement:
    named = [coding.strip().lower() for coding in (page.value(HEADER) or "").split(",")]
    used = [coding for coding in named if coding in CODINGS]
    evidence = page_evidence(page, coding=clip(", ".join(used)) or None)
    if not used or not page.url.startswith("https:"):
        return Judgement(outcome=Outcome.PASS, summary=PLAIN if not used else _used(used), evidence=evidence)
    return Judgement(outcome=Outcome.INFO, summary=_used(used), evidence=evidence)


def _used(codings: list[str]) -> Text:
    listed = ", ".join(codings)
    return Text(vi=f"Trang được nén ({listed}).", en=f"The page is compressed ({listed}).")


CHECK = Check(
    id="web.compression",
    title=Text(vi="Nén nội dung qua HTTPS (BREACH)", en="Compression over https (BREACH)"),
    finding=Text(vi="Nội dung HTTPS được nén (BREACH)", en="Compressed content over https (BREACH)"),
    rationale=recommended(
        vi="Khi một trang vừa nén, vừa chép lại dữ liệu người dùng gửi, vừa chứa bí mật (mã chống CSRF, số "
        "hồ sơ), kẻ đứng giữa đường có thể đoán dần bí mật qua độ dài (BREACH). Nén làm trang nhanh hơn "
        "nhiều, nên đây chỉ là thông tin.",
        en="Where a page is compressed, repeats what a visitor sends, and holds a secret (a CSRF token, a "
        "case "
        "number), somebody on the way can guess the secret from lengths (BREACH). Compression makes pages "
        "much faster, so this is for information only.",
    ),
    remediation=Text(
        vi="Không cần tắt nén cho tệp tĩnh. Với trang có bí mật: đổi mã chống CSRF ở mỗi lần trả lời, đặt "
        "SameSite cho cookie phiên, hoặc tắt nén riêng cho trang đó (nginx: gzip off;).",
        en="Compression may stay on for static files. For pages with secrets: change CSRF tokens with each "
        "answer, set SameSite on session cookies, or turn it off there (nginx: gzip off;).",
    ),
    severity=Severity.INFO,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.INFO),
    references=(
        Reference(title="BREACH", url="https://www.breachattack.com/"),
        Reference(title="Internet.nl: HTTP compression", url="https://internet.nl/faqs/https/"),
    ),
    since="0.1.0",
    judge=judge,
)
