"""content.defacement against notices of those who replace pages, and those who write about them."""

import pytest

from checks.facts import SitePage
from checks.model import Outcome
from tests.checks import builders
from tests.checks.content.sites import (
    START,
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

FAIL, PASS = Outcome.FAIL, Outcome.PASS
LONG = "<p>Hội nghị tổng kết công tác cải cách hành chính.</p>" * 80


@pytest.mark.parametrize(
    "boast",
    [
        "Hacked By R00tk1d",
        "h4ck3d by AnonX",
        "H a c k e d  b y  X",
        "[ 0wn3d by Kira ]",
        "Defaced by Team Z",
        "PWNED BY NightFox",
        "Bị hack bởi nhóm X",
        "Trang này đã bị hack",
        "Diretas oleh Garuda",
        "Hackeado por Fantasma",
        "Hacklendi",
        "Your site has been hacked",
        "Your Security Is Low",
        "黑客入侵",
        "Взломан",
    ],
)
def test_a_boast_in_the_pages_place_is_found(boast: str) -> None:
    """In the title over a picture, or in a heading; in other languages and letters."""
    picture = page(f"<title>{boast}</title><body bgcolor=black><img src=x.jpg>", found="start")
    heading = page(f"<title>Trang chủ</title><h1>{boast}</h1><p>Hello admin</p>", "/index.html")
    assert outcome("defacement", picture) is FAIL
    assert outcome("defacement", start(), heading) is FAIL
    assert first(told("defacement", picture))["text"] == " ".join(boast.split())


def test_a_notice_laid_over_the_page_is_found() -> None:
    """The page is still there beneath it."""
    style = "position:fixed;top:0;left:0;width:100%;height:100%;background:#000"
    over = f'<div style="{style}"><h1>Hacked by Kira</h1></div>{LONG}'
    assert first(told("defacement", start(over)))["sign"] == "over_the_page"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Hackathon chuyển đổi số 2026", "<p>Đăng ký dự thi</p>"),
        ("Cảnh báo: trang của một huyện bị hacked by hacker", "<p>Công an điều tra</p>"),
        ("Diễn tập ứng phó: website hacked by red team", "<p>Hội nghị</p>"),
        ("What to do if your site has been hacked", "<p>Keep the logs</p>"),
        ("Bảo trì hệ thống", "<p>Hẹn gặp lại</p>"),
        ("Welcome to nginx!", "<p>Thank you for using nginx.</p>"),
        ("Vô cùng thương tiếc", "<body style='background:#000'>"),
        ("Đăng nhập", "<form><input type=password></form>"),
        ("Hacked by Kira: chuyện kể", LONG),
    ],
)
def test_those_who_write_about_it_are_none(title: str, body: str) -> None:
    """News, drills, advice, maintenance, mourning, a login, a long article."""
    assert outcome("defacement", start(), page(f"<title>{title}</title><h1>{title}</h1>{body}", "/a")) is PASS


def test_a_page_in_order_is_none() -> None:
    """The start page of a commune."""
    assert outcome("defacement", page(START, found="start")) is PASS


WARN, INFO = Outcome.WARN, Outcome.INFO
SECTIONS = (
    "Giới thiệu chung về xã",
    "Cơ cấu tổ chức bộ máy",
    "Văn bản chỉ đạo điều hành",
    "Thủ tục hành chính cấp xã",
    "Lịch tiếp công dân hằng tuần",
    "Công khai ngân sách nhà nước",
    "Quy hoạch và kế hoạch sử dụng đất",
    "Hỏi đáp, góp ý của người dân",
    "Thông tin tuyên truyền pháp luật",
    "Phòng chống thiên tai, cứu nạn",
    "Đấu thầu, mua sắm công",
    "Liên hệ với ủy ban nhân dân xã",
    "Sơ đồ trang và trợ giúp",
)
MENU = "".join(f"<li><a href='/muc-{place}'>{name}</a></li>" for place, name in enumerate(SECTIONS))
NEWS = (
    "Đoàn công tác của tỉnh làm việc với xã về chuyển đổi số và giải quyết thủ tục hành chính cho người dân "
    "trong năm nay, nêu những khó khăn về hạ tầng, nhân lực, kinh phí và đề nghị sở ngành hỗ trợ kịp thời."
)
OTHER_NEWS = (
    "Hội người cao tuổi tổ chức mừng thọ, tặng quà các cụ tròn chín mươi tuổi, khám bệnh miễn phí "
    "ở thôn Đông; trạm y tế nhắc bà con tiêm phòng dại cho chó mèo trước mùa nắng nóng sắp đến gần."
)
TITLE = "<title>Trang thông tin điện tử xã Tân Hải</title>"


def portal(body: str, title: str = TITLE, path: str = "/") -> SitePage:
    """A page of a portal."""
    return page(f"{title}{body}", path, found="start" if path == "/" else "link")


AS_EVER = portal(f"<ul>{MENU}</ul><p>{NEWS}</p>")
LINKED = "".join(f"<a href='/{place}'>{word}</a> " for place, word in enumerate(OTHER_NEWS.split()))
ANEW = portal(f"<p>{OTHER_NEWS}</p>{LINKED}", "<title>Cổng dịch vụ công phường Đông</title>")
ODD = "<title>xXx Kira xXx</title>"
PICTURE = "<center><img src=k.jpg></center>"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (AS_EVER, PASS),
        (portal(f"<ul>{MENU}</ul><p>{OTHER_NEWS}</p>"), PASS),
        (portal(f"<ul>{MENU}</ul><p>{OTHER_NEWS}</p>", ODD), PASS),
        (portal(f"<p>{OTHER_NEWS}</p>"), PASS),
        (portal(PICTURE, ODD), WARN),
        (portal(f"<h1>Kira</h1>{PICTURE}<p>greetings to everybody around the world tonight</p>", ODD), WARN),
        (portal(f"<p>peace for all {OTHER_NEWS[:80]}</p><p>Pwned by Kira</p>", ODD), FAIL),
        (ANEW, INFO),
        (portal("<h1>Hệ thống đang bảo trì</h1>", "<title>Thông báo</title>"), INFO),
        (portal("<p>Website đã chuyển sang địa chỉ mới</p>", "<title>Thông báo</title>"), INFO),
        (portal("<h1>Welcome to nginx!</h1>", "<title>Welcome to nginx!</title>"), INFO),
        (portal("<form><input type=password></form><p>Đăng nhập</p>", "<title>Quản trị</title>"), INFO),
        (portal('<div id="root"></div><script src="/app.js"></script>', "<title>Cổng mới</title>"), INFO),
        (page(status(404, f"{ODD}{PICTURE}"), found="start"), PASS),
    ],
)
def test_a_page_beside_the_last_clean_look(now: SitePage, expected: Outcome) -> None:
    """News of the day, no frame, a bare page, one made anew, those that are short for honest reasons."""
    assert told_beside("defacement", [AS_EVER], [now]).outcome is expected


def test_an_emptied_page_shows_both_titles() -> None:
    """And the look that it was held beside."""
    verdict = told_beside("defacement", [AS_EVER], [portal(PICTURE, ODD)])
    shown = first(verdict)
    assert (shown["sign"], shown["text"]) == ("emptied", "xXx Kira xXx")
    assert shown["title_before"] == "Trang thông tin điện tử xã Tân Hải"
    assert verdict.evidence["earlier"] == {"compared_with": builders.NOW.isoformat()}
    signed = told_beside("defacement", [AS_EVER], [portal("<p>a b</p><p>Pwned by Kira</p>" + MENU, ODD)])
    assert signed.outcome is PASS  # it shows the site's menu, as a page does on which somebody writes of it


def test_a_page_that_alternates_is_known_in_each_of_its_forms() -> None:
    """Maintenance at night, two servers behind one name: what a clean look saw before is nothing new."""
    closed = portal("<h1>Hệ thống đang bảo trì</h1>", "<title>Thông báo</title>")
    forms = (AS_EVER, closed, ANEW)
    for one in forms:
        assert told_beside("defacement", *([form] for form in forms), [one]).outcome is PASS
    assert told_beside("defacement", *([form] for form in forms), [portal(PICTURE, ODD)]).outcome is WARN


def test_a_change_is_a_sign_for_some_weeks_only() -> None:
    """After that nobody knows what happened in between."""
    before = on_day(0, AS_EVER)
    for day, expected in ((30, WARN), (31, INFO)):
        later = on_day(day, portal(PICTURE, ODD), before=before)
        assert builders.verdict("content.defacement", later).outcome is expected, day


def test_an_article_that_is_gone_is_no_change_of_the_site() -> None:
    """One deep page of many; half of them are one."""
    deep = [
        portal(f"<p>{NEWS}</p>" * 3, f"<title>Bài {letter} dài</title>", f"/{letter}") for letter in "abcd"
    ]
    gone = [portal("<p>Nothing here any more</p>", ODD, f"/{letter}") for letter in "abcd"]
    before = [AS_EVER, *deep]
    assert told_beside("defacement", before, [AS_EVER, gone[0], *deep[1:]]).outcome is PASS
    assert told_beside("defacement", before, [AS_EVER, *gone]).outcome is WARN
    assert told_beside("defacement", [AS_EVER], [AS_EVER, *gone]).outcome is PASS  # never seen before


def test_what_is_remembered_does_not_grow() -> None:
    """Each look with pages and texts of its own: the newest are kept."""
    looks = [
        [
            AS_EVER,
            *(
                portal(f"<p>{day} {NEWS[day:]}</p>", f"<title>{day}</title>", f"/{day}-{one}")
                for one in range(9)
            ),
        ]
        for day in range(5)
    ]
    earlier = in_turn(*looks, [AS_EVER]).earlier
    assert earlier.kind == "earlier"
    assert len(earlier.pages) == 8
    assert len(earlier.addresses) == 46
    assert earlier.pages[0].texts[0].title == "Trang thông tin điện tử xã Tân Hải"
    assert len(earlier.model_dump_json()) < 12_000
