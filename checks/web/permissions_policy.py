"""web.permissions_policy: the page says which functions of the browser it and its frames may use."""

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._recommended import recommended
from checks.web._structured_fields import Member, dictionary

HEADER = "permissions-policy"
EVERYONE = "*"

MISSING = Text(vi="Không có Permissions-Policy.", en="There is no Permissions-Policy.")
MALFORMED = Text(
    vi="Permissions-Policy sai cú pháp; trình duyệt bỏ qua toàn bộ.",
    en="Permissions-Policy is malformed; browsers ignore all of it.",
)
NO_LIMIT = Text(
    vi="Permissions-Policy có mặt nhưng không hạn chế chức năng nào.",
    en="Permissions-Policy is there, but it limits no function.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Permissions Policy section 9.2: a dictionary of features, refused whole when it is malformed.

    Which features exist differs from browser to browser, so names are not judged.
    """
    return worst_of_pages(facts, _judge_page)


def _judge_page(page: Exchange) -> Judgement:
    sent = page.value(HEADER)
    policy = None if sent is None else dictionary(sent)
    limited = [name for name, member in (policy or {}).items() if _limits(member)]
    evidence = page_evidence(page, sent=clip(sent or "") or None, limited=clipped(limited))
    if sent is None:
        return Judgement(outcome=Outcome.INFO, summary=MISSING, evidence=evidence)
    if policy is None:
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=MALFORMED, evidence=evidence)
    if not limited:
        return Judgement(outcome=Outcome.INFO, summary=NO_LIMIT, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=_limits_of(len(limited)), evidence=evidence)


def _limits(member: Member) -> bool:
    """Whether an allowlist leaves anybody out: ``*``, alone or in a list, allows every site."""
    return not member.has_token(EVERYONE)


def _limits_of(count: int) -> Text:
    return Text(
        vi=f"Permissions-Policy hạn chế {count} chức năng của trình duyệt.",
        en=f"Permissions-Policy limits {count} functions of the browser.",
    )


CHECK = Check(
    id="web.permissions_policy",
    title=Text(vi="Chính sách quyền của trình duyệt", en="Permissions policy"),
    finding=Text(vi="Permissions-Policy không có hiệu lực", en="Permissions-Policy without effect"),
    rationale=recommended(
        vi="Tiêu đề này tắt camera, micrô, định vị và các chức năng khác mà trang không dùng, để mã độc bị "
        "chèn vào trang hoặc trang nhúng trong khung không dùng được. Sai cú pháp thì không có tác dụng nào.",
        en="This header turns off camera, microphone, location and other functions that a page does not use, "
        "so that injected code and framed pages cannot use them. A malformed one has no effect at all.",
    ),
    remediation=Text(
        vi="Gửi Permissions-Policy với danh sách trống cho những chức năng không dùng, và dấu phẩy ở giữa; "
        "cú pháp cũ của Feature-Policy (camera 'none') không hợp lệ.\n"
        'nginx: add_header Permissions-Policy "camera=(), microphone=(), geolocation=()" always;\n'
        'Apache: Header always set Permissions-Policy "camera=(), microphone=(), geolocation=()"\n'
        'IIS: <add name="Permissions-Policy" value="camera=(), microphone=(), geolocation=()" />',
        en="Send Permissions-Policy with an empty list for each function that is not used, commas between "
        "them; the old syntax of Feature-Policy (camera 'none') is not valid.\n"
        'nginx: add_header Permissions-Policy "camera=(), microphone=(), geolocation=()" always;\n'
        'Apache: Header always set Permissions-Policy "camera=(), microphone=(), geolocation=()"\n'
        'IIS: <add name="Permissions-Policy" value="camera=(), microphone=(), geolocation=()" />',
    ),
    severity=Severity.INFO,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.INFO),
    references=(
        Reference(title="W3C Permissions Policy", url="https://www.w3.org/TR/permissions-policy/"),
        Reference(
            title="RFC 9651: Structured Field Values for HTTP",
            url="https://www.rfc-editor.org/rfc/rfc9651",
        ),
        Reference(
            title="MDN: Permissions-Policy",
            url="https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Permissions-Policy",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
