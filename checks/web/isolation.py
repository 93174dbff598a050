"""web.isolation: the headers that keep other sites' pages apart from this one are well-formed."""

from typing import Literal

from http_sf import StructuredFieldError, Token, parse

from checks.check import Check
from checks.evidence import clip
from checks.facts import Exchange, Facts, HttpFacts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import page_evidence, worst_of_pages
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended

CORP, COOP, COEP = (
    "cross-origin-resource-policy",
    "cross-origin-opener-policy",
    "cross-origin-embedder-policy",
)
KNOWN = {
    CORP: frozenset({"same-origin", "same-site", "cross-origin"}),
    COOP: frozenset({"same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"}),
    COEP: frozenset({"require-corp", "credentialless", "unsafe-none"}),
}
HeaderState = Literal["absent", "invalid", "valid"]

NONE = Text(vi="Trang không gửi CORP, COOP hay COEP.", en="The page sends neither CORP nor COOP nor COEP.")
GOOD = Text(
    vi="Các tiêu đề cách ly được gửi đều hợp lệ.", en="The isolation headers that are sent are well-formed."
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each of the three as browsers read it; none at all is for information."""
    return beside_observatory(facts, worst_of_pages(facts, _judge_page), CORP)


def _judge_page(page: Exchange) -> Judgement:
    states = {name: _state(page, name) for name in KNOWN}
    sent: dict[str, str | None] = {
        short: clip(page.value(name) or "") or None
        for short, name in (("corp", CORP), ("coop", COOP), ("coep", COEP))
    }
    evidence = page_evidence(page, **sent)
    if bad := [name for name, state in states.items() if state == "invalid"]:
        return Judgement(outcome=Outcome.FAIL, summary=_ignored(bad), evidence=evidence)
    if "valid" not in states.values():
        return Judgement(outcome=Outcome.INFO, summary=NONE, evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=GOOD, evidence=evidence)


def _state(page: Exchange, name: str) -> HeaderState:
    if (value := page.value(name)) is None:
        return "absent"
    read = value if name == CORP else _token(value)
    return "valid" if read in KNOWN[name] else "invalid"


def _token(value: str) -> str | None:
    """The token of a Structured Field (HTML Standard, 7.1.3 and 7.1.4); its parameters don't count."""
    try:
        parsed = parse(value.encode("utf-8", "replace"), tltype="item")
    except StructuredFieldError:
        return None
    item = parsed[0] if isinstance(parsed, tuple) else None
    return str(item) if isinstance(item, Token) else None


def _ignored(names: list[str]) -> Text:
    listed = ", ".join(names)
    return Text(
        vi=f"Giá trị không hợp lệ, trình duyệt bỏ qua: {listed}.",
        en=f"Of no known value, so that browsers ignore it: {listed}.",
    )


CHECK = Check(
    id="web.isolation",
    title=Text(vi="Cách ly khác nguồn (CORP, COOP, COEP)", en="Cross-origin isolation (CORP, COOP, COEP)"),
    finding=Text(
        vi="Tiêu đề cách ly khác nguồn không có hiệu lực",
        en="Cross-origin isolation headers without effect",
    ),
    rationale=recommended(
        vi="Các tiêu đề này ngăn trang khác nhúng tài nguyên, giữ cửa sổ hoặc đọc bộ nhớ của trang "
        "(Spectre). "
        "Sai giá trị thì trình duyệt bỏ qua, như thể không gửi.",
        en="These headers keep other pages from embedding this one's resources, holding its windows, or "
        "reading its memory (Spectre). One of a wrong value is ignored, as if it were not sent.",
    ),
    remediation=Text(
        vi="Gửi đúng giá trị, viết thường, mỗi tiêu đề một lần. COEP (require-corp) chỉ bật sau khi đã "
        "thử, vì nó "
        "chặn tài nguyên khác nguồn không có CORP.\n"
        "nginx: add_header Cross-Origin-Resource-Policy same-site always;\n"
        "nginx: add_header Cross-Origin-Opener-Policy same-origin always;\n"
        "Apache: Header always set Cross-Origin-Resource-Policy same-site\n"
        'IIS: <add name="Cross-Origin-Resource-Policy" value="same-site" />',
        en="Send a known value, in small letters, each header once. Turn COEP (require-corp) on only after a "
        "trial, for it blocks foreign resources without CORP.\n"
        "nginx: add_header Cross-Origin-Resource-Policy same-site always;\n"
        "nginx: add_header Cross-Origin-Opener-Policy same-origin always;\n"
        "Apache: Header always set Cross-Origin-Resource-Policy same-site\n"
        'IIS: <add name="Cross-Origin-Resource-Policy" value="same-site" />',
    ),
    severity=Severity.LOW,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.INFO),
    references=(
        Reference(
            title="Fetch Standard: Cross-Origin-Resource-Policy",
            url="https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header",
        ),
        Reference(
            title="HTML Standard: cross-origin opener policies",
            url="https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies",
        ),
        Reference(
            title="MDN HTTP Observatory: cross-origin-resource-policy",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
