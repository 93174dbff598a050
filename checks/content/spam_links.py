"""content.spam_links: no page links to, or is, an advertisement for gambling and its kin."""

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from checks.check import Check
from checks.content._judging.findings import EARLIER_KEY, SHOWN, Finding, looked_at, of_link, unlike
from checks.content._judging.findings import address as address_of
from checks.content._judging.newness import (
    NEW_DAYS,
    Memory,
    compared,
    evidence_beside,
    for_information,
    memory_of,
    newcomers,
    suspicious,
    with_comparison,
)
from checks.content._judging.signs import MANY_WORDS, advertises, offence, only_brands, stuffed
from checks.content._judging.sitemaps import listed
from checks.content._judging.texts import REFERENCES, REMEDIATION, pass_on
from checks.content._judging.walks import View, Walk, walk_of
from checks.content._words.names import domain_of
from checks.content._words.topics import topic_of
from checks.facts import Client, EarlierFacts, Facts, Part, SiteFacts
from checks.model import Judgement, Outcome, Severity, Text, Thresholds
from checks.thresholds import number


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """Links by what they say, where they lead and how they hide, whoever was shown them; pages and sitemaps.

    What is new since the last clean look is told apart: a domain alone for information, and a warning where
    it comes near these trades.

    Raises:
        FactsMissingError: no walk was made, or a page was too long to be read whole and nothing was found.

    """
    walk, memory = walk_of(facts), memory_of(facts, number(thresholds, NEW_DAYS))
    if found := unlike([*_on_pages(walk), *_in_sitemaps(facts.require(SiteFacts), walk)]):
        evidence = evidence_beside(found, walk, memory)
        return Judgement(outcome=Outcome.FAIL, summary=_injected(found), evidence=evidence)
    if memory and (near := unlike(_new_and_near(walk, memory))):
        return Judgement(
            outcome=Outcome.WARN,
            severity=Severity.MEDIUM,
            summary=_suspected(len(near)),
            evidence=evidence_beside(near, walk, memory),
        )
    good = pass_on(walk, with_comparison(SUMMARY_GOOD, facts), {**looked_at(walk), **compared(facts)})
    new = newcomers(walk, memory) if memory else []
    shown: list[JsonValue] = [one.evidence for one in new[:SHOWN]]
    return for_information(good, _new(len(new)), {"new_domains": shown}) if new else good


def _injected(found: Sequence[Finding]) -> Text:
    pages = len({one.page for one in found})
    return Text(
        vi=f"{len(found)} dấu hiệu chèn liên kết, trang quảng cáo trái phép, ở {pages} địa chỉ.",
        en=f"{len(found)} sign(s) of injected links or advertising pages, at {pages} address(es).",
    )


def _suspected(count: int) -> Text:
    return Text(
        vi=f"{count} liên kết mới dẫn tới tên miền lạ, lời lẽ gần với cờ bạc, cho vay, khiêu dâm hay thuốc.",
        en=f"{count} new link(s) to unknown domains in words near gambling, loans, adult sites, medicines.",
    )


def _new(count: int) -> Text:
    return Text(
        vi=f"Có {count} tên miền ngoài mới được dẫn tới: hãy xem có đúng do cơ quan đưa lên.",
        en=f"{count} foreign domain(s) are new among its links: see whether you put them there.",
    )


def _new_and_near(walk: Walk, memory: Memory) -> Iterator[Finding]:
    for view, link in suspicious(walk, memory):
        yield of_link(view, link, "new_and_near", _words(link.text, link.url))


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
    warning=Text(
        vi="Có liên kết mới đáng ngờ tới tên miền lạ", en="New links to unknown domains look suspicious"
    ),
    rationale=Text(
        vi="Kẻ tấn công chèn liên kết và trang cờ bạc, cho vay, khiêu dâm, thuốc, bằng giả vào trang "
        "của cơ quan nhà nước để lợi dụng uy tín với "
        "máy tìm kiếm. Người dân bị dẫn tới trang lừa đảo, và chỗ bị chèn chứng tỏ người khác ghi "
        "được vào hệ thống. So với lần xem sạch gần nhất: tên miền mới được dẫn tới chỉ là thông tin, vì "
        "cơ quan vẫn thêm đối tác; kèm lời lẽ gần với các thứ đó thì là cảnh báo, trong vài tuần.",
        en="Attackers put links and pages for gambling, loans, pornography, medicines and forged "
        "papers into government sites to borrow their "
        "standing with search engines. Citizens are led to fraud, and the injection shows that "
        "somebody else can write to the system. Beside the last clean look, a domain that is new is told for "
        "information, as agencies add partners; in words near these trades it is a warning, for some weeks.",
    ),
    remediation=REMEDIATION,
    severity=Severity.CRITICAL,
    needs=(SiteFacts, EarlierFacts),
    parts=(Part.SITE_PAGES, Part.SITE_SITEMAP, Part.SITE_FILES, Part.SITE_ERRORS),
    outcomes=(Outcome.PASS, Outcome.INFO, Outcome.WARN, Outcome.FAIL),
    thresholds={NEW_DAYS: 30},
    volatile=(EARLIER_KEY,),
    references=REFERENCES,
    since="0.1.0",
    judge=judge,
)
