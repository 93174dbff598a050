"""content.redirect_hijack against moves to others, honest and not."""

import pytest

from checks.model import Outcome
from tests.checks.content.sites import HOST, START, Body, answer, first, outcome, page, redirect, start, told

FAIL, PASS = Outcome.FAIL, Outcome.PASS
AWAY = "https://vuonlan.test/1.html"
COVER = "position:fixed;top:0;left:0;width:100%;height:100%"


def refreshing(url: str) -> Body:
    """By the header."""
    return answer("<p>…</p>").model_copy(update={"headers": (("refresh", f"0; url={url}"),)})


def moves(url: str) -> tuple[Body, ...]:
    """Every way to the same address."""
    return (
        redirect(url),
        refreshing(url),
        f'<meta http-equiv="refresh" content="0;url={url}">',
        f"<META HTTP-EQUIV=Refresh CONTENT=\"3; '{url}'\">",
        f'<script>location.href="{url}"</script>',
        f"<script>window.location.replace('{url}')</script>",
        f'<script>setTimeout(function(){{document.location="{url}"}},900)</script>',
        f'<script>window.onload=function(){{top.location.assign("{url}")}}</script>',
        f'<script>$(document).ready(function(){{window["location"]["href"]="{url}"}})</script>',
        f"<body onload=\"location='{url}'\">",
        f'<script>document.addEventListener("click",function(){{window.open("{url}")}})</script>',
        f'<script>function go(){{location.href="{url}"}} go();</script>',
        f'<script>eval("location.href=\\"{url}\\"")</script>',
        f"<script>location.href=\"{url[::-1]}\".split('').reverse().join('')</script>",
    )


@pytest.mark.parametrize("number", range(len(moves(AWAY))))
@pytest.mark.parametrize("url", [AWAY, "https://qh68win.test/"])
def test_a_move_to_somebody_else_is_found(number: int, url: str) -> None:
    """Redirects, refreshes, scripts, disguised ones."""
    one = page(moves(url)[number], "/dich-vu")
    assert outcome("redirect_hijack", start(), one) is FAIL
    assert first(told("redirect_hijack", start(), one))["link"].startswith(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://phuongmoi.gov.vn/",
        "https://dichvucong.gov.vn/p/home",
        "https://cu.example.test/",
        "https://www.youtube.com/@xa",
        "https://zalo.me/123",
        "https://www.facebook.com/xa",
        f"https://sso.nhacungcap.test/oauth2/authorize?client_id=a&redirect_uri=https%3A%2F%2F{HOST}%2Fcb",
        f"https://xacthuc.test/cas/login?service=https://{HOST}/",
        "https://example.vn/",
        "/khac",
    ],
)
def test_an_honest_move_is_none(url: str) -> None:
    """Among public bodies, in the domain, to a channel, to a sign-on that comes back, to the same name."""
    for body in moves(url)[:6]:
        verdict = told("redirect_hijack", start(), page(body, "/dang-nhap"))
        assert verdict.outcome is PASS, verdict.evidence


@pytest.mark.parametrize(
    "script",
    [
        f'function mo(){{location.href="{AWAY}"}}',
        f'document.getElementById("b").onclick=function(){{location.href="{AWAY}"}}',
        f'$("#b").click(function(){{window.open("{AWAY}")}})',
        f'document.querySelector("#b").addEventListener("click",()=>{{location.href="{AWAY}"}})',
        f'var app={{mo:function(){{location.href="{AWAY}"}}}}',
    ],
)
def test_what_waits_for_a_click_is_a_link(script: str) -> None:
    """It takes nobody away who does not ask for it."""
    assert outcome("redirect_hijack", start(f"<button id=b>Thư</button><script>{script}</script>")) is PASS


def test_a_page_for_leaving_names_where_to() -> None:
    """The address asked for holds the other one."""
    assert (
        outcome(
            "redirect_hijack",
            start(),
            page(redirect("https://bao.test/"), "/out?url=https%3A%2F%2Fbao.test%2F"),
        )
        is PASS
    )
    assert (
        outcome(
            "redirect_hijack",
            start(),
            page(redirect("https://qh68win.test/"), "/out?url=https://qh68win.test/"),
        )
        is FAIL
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f'<iframe src="https://vuonlan.test/" style="{COVER}"></iframe>', FAIL),
        ('<iframe src="https://qh68win.test/" width="100%" height="100%"></iframe>', FAIL),
        ('<iframe src="https://www.youtube.com/embed/a" width="100%" height="100%"></iframe>', PASS),
        ('<iframe src="https://bieudo.test/" width="100%" height="100%"></iframe>', PASS),
        ('<link rel="canonical" href="https://qh68win.test/nha-cai">', FAIL),
        ('<link rel="alternate" hreflang="vi" href="https://qh68win.test/">', FAIL),
        ('<link rel="amphtml" href="https://qh68win.test/amp">', FAIL),
        ('<base href="https://qh68win.test/">', FAIL),
        ('<link rel="canonical" href="https://bao.test/bai-goc.html">', PASS),
        (f'<link rel="canonical" href="https://{HOST}/">', PASS),
    ],
)
def test_frames_over_the_page_and_claims(markup: str, expected: Outcome) -> None:
    """A claim to belong elsewhere moves nobody: it counts where it is of one of the trades."""
    assert outcome("redirect_hijack", start(markup)) is expected


def test_a_start_page_in_order_is_none() -> None:
    """And says how much was looked at."""
    verdict = told("redirect_hijack", page(START, found="start"))
    assert verdict.outcome is PASS
    assert verdict.evidence["pages_seen"] == 1
