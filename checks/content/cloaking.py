"""content.cloaking: search engines, and who comes from one, are shown what everybody is shown."""

from collections.abc import Iterator

from checks.check import Check
from checks.content._judging.differences import differences
from checks.content._judging.findings import Finding, evidence_of, looked_at, unlike
from checks.content._judging.sitemaps import listed
from checks.content._judging.texts import CLIENTS, REFERENCES, REMEDIATION, pass_on
from checks.content._judging.walks import Walk, refusal, walk_of
from checks.facts import Client, Facts, FactsMissingError, NotTested, Part, SiteFacts
from checks.model import Judgement, Outcome, Reason, Severity, Text, Thresholds


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Sets of foreign domains, redirects and title words of each client beside the browser's, never bytes.

    Raises:
        FactsMissingError: no walk was made; the crawler was refused, or some page not read whole, and no
            difference was found.

    """
    walk = walk_of(facts)
    found = unlike([*differences(walk), *_sitemaps(facts.require(SiteFacts), walk)])
    if not found:
        if (refused := _refused(walk)) is not None:
            raise FactsMissingError(refused)
        return pass_on(walk, SUMMARY_GOOD, looked_at(walk))
    clients = [CLIENTS[one] for one in dict.fromkeys(one.client for one in found)]
    vi, en = ", ".join(one.vi for one in clients), ", ".join(one.en for one in clients)
    summary = Text(
        vi=f"Nội dung cho {vi} khác hẳn nội dung cho trình duyệt thường: {len(found)} khác biệt.",
        en=f"Shown something else than a plain browser: {en}; {len(found)} difference(s).",
    )
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence_of(found, walk))


def _sitemaps(site: SiteFacts, walk: Walk) -> Iterator[Finding]:
    """What only crawlers are listed."""
    files = list(listed(site, walk))
    open_to_all = {
        url for file in files if file.client is Client.BROWSER for url in (*file.baits, *file.foreign)
    }
    for file in files:
        hidden = [url for url in (*file.baits, *file.foreign) if url not in open_to_all]
        if file.client is not Client.BROWSER and hidden:
            yield Finding(
                file.file,
                file.client,
                "only_sitemap",
                link=hidden[0],
                wanted=hidden[0],
            )


def _refused(walk: Walk) -> NotTested | None:
    """The crawler turned away from pages that a browser is shown; None: it was let in, or nobody is."""
    for view in walk.views:
        browser = walk.browser_view(view.page)
        if (
            view.client is not Client.CRAWLER
            or browser is None
            or refusal(browser) is not None
            or view.page.found in {"missing", "error"}
        ):
            continue
        if (why := refusal(view)) is not None:
            return NotTested(reason=Reason.CRAWLER_REFUSED, detail=why.detail)
    return None


SUMMARY_GOOD = Text(
    vi="Mọi loại khách đã thử đều được xem như nhau về liên kết ra ngoài, chuyển hướng và chủ đề. "
    "Trang chỉ lừa địa chỉ thật của máy tìm kiếm, một "
    "nước hoặc một giờ thì từ ngoài không thấy được.",
    en="Every client tried is shown the same foreign links, redirects and topics. What deceives only "
    "a search engine's true address, a country or an "
    "hour cannot be seen from outside.",
)
CHECK = Check(
    id="content.cloaking",
    title=Text(
        vi="Máy tìm kiếm và người dân được xem như nhau", en="Search engines and citizens are shown the same"
    ),
    finding=Text(
        vi="Trang cho máy tìm kiếm hoặc khách từ đó xem nội dung khác",
        en="Search engines or their visitors are shown something else",
    ),
    rationale=Text(
        vi="Mã độc trên máy chủ thường chỉ lộ ra với trình thu thập của máy tìm kiếm, hoặc với người "
        "bấm vào kết quả tìm kiếm, nhất là trên điện thoại. "
        "Người quản trị mở trang thì thấy bình thường, còn người dân bị đưa tới trang cờ bạc, lừa đảo.",
        en="Malicious code on a server often shows itself only to a search engine's crawler, or to "
        "those who click on a search result, on phones above all. "
        "The administrator sees an ordinary page; citizens are taken to gambling and fraud.",
    ),
    remediation=REMEDIATION,
    severity=Severity.CRITICAL,
    needs=(SiteFacts,),
    parts=(Part.SITE_PAGES, Part.SITE_VIEWS, Part.SITE_SITEMAP, Part.SITE_ERRORS),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=REFERENCES,
    since="0.1.0",
    judge=judge,
)
