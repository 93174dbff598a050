"""web.mixed_content: a page that came over https loads nothing over plain HTTP."""

from collections.abc import Iterator

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip
from checks.facts import Absent, Client, Exchange, Facts, FactsAbsentError, HttpFacts, Part, SiteFacts
from checks.facts.web_extent import lost_page
from checks.model import Frozen, Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import pages_of
from checks.urls import origin_of
from checks.web._csp import HEADER, directives, split
from checks.web._csp_result import meta_policies
from checks.web._resources import Kind, is_html, resources_of

UPGRADE = "upgrade-insecure-requests"
NO_HTTPS = Absent(detail="no page came over https")
# Blocked by browsers, so that the page breaks; the rest is shown, and whoever is on the way can change it.
ACTIVE: frozenset[Kind] = frozenset({"script", "style", "frame", "object"})
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})  # trustworthy without TLS (Secure Contexts, 3.1)

CLEAN = Text(vi="Trang không tải gì qua HTTP không mã hóa.", en="The pages load nothing over plain HTTP.")
ACTIVE_FOUND = Text(
    vi="Trang HTTPS tải mã, kiểu trình bày hoặc khung qua HTTP không mã hóa.",
    en="A page over https loads scripts, styles or frames over plain HTTP.",
)
PASSIVE_FOUND = Text(
    vi="Trang HTTPS tải ảnh, âm thanh, video hoặc gửi biểu mẫu qua HTTP không mã hóa.",
    en="A page over https loads images or media, or sends a form, over plain HTTP.",
)


class MixedResource(Frozen):
    """One address that a page names with ``http:``."""

    page: str
    kind: Kind
    url: str

    def to_evidence(self) -> JsonValue:
        """With the page that it stands in."""
        return {"page": clip(self.page), "kind": self.kind, "url": clip(self.url)}


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The start page at each address, and each page of the walk as a browser was shown it."""
    pages = [page for page in _pages(facts) if page.url.startswith("https:") and is_html(page)]
    if not pages:
        raise FactsAbsentError(NO_HTTPS)
    found = list(dict.fromkeys(mixed for page in pages for mixed in _mixed(page)))
    found.sort(key=lambda mixed: mixed.kind not in ACTIVE)
    evidence: dict[str, JsonValue] = {"pages_read": len(pages)}
    if not found:
        return Judgement(outcome=Outcome.PASS, summary=CLEAN, evidence=evidence)
    evidence["over_http"] = [mixed.to_evidence() for mixed in found[:LIST_LENGTH]]
    if found[0].kind in ACTIVE:
        return Judgement(outcome=Outcome.FAIL, summary=ACTIVE_FOUND, evidence=evidence)
    return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=PASSIVE_FOUND, evidence=evidence)


def _pages(facts: Facts) -> Iterator[Exchange]:
    yield from dict.fromkeys(page for _, page in pages_of(facts))
    if isinstance(facts.site, SiteFacts):
        seen = (page.seen_by(Client.BROWSER) for page in facts.site.pages if page.found != "start")
        for visit in seen:
            if visit is not None and visit.last is not None and lost_page(visit) is None:
                yield visit.last


def _mixed(page: Exchange) -> Iterator[MixedResource]:
    """None where the page's policy lets browsers ask over https instead."""
    policies = (directives(text)[0] for text in split((*page.values(HEADER), *meta_policies(page))))
    if any(UPGRADE in policy for policy in policies):
        return
    for resource in resources_of(page):
        origin = origin_of(resource.url)
        if origin is not None and origin.scheme == "http" and origin.host not in LOCAL:
            yield MixedResource(page=page.url, kind=resource.kind, url=resource.url)


CHECK = Check(
    id="web.mixed_content",
    title=Text(vi="Không trộn nội dung HTTP vào trang HTTPS", en="No plain HTTP content in https pages"),
    finding=Text(vi="Trang HTTPS tải mã qua HTTP", en="Https pages that load code over plain HTTP"),
    warning=Text(
        vi="Trang HTTPS tải ảnh hoặc gửi biểu mẫu qua HTTP",
        en="Https pages that load images or send forms over plain HTTP",
    ),
    rationale=Text(
        vi="Mã tải qua HTTP có thể bị thay đổi trên đường truyền; trình duyệt chặn nó, nên trang hỏng. "
        "Ảnh và "
        "biểu mẫu qua HTTP để lộ nội dung và có thể bị thay đổi.",
        en="Code that comes over plain HTTP can be changed on its way; browsers block it, so that the page "
        "breaks. Images and forms over plain HTTP can be read and changed.",
    ),
    remediation=Text(
        vi="Sửa các địa chỉ http:// nêu trong bằng chứng thành https:// hoặc đường dẫn tương đối. Trong "
        "khi sửa, "
        "có thể gửi CSP upgrade-insecure-requests.\n"
        "nginx: add_header Content-Security-Policy upgrade-insecure-requests always;",
        en="Change the http:// addresses in the evidence to https:// or to relative ones. Meanwhile, the "
        "policy upgrade-insecure-requests helps.\n"
        "nginx: add_header Content-Security-Policy upgrade-insecure-requests always;",
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL),
    references=(
        Reference(title="W3C Mixed Content", url="https://www.w3.org/TR/mixed-content/"),
        Reference(title="TCVN 11930:2017, 7.2.3.4 Bảo mật thông tin liên lạc", verified=False),
        Reference(title="Thông tư 39/2017/TT-BTTTT: HTTPS (bắt buộc áp dụng)", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
