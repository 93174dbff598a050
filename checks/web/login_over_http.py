"""web.login_over_http: passwords are asked for and sent over https only."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip
from checks.facts import Exchange, Facts, FactsMissingError, HttpFacts, Part, SiteFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.urls import origin_of
from checks.web._hsts import hsts_of
from checks.web._password_forms import in_the_clear, password_fields
from checks.web._walked import every_page

SERVED = Text(
    vi="Trang đăng nhập qua HTTP không mã hóa: {}.", en="A login form is served over plain HTTP: {}."
)
SENT = Text(
    vi="Mật khẩu được gửi qua HTTP không mã hóa từ {}.", en="A password is sent over plain HTTP from {}."
)
KEPT = Text(
    vi="Biểu mẫu ở {} gửi mật khẩu tới địa chỉ http://; chỉ nhờ HSTS mà trình duyệt đổi sang https.",
    en="The form at {} sends the password to an http:// address; HSTS alone makes browsers use https.",
)


class _Finding(NamedTuple):
    """A page with a password field; ``target``: where it is sent in the clear, "" for the page's own sake."""

    page: str
    target: str


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Every page that was seen, with every password field in it; each finding names its page."""
    facts.require(HttpFacts)
    pages = every_page(facts)
    found = list(dict.fromkeys(finding for page in pages for finding in _findings(page)))
    if found:
        return _found(facts, found)
    facts.require(SiteFacts)  # login forms are seldom on the start page
    urls = dict.fromkeys(page.url for page in pages)
    asking = list(dict.fromkeys(page.url for page in pages if password_fields(page)))
    summary = Text(
        vi=f"Không mật khẩu nào đi qua HTTP; {len(urls)} trang đã xem, {len(asking)} trang hỏi mật khẩu.",
        en=f"No password goes over HTTP; of {len(urls)} pages seen, {len(asking)} ask for one.",
    )
    evidence: dict[str, JsonValue] = {"pages": len(urls), "login_pages": [clip(url) for url in asking]}
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)


def _findings(page: Exchange) -> Iterator[_Finding]:
    """A page over HTTP needs no look at its forms: whoever is on the way can change them."""
    for field in password_fields(page):
        if page.url.lower().startswith("http:"):
            yield _Finding(page.url, "")
        else:
            yield from (_Finding(page.url, target) for target in in_the_clear(field))


def _found(facts: Facts, found: list[_Finding]) -> Judgement:
    listed: list[JsonValue] = [
        {"url": clip(one.page), **({"sent_to": clip(one.target)} if one.target else {})}
        for one in found[:LIST_LENGTH]
    ]
    evidence: dict[str, JsonValue] = {"forms": listed}
    if all(_is_upgraded(facts, one) for one in found):
        return Judgement(
            outcome=Outcome.WARN,
            severity=Severity.MEDIUM,
            summary=_told(KEPT, found[0].page),
            evidence=evidence,
        )
    worst = next((one for one in found if not one.target), found[0])
    summary = _told(SENT if worst.target else SERVED, worst.page)
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence)


def _is_upgraded(facts: Facts, finding: _Finding) -> bool:
    """Whether browsers send it over https after all, as the page's own host told them to (RFC 6797, 8.3)."""
    target, page = origin_of(finding.target), origin_of(finding.page)
    if target is None or page is None or target.host != page.host:
        return False
    try:
        return target.host == facts.target.host and hsts_of(facts).lasts(1)
    except FactsMissingError:
        return False


def _told(text: Text, page: str) -> Text:
    return Text(vi=text.vi.format(clip(page)), en=text.en.format(clip(page)))


CHECK = Check(
    id="web.login_over_http",
    title=Text(vi="Mật khẩu chỉ đi qua HTTPS", en="Passwords go over HTTPS only"),
    finding=Text(vi="Mật khẩu đi qua HTTP không mã hóa", en="Passwords go over plain HTTP"),
    warning=Text(vi="Biểu mẫu đăng nhập trỏ tới HTTP", en="A login form points to plain HTTP"),
    rationale=Text(
        vi="Ai ở trên đường truyền (Wi-Fi công cộng, thiết bị mạng) đều đọc được mật khẩu gửi qua HTTP. "
        "Trang đăng nhập tải qua HTTP cũng vậy: kẻ ở giữa sửa được biểu mẫu trước khi nó tới người dùng.",
        en="Whoever is on the way (public Wi-Fi, network equipment) reads a password that is sent over HTTP. "
        "A login page loaded over HTTP is as bad: somebody in between can change its form before it arrives.",
    ),
    remediation=Text(
        vi="Phục vụ trang đăng nhập qua https, chuyển hướng mọi địa chỉ http:// sang https://, và để thuộc "
        "tính action của biểu mẫu là đường dẫn tương đối hoặc https://. Sau đó đổi các mật khẩu đã từng gửi "
        "qua HTTP.",
        en="Serve the login page over https, redirect every http:// address to https://, and let the form's "
        "action be a relative path or https://. Then change the passwords that were sent over HTTP.",
    ),
    severity=Severity.CRITICAL,
    needs=(HttpFacts, SiteFacts),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY, Part.SITE_PAGES),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL),
    references=(
        Reference(
            title="W3C, Secure Contexts; HTML Standard, 4.10.18 Form submission",
            url="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html",
        ),
        Reference(title="Thông tư 39/2017/TT-BTTTT: HTTPS (bắt buộc áp dụng)", verified=False),
        Reference(title="TCVN 11930:2017, 7.2.3.1 Xác thực", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
