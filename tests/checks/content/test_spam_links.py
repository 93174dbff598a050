"""content.spam_links against links whose kind is known: hidden, open, written, honest."""

import base64
import shlex

import pytest

from checks.content._work import STEPS, TOKEN
from checks.facts import Absent, Client
from checks.model import Outcome
from tests.checks import builders
from tests.checks.content.sites import (
    BASE,
    HOST,
    START,
    answer,
    first,
    in_turn,
    on_day,
    outcome,
    page,
    start,
    status,
    told,
    told_beside,
)

LINK = '<a href="https://qh68win.test/vn">nhà cái uy tín</a>'
SOLD = '<a href="https://vuonlan.test/88.html">xem thêm</a>'
FAIL, PASS = Outcome.FAIL, Outcome.PASS

HIDING = (
    "display:none",
    "DISPLAY : None ! important",
    "visibility:hidden",
    "position:absolute;left:-9999px",
    "position:fixed;top:-200em",
    "margin-left:-5000px",
    "text-indent:-9999px",
    "font-size:0",
    "font-size:1px",
    "font:0/0 a",
    "height:0;overflow:hidden",
    "width:1px;height:1px;overflow:hidden",
    "opacity:0",
    "opacity:.01",
    "filter:opacity(0)",
    "position:absolute;clip:rect(0,0,0,0)",
    "clip-path:inset(100%)",
    "transform:scale(0)",
    "transform:translateX(-9999px)",
    "transform:translate(-5000px,0)",
    "zoom:0.01",
    "--x:none;display:var(--x)",
)


@pytest.mark.parametrize("link", [LINK, SOLD], ids=["bait", "sold"])
@pytest.mark.parametrize("style", HIDING)
def test_a_link_hidden_by_style_is_found(style: str, link: str) -> None:
    """By the element's own style, by one far above, by a sheet of the page, by the site's own sheet."""
    sheet = '<link rel="stylesheet" href="/a.css?v=2">'
    rules = f".menu{{color:red}} #w .k{{{style}}}"
    own = f'<div style="{style}">{link}</div>'
    above = f'<div style="{style}"><ul><li><p><b>{link}</b></p></li></ul></div>'
    by_sheet = f'<div id="w"><p><span class="k j">{link}</span></p></div>'
    assert outcome("spam_links", start(own)) is FAIL
    assert outcome("spam_links", start(above)) is FAIL
    assert outcome("spam_links", start(by_sheet, head=f"<style>{rules}</style>")) is FAIL
    assert outcome("spam_links", start(by_sheet, head=sheet), files={"/a.css": rules}) is FAIL
    assert outcome("spam_links", start(by_sheet.replace(link, ""), head=sheet)) is PASS


@pytest.mark.parametrize(
    "markup",
    [
        f"<div hidden>{LINK}</div>",
        f"<noscript>{LINK}</noscript>",
        f"<template>{LINK}</template>",
        f"<details><summary>.</summary>{LINK}</details>",
        f'<marquee width="1" height="1">{LINK}</marquee>',
        f'<marquee scrollamount="9999">{LINK}</marquee>',
        f'<ul class="menu" style="display:none"><li>{LINK}</li></ul>',
        (
            f'<div style="background:#fff"><font color="#ffffff">'
            f"{LINK.replace('<a', '<a style=color:inherit')}</font></div>"
        ),
        '<a href="https://qh68win.test/">.</a>',
        '<a href="https://qh68win.test/"></a>',
        f"<!-- {LINK} {LINK.replace('qh68win', 'vua88bet')} {LINK} -->",
        f"<script>document.write('<div style=\"display:none\">{LINK}</div>')</script>",
        f'<div id="z">{LINK}</div><script>document.getElementById("z").style.display="none"</script>',
        (
            '<script>var a=document.createElement("a");a.href="https://qh68win.test/";'
            'a.textContent="tài xỉu";</script>'
        ),
        f'<script>document.write(atob("{base64.b64encode(LINK.encode()).decode()}"))</script>',
        (
            "<img src=x onerror=\"document.body.innerHTML+=unescape('%3Ca "
            "href=https://qh68win.test/%3Etai xiu%3C/a%3E')\">"
        ),
    ],
)
def test_a_link_hidden_by_other_means_is_found(markup: str) -> None:
    """Markup, ink, nothing to click on, comments, scripts."""
    assert outcome("spam_links", start(markup)) is FAIL


def test_an_injection_at_the_end_of_a_library_is_found() -> None:
    """As attackers add to a file of the site itself."""
    codes = ",".join(str(ord(letter)) for letter in f'<p style="opacity:0">{LINK}</p>')
    library = "(function(w){w.lib=1})(window);" * 50 + f"document.write(String.fromCharCode({codes}));"
    one = start('<script src="/js/lib.js"></script>')
    assert outcome("spam_links", one, files={"/js/lib.js": library}) is FAIL
    assert outcome("spam_links", one, files={"/js/other.js": library}) is PASS


@pytest.mark.parametrize(
    "text",
    [
        "nhà cái uy tín",
        "nha cai uy tin",
        "nhacai uy tin số 1",
        "n h à  c á i số 1",
        "nhà c\u200bái uy t\u00adín",
        "nhа̀ cái uy tín",  # Cyrillic a
        "nh4 c41 uy t1n",
        "ｔàｉ ｘỉｕ online",
        "ta\u0300i xi\u0309u online",
        "t&#224;i x&#7881;u",
        "slot gacor maxwin",
        "สล็อตเว็บตรง สมัคร",
        "博彩 注册",
        "카지노 추천",
        "vay tiền nhanh chỉ cần cccd giải ngân ngay",
        "phim sex không che",
        "buy viagra without prescription",
        "làm bằng đại học phôi thật",
    ],
)
def test_an_open_link_off_the_topic_is_found_in_any_disguise(text: str) -> None:
    """Without accents, joined, set apart, in other alphabets' letters, digits, languages."""
    assert outcome("spam_links", start(f'<a href="https://trangmoi.test/">{text}</a>')) is FAIL


def test_a_row_of_brands_is_found() -> None:
    """Three domains that bear a brand and no other word; honest firms bear other words."""
    brands = "".join(f'<a href="https://{name}.test/">{name}</a>' for name in ("qh88", "suntwo79", "go99"))
    firms = "".join(f'<a href="https://{name}.test/">HTX {name}</a>' for name in ("xe79", "gao68", "hoa88"))
    assert outcome("spam_links", start(brands)) is FAIL
    assert outcome("spam_links", start(firms)) is PASS


BODY = "<p>Tài xỉu, xóc đĩa, nổ hũ hoàn trả mỗi ngày.</p>"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Nhà cái QH68 – link vào không bị chặn", f'<a href="https://qh68win.test/">Đăng ký</a>{BODY}', FAIL),
        ("Tài xỉu online uy tín số 1", BODY, FAIL),
        ("【激安】財布 正規品 通販 送料無料", '<a href="https://shop.test/">購入</a>', FAIL),
        ("Công an triệt phá đường dây tài xỉu online", BODY, PASS),
        ("Cảnh báo nhà cái lừa đảo", BODY, PASS),
        ("Nghị định về kinh doanh đặt cược", BODY, PASS),
        ("Khai trương khu nghỉ dưỡng có casino", "<p>Casino Hồ Tràm</p>", PASS),
        ("Danh mục thuốc kê đơn chứa sildenafil", "<p>Tadalafil, viagra</p>", PASS),
        ("観光案内", "<p>海岸とグルメ</p>", PASS),
        ("Kết quả xổ số kiến thiết ngày 3/11", "<p>Giải nhất, đại lý, đổi thưởng tại trụ sở</p>", PASS),
    ],
)
def test_a_page_is_judged_by_its_title_and_what_confirms_it(title: str, body: str, expected: Outcome) -> None:
    """Those who report, forbid and regulate are no advertisers."""
    one = page(f"<title>{title} - Xã Tân Hải</title><h1>{title}</h1>{body}", "/tin/1.html")
    assert outcome("spam_links", start(), one) is expected


HONEST = (
    (
        '<ul class="dropdown-menu" style="display:none"><li><a href="https://hiephoi.test/">Hiệp hội'
        "</a></li></ul>"
    ),
    (
        '<div class="carousel-item" style="display:none"><a href="https://bao.test/triet-pha-ca-do">'
        "Triệt phá cá độ</a></div>"
    ),
    '<a style="text-indent:-9999px;background:url(i.png)" href="https://doitac.test/">Đối tác</a>',
    (
        '<span class="sr-only" style="position:absolute;clip:rect(0,0,0,0)"><a '
        'href="https://doitac.test/">Mở</a></span>'
    ),
    '<div style="font-size:0"><a style="font-size:14px" href="https://doitac.test/">Đối tác</a></div>',
    (
        '<div style="visibility:hidden"><a style="visibility:visible" href="https://doitac.test/">Đối '
        "tác</a></div>"
    ),
    '<div style="background:#036"><a style="color:#fff" href="https://doitac.test/">Đối tác</a></div>',
    '<div style="background:url(a.jpg)"><a style="color:#fff" href="https://doitac.test/">Đối tác</a></div>',
    '<a href="#t1">1</a><div id="t1" style="display:none"><a href="https://doitac.test/">Đối tác</a></div>',
    '<div style="opacity:0;transition:opacity 1s"><a href="https://doitac.test/">Đối tác</a></div>',
    "<style>@media print{.p{display:none}}</style><p class=p><a href='https://doitac.test/'>Đối tác</a></p>",
    '<div style="display:none"><a href="https://dichvucong.gov.vn/">Dịch vụ công</a></div>',
    '<div style="display:none"><a href="https://www.facebook.com/xa">Facebook</a></div>',
    '<a href="https://doitac.test/"><img src="a.png"></a>',
    '<a href="https://doitac.test/" aria-label="Đối tác"><i></i></a>',
    f"<!-- {LINK} -->",
    f"<pre>{LINK.replace('<', '&lt;')}</pre><p>nhà cái qh68win[.]test, hxxps://vua88.test</p>",
    f"<code>{LINK}</code>",
    '<a href="https://bao.test/1">Công an bắt giữ nhóm cá độ bóng đá</a>',
    '<a href="https://htx68.test/">HTX Nông nghiệp 68</a><a href="https://xe79.club.test/">Nhà xe 79</a>',
    (
        '<a href="https://nganhang.test/">Vay vốn ngân hàng chính sách</a><a '
        'href="https://cagiong.test/">Bán cá giống</a>'
    ),
    '<script>document.write("nv.vog.ax@ehneil".split("").reverse().join(""))</script>',
    (
        "<script>document.write('<a href=\"https://bao.test/\">Báo</a>');var "
        'c=JSON.parse(atob("eyJhIjoxfQ=="))</script>'
    ),
    (
        '<noscript><iframe src="https://www.googletagmanager.com/ns.html" height="0" width="0">'
        "</iframe></noscript>"
    ),
)


@pytest.mark.parametrize("markup", HONEST)
def test_what_honest_pages_hide_and_link_to_is_no_finding(markup: str) -> None:
    """Menus, sliders, icons, words for screen readers, print rules, partners, newspapers, firms, samples."""
    verdict = told("spam_links", start(markup))
    assert verdict.outcome is PASS, verdict.evidence


def test_a_hidden_partner_that_is_linked_openly_elsewhere_is_none() -> None:
    """A list for print, or for phones, of what stands in the page anyway."""
    hidden = '<div style="display:none"><a href="https://doitac.test/">Đối tác</a></div>'
    openly = page('<title>Liên kết</title><a href="https://www.doitac.test/a">Đối tác</a>', "/lk")
    assert outcome("spam_links", start(hidden)) is FAIL
    assert outcome("spam_links", start(hidden), openly) is PASS


def sitemap(*urls: str) -> str:
    """A sitemap of these."""
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>"


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        ([f"{BASE}/nha-cai-{number}-uy-tin" for number in range(9)], FAIL),
        ([f"https://qh68win.test/{number}" for number in range(2)], FAIL),
        ([f"{BASE}/triet-pha-duong-day-ca-do-{number}" for number in range(9)], PASS),
        ([f"{BASE}/dat-slot-gio-kham-{number}" for number in range(9)], PASS),
        ([f"{BASE}/nha-cai-uy-tin"], PASS),
    ],
)
def test_a_sitemap_is_judged_by_how_much_of_it_it_lists(urls: list[str], expected: Outcome) -> None:
    """One address may be news; a slug of the fight against it is none."""
    listed = page(answer(sitemap(*urls), "/sitemap.xml", "application/xml"), "/sitemap.xml", found="sitemap")
    assert outcome("spam_links", start(), sitemaps=(listed,)) is expected


def test_evidence_shows_link_text_hiding_place_page_client_and_how_to_reproduce_it() -> None:
    """The command is one line that a shell reads as it is meant, whatever the server said."""
    hostile = "https://qh68win.test/'$(id)`id`"
    one = page(f'{START}<p style="display:none"><a href="{hostile}">tài xỉu</a></p>', "/a?b='$(id)'&c=1")
    found = first(told("spam_links", start(), one))
    assert found["client"] == "browser"
    assert found["sign"] == "hidden_bait"
    assert found["text"] == "tài xỉu"
    assert found["hidden_by"] == 'display: none: <p style="display:none">'
    assert found["link"].startswith("https://qh68win.test/")
    words = shlex.split(found["reproduce"])
    assert words[0] == "curl"
    assert f"{BASE}/a?b='$(id)'&c=1" in words
    assert words[-2:] == ["--", "qh68win.test"]


def test_what_only_a_crawler_is_shown_names_it() -> None:
    """The page is read as each client was shown it."""
    found = first(told("spam_links", start(others={Client.CRAWLER: f"{START}{LINK}"})))
    assert found["client"] == "crawler"
    assert "Googlebot" in found["reproduce"]


def test_a_page_too_long_to_read_whole_is_no_pass() -> None:
    """What was not read may hold anything; what was found stands."""
    long = "<p>a</p>" * (STEPS // TOKEN // 2)  # each of three pieces
    assert outcome("spam_links", start(long)) is Outcome.NOT_TESTED
    assert outcome("spam_links", start(f'<p style="display:none">{LINK}</p>{long}')) is FAIL


def test_a_site_of_which_nothing_was_seen_is_no_pass() -> None:
    """A firewall's page in place of each."""
    assert outcome("spam_links", page(status(403, "Forbidden"), found="start")) is Outcome.NOT_TESTED


def test_the_hosts_own_domain_is_its_own() -> None:
    """Also under another host of it, and hidden."""
    assert (
        outcome("spam_links", start(f'<p style="display:none"><a href="https://cu.{HOST}/">Bản cũ</a></p>'))
        is PASS
    )


PARTNER = '<a href="https://doitac.test/gioi-thieu">Đối tác</a>'
OLD_PARTNER = '<a href="https://doitaccu.test/">Đối tác cũ</a>'
NEAR = '<a href="https://khachsan.test/">Casino ven biển</a>'
WARN, INFO = Outcome.WARN, Outcome.INFO
NEVER = Absent(detail="no earlier look found its content in order")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (OLD_PARTNER, OLD_PARTNER, PASS),
        (OLD_PARTNER, OLD_PARTNER + PARTNER, INFO),
        (OLD_PARTNER, PARTNER, INFO),
        (OLD_PARTNER, "", PASS),
        ("", '<a href="https://so.tinh.gov.vn/">Sở</a>', PASS),
        ("", '<a href="https://www.facebook.com/xa">Kênh của xã</a>', PASS),
        ("", f'<a href="https://tin.{HOST}/a">Tin</a>', PASS),
        ("", f"<!-- {PARTNER} -->", PASS),
        ("", NEAR, WARN),
        (NEAR, NEAR, PASS),
        ("", '<a href="https://xe79.test/">HTX vận tải</a>', INFO),
        ("", '<a href="https://bao.test/">Công an triệt phá ổ slot</a>', INFO),
        ("", LINK, FAIL),
        (LINK, LINK, FAIL),
    ],
)
def test_what_is_new_since_the_last_clean_look_is_told_apart(
    before: str, now: str, expected: Outcome
) -> None:
    """A domain alone for information, a warning where it comes near; not public bodies, own channels."""
    assert told_beside("spam_links", [start(before)], [start(now)]).outcome is expected


def test_a_new_domain_is_shown_with_its_link_and_day() -> None:
    """And what was held beside the look."""
    verdict = told_beside("spam_links", [start()], [start(PARTNER)])
    shown = {
        "link": "https://doitac.test/gioi-thieu",
        "text": "Đối tác",
        "page": f"{BASE}/",
        "first_seen": on_day(1, start()).target.observed_at.isoformat(),
    }
    assert verdict.evidence["new_domains"] == [shown]
    assert verdict.evidence["earlier"] == {"compared_with": builders.NOW.isoformat()}


def test_a_finding_says_whether_its_link_is_new() -> None:
    """One that was not there at the last clean look, beside one that was, and passed then."""
    sold = '<p style="position:absolute;left:-9999px"><a href="https://vuonlan.test/88.html">xem thêm</a></p>'
    seen = '<a href="https://vuonlan.test/">Vườn lan</a>'
    old = first(told_beside("spam_links", [start(seen)], [start(sold.replace("xem thêm", "nhà cái uy tín"))]))
    new = first(told_beside("spam_links", [start()], [start(sold)]))
    assert old["earlier"] == str({"there_since": builders.NOW.isoformat()})
    assert new["earlier"] == str({"first_seen_after": builders.NOW.isoformat()})


def test_a_new_page_brings_links_of_its_own() -> None:
    """A page that the clean look did not come to says nothing; a domain on it is known from then on."""
    article = page(f"<title>Bài mới</title>{PARTNER}", "/tin/bai-moi")
    assert told_beside("spam_links", [start()], [start(), article]).outcome is PASS
    assert told_beside("spam_links", [start(), article], [start(PARTNER)]).outcome is PASS


def test_a_domain_is_new_for_some_weeks() -> None:
    """It goes on being told, by the day on which it was first seen; then it is one of the old ones."""
    first_look = on_day(0, start())
    second = on_day(5, start(PARTNER), before=first_look)
    for day, expected in ((6, INFO), (35, INFO), (36, PASS)):
        later = on_day(day, start(PARTNER), before=second)
        assert builders.verdict("content.spam_links", later).outcome is expected, day


def test_a_domain_that_comes_and_goes_is_told_once() -> None:
    """Banners in turn: what any clean look saw is known."""
    third = [start(OLD_PARTNER)], [start(PARTNER)], [start(OLD_PARTNER)]
    again = in_turn(*third)
    assert again.earlier.kind == "earlier"
    assert {one.name for one in again.earlier.domains} == {"doitac.test", "doitaccu.test"}


def test_what_changed_since_long_ago_is_no_sign() -> None:
    """The last clean look may be months old: what came near then is told for information alone."""
    first_look = on_day(0, start())
    for day, expected in ((30, WARN), (31, INFO)):
        later = on_day(day, start(NEAR), before=first_look)
        assert builders.verdict("content.spam_links", later).outcome is expected, day


def test_a_first_look_says_that_there_was_nothing_to_compare_with() -> None:
    """And so does one without a record; neither costs the pass."""
    for one in (on_day(0, start()), on_day(0, start()).model_copy(update={"earlier": NEVER})):
        verdict = builders.verdict("content.spam_links", one)
        assert verdict.outcome is PASS
        assert "earlier" in verdict.summary.en
        assert "earlier look" in str(verdict.evidence["detail"])


def test_too_many_domains_to_keep_are_not_told_new() -> None:
    """A page of thousands of foreign domains: nobody can say of one more whether it was there."""
    many = "".join(f'<a href="https://bao{number}.test/">Báo</a>' for number in range(700))
    assert told_beside("spam_links", [start(many)], [start(many + PARTNER)]).outcome is PASS


MENU = "<div style='display:none'>Thông báo, quyết định của công an xã</div>"


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Nhà cái uy tín, tài xỉu online, đăng ký nhận thưởng", True),
        ("Tài xỉu online", False),
        ("Công an khuyến cáo người dân về tài xỉu online, nhà cái", False),
    ],
)
def test_hidden_words_without_a_link(text: str, *, is_found: bool) -> None:
    """Beside a hidden menu, too; one word alone, and a warning, are no sign."""
    found = told("spam_links", start(f"{MENU}<div style='display:none'>{text}</div>"))
    assert (found.outcome is Outcome.FAIL) is is_found
    assert not is_found or first(found)["text"] == text
