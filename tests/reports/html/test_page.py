"""The page: what it says, that it is well made, and that hostile text stays text."""

import base64
import hashlib
import re
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.model import Language, Outcome, Reason
from inventory.model import Inventory
from reports.assembly.building import build_report
from reports.html.page import render_html
from reports.json_report import render_json
from scanner.runs.standing.confirmation import Attempt, Confirmation
from tests.checks import builders
from tests.reports import hostile, sample

LANGUAGES: tuple[Language, ...] = ("vi", "en")
languages = pytest.mark.parametrize("language", LANGUAGES)
EMPTY = {"inventory": Inventory(), "indicators": (), "approvals": {}, "observations": ()}


@cache
def page(language: Language = "vi") -> str:
    """The sample's page."""
    return render_html(build_report(sample.source()), language)


@cache
def tree(language: Language = "vi") -> LexborHTMLParser:
    """The sample's page, parsed."""
    return LexborHTMLParser(page(language))


def text(parsed: LexborHTMLParser, selector: str) -> str:
    """The words of the one element that a selector finds."""
    (node,) = parsed.css(selector)
    return words(node)


def words(node: LexborNode) -> str:
    """The words of an element, with single blanks."""
    return " ".join(node.text().split())


def test_the_first_thing_said_is_whether_we_are_on_course() -> None:
    """The headline, in both languages."""
    assert text(tree(), ".headline") == (
        "1 trên 5 chỉ tiêu đã đạt; còn thiếu 21 hệ thống được phê duyệt cấp độ để đạt 80%."
    )
    assert text(tree("en"), ".headline") == (
        "1 of 5 targets is met; 21 systems with an approved level still missing to reach 80%."
    )


def test_the_first_screen_names_the_systems_that_were_tampered_with() -> None:
    """Above the targets, with the way to the evidence; nothing is said where there are none."""
    report = build_report(sample.source())
    assert report.tampered == ()
    assert not tree().css(".answer a[href='#findings']")
    spoiled = report.causes[0].model_copy(update={"check": "content.cloaking", "outcome": Outcome.FAIL})
    altered = report.model_copy(update={"causes": (spoiled, *report.causes[1:])})
    waived = spoiled.model_copy(update={"waivers": (), "systems": ()})
    assert altered.tampered == spoiled.open_systems
    assert report.model_copy(update={"causes": (waived,)}).tampered == ()


def test_a_target_tells_baseline_now_target_gap_and_deadline() -> None:
    """The first card, down to the systems to take next."""
    card = words(tree().css("article.target")[0])
    for told in (
        "12,9%",
        "4/31 hệ thống",
        "Ban đầu 13% nay 12,9% chỉ tiêu 80%",
        "Quá hạn 883 ngày",
        "Còn thiếu 21 hệ thống",
        "Hạn: 31/12/2023",
        "Cần làm tiếp: Kho dữ liệu số,",
        "và 16 hệ thống khác",
    ):
        assert told in card


def test_not_tested_and_unverified_are_said() -> None:
    """The last target has both, and no deadline."""
    card = words(tree().css("article.target")[4])
    assert "3 chưa kiểm tra được" in card
    assert "cần đối chiếu" in card
    assert "Hạn: không ghi hạn" in card


def test_the_compliance_target_is_shown_without_the_systems_to_review() -> None:
    """With and without, beside each other."""
    assert "Không tính 2 hệ thống cần rà soát: 3,2% (1/31)" in text(tree(), "a.review")


def test_one_fix_on_a_shared_host_mends_many() -> None:
    """Said in words, with the number of systems."""
    assert "Sửa một lần, 14 hệ thống được khắc phục" in words(tree().css(".causes")[0])
    assert "sửa một lần, 14 hệ thống được khắc phục" in text(tree(), ".callout")


def test_remediation_is_told_once_however_many_systems() -> None:
    """Each check with a finding has one article; findings link to it."""
    ids = [node.id for node in tree().css("article.fix")]
    assert len(ids) == len(set(ids)) == 7


@languages
def test_headings_are_in_order(language: Language) -> None:
    """One h1, and no level is skipped."""
    levels = [int(str(node.tag)[1]) for node in tree(language).css("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@languages
def test_tables_have_captions_and_scoped_headers(language: Language) -> None:
    """Every table says what it shows; every header cell says what it heads."""
    for table in tree(language).css("table"):
        assert table.css_first("caption") is not None
        assert table.css("thead th")
    assert all(head.attributes.get("scope") for head in tree(language).css("th"))


@languages
def test_charts_have_words(language: Language) -> None:
    """Every drawing is an image with a label."""
    drawings = tree(language).css("svg")
    assert len(drawings) == 7
    assert all(one.attributes.get("role") == "img" and one.attributes.get("aria-label") for one in drawings)


@languages
def test_links_lead_somewhere_and_ids_are_unique(language: Language) -> None:
    """Every link within the page has its target."""
    ids = [node.attributes["id"] for node in tree(language).css("[id]")]
    assert len(ids) == len(set(ids))
    within = {
        link for node in tree(language).css("a") if (link := node.attributes["href"] or "").startswith("#")
    }
    assert {link[1:] for link in within} <= set(ids)


@languages
def test_the_page_says_its_language_and_needs_nothing_else(language: Language) -> None:
    """No script, frame, form or outside resource; links to sources are only followed by a click."""
    parsed = tree(language)
    assert parsed.css("html")[0].attributes["lang"] == language
    assert not parsed.css(
        "script, link, img, iframe, object, embed, form, video, audio, use, image, foreignObject"
    )
    assert not parsed.css("[style], [src], [srcset], [xlink\\:href]")
    assert "url(" not in page(language)
    assert "@import" not in page(language)


def test_the_policy_allows_the_one_style_sheet_and_nothing_more() -> None:
    """Its hash is that of the style element's text."""
    (style,) = re.findall(r"<style>(.*?)</style>", page(), flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = tree().css('meta[http-equiv="Content-Security-Policy"]')[0].attributes["content"]
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")


@languages
def test_a_tampered_page_is_shown_beside_its_finding(language: Language) -> None:
    """Once a host, in words too, carried inside the page; the policy allows that and nothing to be loaded."""
    host, other = "ht01.brvt.test", "ht02.brvt.test"
    tampered = [sample.verdict(check, Outcome.FAIL) for check in ("content.a", "content.b", "web.csp")]
    seen = (sample.observation(host, *tampered), sample.observation(other, tampered[2]))
    shown = builders.browser(shown_url=f'https://{host}/"><b>')
    pictures = {(one, 443, 80): shown for one in (host, other, "gone.test")}
    report = build_report(sample.source(observations=seen, pictures=pictures))
    written = LexborHTMLParser(render_html(report, language))
    (image,) = written.css("img")
    assert image.attributes["src"] == f"data:image/jpeg;base64,{builders.POINT}"
    assert host in (image.attributes["alt"] or "")
    assert not written.css("img b, details b")
    policy = written.css('meta[http-equiv="Content-Security-Policy"]')[0].attributes["content"] or ""
    assert "img-src data:;" in policy
    assert builders.POINT not in render_json(report)


@languages
def test_an_empty_inventory_makes_a_page(language: Language) -> None:
    """Nothing to show is said, not left blank."""
    parsed = LexborHTMLParser(render_html(build_report(sample.source(**EMPTY)), language))
    assert len(parsed.css("h2")) == 14
    assert text(parsed, ".headline")


@languages
def test_hostile_text_stays_text(language: Language) -> None:
    """No element or attribute comes from what servers and files said, and no control character."""
    written = render_html(hostile.report(), language)
    parsed = LexborHTMLParser(written)
    assert not parsed.css("script, img, iframe, object, embed, link, form, base, [style]")
    assert not [name for node in parsed.css("*") for name in node.attributes if name.startswith("on")]
    assert not [link for link in _links(parsed) if not link.startswith(("#", "https://"))]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", written)
    assert "49" not in text(parsed, "#k-cert\\.expiry")
    assert parsed.css("body")[0].text().count("<script>alert(1)</script>") > 3


def _links(parsed: LexborHTMLParser) -> list[str]:
    return [_href(node) for node in parsed.css("a, area")]


def _href(node: LexborNode) -> str:
    return node.attributes.get("href") or ""


def test_a_large_inventory_tells_findings_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """No finding is lost, and each outcome that is not told one by one is counted."""
    told = page().count('<a href="#k-')
    monkeypatch.setattr("reports.html.page.COMPACT_ABOVE", 0)
    written = render_html(build_report(sample.source()))
    parsed = LexborHTMLParser(written)
    assert written.count('<a href="#k-') == told
    assert len(written) < len(page())
    assert "báo cáo XLSX và JSON" in text(parsed, "#systems > .intro")
    assert not parsed.css("table.v code")
    assert any(words(node).startswith("Chưa kiểm tra được (") for node in parsed.css("p.quiet"))


def test_a_long_evidence_is_cut_and_says_so() -> None:
    """A header of 100 KB does not fill the page."""
    long = sample.verdict("web.csp", Outcome.FAIL, evidence={"header": "x" * 100_000})
    seen = (sample.observation("ht01.brvt.test", long),)
    written = render_html(build_report(sample.source(observations=seen)))
    assert "x" * 100 in written
    assert "x" * 200 not in written


@pytest.mark.parametrize(
    ("outcome", "told"), [(Outcome.FAIL, True), (Outcome.WARN, True), (Outcome.INFO, False)]
)
def test_a_finding_says_since_when_it_is_open(outcome: Outcome, *, told: bool) -> None:
    """And for how many days, whether the newest look confirmed it or not; other verdicts are not open."""
    first = sample.NOW - timedelta(days=12)
    ages = {
        "web.csp": Confirmation(confirmed_at=sample.NOW, first_seen=first, since=first),
        "web.hsts": Confirmation(
            confirmed_at=first,
            first_seen=first,
            since=first,
            not_confirmed=Attempt(at=sample.NOW, reason=Reason.TIMEOUT),
        ),
    }
    verdicts = [sample.verdict(check, outcome) for check in ages]
    seen = (sample.observation("ht01.brvt.test", *verdicts, confirmations=ages),)
    written = LexborHTMLParser(render_html(build_report(sample.source(observations=seen))))
    beside = [words(node) for node in written.css("table.v td small")]
    opened = [one for one in beside if f"thấy từ {first:%d/%m/%Y} (12 ngày)" in one]
    assert len(opened) == (len(beside) if told else 0)
    assert sum("chưa xác nhận lại" in one for one in beside) == len(beside) // (2 if told else 1)
    assert beside
