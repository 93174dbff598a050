"""content.spam_links: no page links to, or is, an advertisement for gambling and its kin."""

from collections.abc import Iterator, Sequence

from checks.check import Check
from checks.content._judging.findings import Finding, evidence_of, looked_at, of_link, unlike
from checks.content._judging.findings import address as address_of
from checks.content._judging.signs import MANY_WORDS, advertises, offence, only_brands, stuffed
from checks.content._judging.sitemaps import listed
from checks.content._judging.texts import REFERENCES, REMEDIATION, pass_on
from checks.content._judging.walks import View, Walk, walk_of
from checks.content._words.names import domain_of
from checks.content._words.topics import topic_of
from checks.facts import Client, Facts, Part, SiteFacts
from checks.model import Judgement, Outcome, Severity, Text, Thresholds


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Links by what they say, where they lead and how they hide, whoever was shown them; pages and sitemaps.

    Raises:
        FactsMissingError: no walk was made, or a page was too long to be read whole and nothing was found.

    """
    walk = walk_of(facts)
    found = unlike([*_on_pages(walk), *_in_sitemaps(facts.require(SiteFacts), walk)])
    if not found:
        return pass_on(walk, SUMMARY_GOOD, looked_at(walk))
    pages = len({one.page for one in found})
    summary = Text(
        vi=f"{len(found)} dấu hiệu chèn liên kết, trang quảng cáo trái phép, ở {pages} địa chỉ.",
        en=f"{len(found)} sign(s) of injected links or advertising pages, at {pages} address(es).",
    )
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence_of(found, walk))


def _on_pages(walk: Walk) -> Iterator[Finding]:
    judged = set()  # most clients are shown the same, which says the same
    for view in sorted(walk.views, key=lambda one: one.client is not Client.BROWSER):
        if view.reading is not None and id(view.reading) not in judged:
            judged.add(id(view.reading))
            links = list(_links(view, walk))
            yield from links
            yield from _page(view, walk, links)


def _page(view: View, walk: Walk, links: Sequence[Finding]) -> Iterator[Finding]:
    """The page itself, and what it says to nobody but search engines beside hidden links."""
    reading = view.reading
    assert reading is not None  # noqa: S101 - the caller looked
    if (topic := advertises(reading, walk)) is not None:
        sign = "advertising_page" if reading.is_html else "advertising_file"
        text = reading.title or next(iter(reading.headings), "")
        wanted = "<title" if reading.title else ""
        yield Finding(address_of(view), view.client, sign, text=text, words=topic.met, wanted=wanted)
    text, words = stuffed(reading)
    if words and not any(one.hidden_by for one in links):
        yield Finding(address_of(view), view.client, "hidden_text", text=text, words=words)


def _links(view: View, walk: Walk) -> Iterator[Finding]:
    reading = view.reading
    assert reading is not None  # noqa: S101 - the caller looked
    page = topic_of(walk.topic_title(reading.title))
    told = [(link, sign) for link in reading.links if (sign := offence(link, walk, page)) is not None]
    commented = {domain_of(link.host) for link, sign in told if sign == "comment"}
    for link, sign in told:
        if sign != "comment" or (len(commented) > 1 and len(told) >= MANY_WORDS):
            yield of_link(view, link, sign, _words(link.text, link.url))
    for link in only_brands(reading.links, walk):
        yield of_link(view, link, "brands")


def _words(text: str, url: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*topic_of(text).met, *topic_of(url).met)))


def _in_sitemaps(site: SiteFacts, walk: Walk) -> Iterator[Finding]:
    for file in listed(site, walk):
        for url in (*file.baits[:3], *file.foreign[:3]):
            sign = "sitemap_baits" if url in file.baits else "sitemap_foreign"
            yield Finding(file.file, file.client, sign, link=url, words=topic_of(url).met, wanted=url)


SUMMARY_GOOD = Text(
    vi="Không thấy liên kết, trang quảng cáo trái phép nào ở các trang đã xem. Trang chỉ hiện theo "
    "địa chỉ thật của máy tìm kiếm, theo nước hoặc "
    "theo giờ thì từ ngoài không thấy được.",
    en="No injected links or advertising pages on the pages seen. What is shown only to a search "
    "engine's true address, to a country or at an "
    "hour cannot be seen from outside.",
)
CHECK = Check(
    id="content.spam_links",
    title=Text(vi="Không có liên kết, trang quảng cáo bị chèn", en="No injected links or advertising pages"),
    finding=Text(
        vi="Trang bị chèn liên kết, trang quảng cáo trái phép", en="Injected links or advertising pages"
    ),
    rationale=Text(
        vi="Kẻ tấn công chèn liên kết và trang cờ bạc, cho vay, khiêu dâm, thuốc, bằng giả vào trang "
        "của cơ quan nhà nước để lợi dụng uy tín với "
        "máy tìm kiếm. Người dân bị dẫn tới trang lừa đảo, và chỗ bị chèn chứng tỏ người khác ghi "
        "được vào hệ thống.",
        en="Attackers put links and pages for gambling, loans, pornography, medicines and forged "
        "papers into government sites to borrow their "
        "standing with search engines. Citizens are led to fraud, and the injection shows that "
        "somebody else can write to the system.",
    ),
    remediation=REMEDIATION,
    severity=Severity.CRITICAL,
    needs=(SiteFacts,),
    parts=(Part.SITE_PAGES, Part.SITE_SITEMAP, Part.SITE_FILES, Part.SITE_ERRORS),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=REFERENCES,
    since="0.1.0",
    judge=judge,
)
