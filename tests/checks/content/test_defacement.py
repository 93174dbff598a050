"""content.defacement against notices of those who replace pages, and those who write about them."""

import pytest

from checks.model import Outcome
from tests.checks.content.sites import START, first, outcome, page, start, told

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
