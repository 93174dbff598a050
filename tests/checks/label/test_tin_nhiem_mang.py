"""label.tin_nhiem_mang."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import Facts, Target
from checks.label._markup import find
from tests.checks import builders

HOST = "baria-vungtau.gov.vn"
SLUG = "baria-vungtaugovvn"
LINK = '<a href="https://tinnhiemmang.vn/danh-ba-tin-nhiem/{}-1623900000" target="_blank">{}</a>'
IMAGE = '<img src="https://tinnhiemmang.vn/handle_cert?id={}" width="150" />'
BOTH = LINK.format(SLUG, IMAGE.format(HOST))


def portal(body: str, *, is_portal: bool | None = True, host: str = HOST, **changes: Any) -> Facts:
    """A portal's page."""
    answer = builders.exchange(**{"url": f"https://{host}/", "body": body, **changes})
    target = Target(host=host, is_portal=is_portal, observed_at=builders.NOW)
    return builders.facts(
        target=target, http=builders.http(https=builders.visit(answer), https_ipv6=None, http_ipv6=None)
    )


def judged(facts: Facts) -> tuple[str, object]:
    """Outcome and state."""
    verdict = builders.verdict("label.tin_nhiem_mang", facts)
    return verdict.outcome.value, verdict.evidence.get("state")


@pytest.mark.parametrize(
    ("body", "outcome", "state"),
    [
        (BOTH, "pass", "linked"),
        (LINK.format(SLUG, "<img src=/nhan.png>"), "pass", "linked"),
        (LINK.format(SLUG.upper(), ""), "pass", "linked"),
        (LINK.format(f"www{SLUG}", IMAGE.format(f"www.{HOST}")), "pass", "linked"),
        (BOTH.replace("img src", "img src='data:,' data-src"), "pass", "linked"),
        (BOTH.replace("https://", "//"), "pass", "linked"),
        (BOTH.replace("tinnhiemmang.vn", "www.tinnhiemmang.vn"), "pass", "linked"),
        (BOTH.replace(f"?id={HOST}", f"?id=https%3A%2F%2F{HOST}%2F"), "pass", "linked"),
        (f"<noscript>{BOTH}</noscript>", "pass", "linked"),
        (LINK.format("khacgovvn", "") + BOTH, "pass", "linked"),
        (IMAGE.format(HOST), "fail", "image_only"),
        (f"<a href='https://tinnhiemmang.vn/'>{IMAGE.format(HOST)}</a>", "fail", "image_only"),
        (LINK.format("khacgovvn", IMAGE.format("khac.gov.vn")), "fail", "host_mismatch"),
        (LINK.format("khacgovvn", IMAGE.format(HOST)), "fail", "host_mismatch"),
        (LINK.format(SLUG, IMAGE.format("khac.gov.vn")), "fail", "host_mismatch"),
        (IMAGE.format("khac.gov.vn"), "fail", "host_mismatch"),
        (LINK.format(f"con{SLUG}", ""), "fail", "host_mismatch"),
        ("", "fail", "none"),
        (f"<!-- {BOTH} -->", "fail", "none"),
        (BOTH.replace("tinnhiemmang.vn", "tinnhiemmang.vn.evil.test"), "fail", "none"),
        (BOTH.replace("-1623900000", "").replace("handle_cert", "x"), "fail", "none"),
    ],
)
def test_the_label_must_be_this_host_s_own(body: str, outcome: str, state: str) -> None:
    """The link to the register decides; an image of another host spoils it."""
    assert judged(portal(body)) == (outcome, state)
    assert builders.verdict("label.tin_nhiem_mang", portal(body)).severity == "low"


def test_www_makes_no_difference() -> None:
    """A label for the name serves www, and the other way round."""
    www = f"www.{HOST}"
    assert judged(portal(BOTH, host=www)) == ("pass", "linked")
    assert judged(portal(LINK.format(f"www{SLUG}", IMAGE.format(www)))) == ("pass", "linked")
    assert (
        judged(portal(LINK.format("www3govvn", IMAGE.format("www3.gov.vn")), host="www3.gov.vn"))[0] == "pass"
    )


def test_only_portals_need_a_label() -> None:
    """Another system is left alone; where no inventory speaks, a missing label is information."""
    assert judged(portal("", is_portal=False)) == ("not_applicable", None)
    assert judged(portal("", is_portal=None)) == ("info", "none")
    assert builders.verdict("label.tin_nhiem_mang", portal("", is_portal=None)).severity == "info"
    assert judged(portal(IMAGE.format(HOST), is_portal=None)) == ("fail", "image_only")


def test_a_page_that_could_not_be_read_says_nothing() -> None:
    """An error page, a page read in part or a redirect elsewhere may well have a label behind it."""
    assert judged(portal("", status=403))[0] == "not_tested"
    assert judged(portal("", body_truncated=True))[0] == "not_tested"
    assert judged(portal(BOTH, body_truncated=True)) == ("pass", "linked")


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_page_is_read(body: str, name: str) -> None:
    """Never an exception, whatever is in a page, a link or an image."""
    found = find(body + LINK.format(name, IMAGE.format(name)) + f"<a href='{name}'><img data-src='//{name}'>")
    found.state([name])


def test_a_hostile_page_is_bounded() -> None:
    """Thousands of labels don't fill a report."""
    body = "".join(LINK.format(f"h{i}", IMAGE.format(f"h{i}.test")) for i in range(5_000))
    verdict = builders.verdict("label.tin_nhiem_mang", portal(body))
    assert len(str(verdict.evidence)) < 2_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<div id="root"></div><script src="/static/js/main.js"></script>', "unreadable"),
        (
            '<noscript>Bật JavaScript</noscript><div id="app">Đang tải</div><script src=a></script>',
            "unreadable",
        ),
        ("<script>document.write('x')</script>", "unreadable"),
        ('<meta http-equiv="refresh" content="0;url=/web/guest/home">', "elsewhere"),
        ("<META HTTP-EQUIV=Refresh CONTENT='5; URL=https://x.vn/'><p>Đang chuyển</p>", "elsewhere"),
        ('<head></head><body><meta http-equiv="refresh" content="0;url=/home"></body>', "elsewhere"),
        ("<script>window.location = '/home'</script>", "elsewhere"),
        ("<script>location.replace('/home')</script>", "elsewhere"),
        ('<frameset><frame name="main" src="/home"></frameset>', "elsewhere"),
        ('<iframe src="/home" width="100%"></iframe>', "elsewhere"),
    ],
)
def test_a_page_that_is_not_the_page_shows_no_absence(body: str, reason: str) -> None:
    """Scripts are not run, and what a page forwards to or frames is not read."""
    verdict = builders.verdict("label.tin_nhiem_mang", portal(body))
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)


def test_a_header_may_forward_too() -> None:
    """Browsers heed a Refresh header as they do the element."""
    verdict = builders.verdict("label.tin_nhiem_mang", portal("", headers=(("refresh", "0; url=/home"),)))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "elsewhere")


def test_a_whole_page_beside_scripts_shows_an_absence() -> None:
    """Most portals have scripts, frames and text."""
    text = "<p>Tin tức sự kiện</p>" * 40
    body = f'<script>location.replace("x")</script><iframe src="/ad"></iframe><div id="app">{text}</div>'
    assert judged(portal(body)) == ("fail", "none")


TEXT = "<p>Tin tức sự kiện</p>" * 60
REGISTER = f"https://tinnhiemmang.vn/danh-ba-tin-nhiem/{SLUG}-1623900000"


@pytest.mark.parametrize(
    ("body", "outcome", "state"),
    [
        (f"<script>document.write('{BOTH}')</script>", "not_tested", None),
        ("<script src='https://tinnhiemmang.vn/nhan.js'></script>", "not_tested", None),
        (f"<script>var nhan = {{link: '{REGISTER}'}};</script>", "not_tested", None),
        (f"<iframe src='{REGISTER}'></iframe>", "not_tested", None),
        (f'<img src="/nhan.png" onclick="window.open(\'{REGISTER}\')">', "not_tested", None),
        (f"{IMAGE.format(HOST)}<div onclick=\"location='{REGISTER}'\">", "not_tested", None),
        (f"<script>x('{REGISTER}')</script>{BOTH}", "pass", "linked"),
        (f"<!-- <script>document.write('{BOTH}')</script> -->", "fail", "none"),
        ("<p>Trang chưa có nhãn tinnhiemmang</p>", "fail", "none"),
        ("<script src='/jquery.js'></script>", "fail", "none"),
        (f"<script>var x = 1</script>{IMAGE.format(HOST)}", "fail", "image_only"),
        (
            f'<div style="background:url(https://tinnhiemmang.vn/handle_cert?id={HOST})"></div>',
            "fail",
            "none",
        ),
        (f"{LINK.format('khacgovvn', '')}<script>x('{REGISTER}')</script>", "fail", "host_mismatch"),
    ],
)
def test_a_label_that_a_script_brings_is_not_told(body: str, outcome: str, state: str | None) -> None:
    """On a page with all its text: scripts are not run, so its absence from the markup proves nothing."""
    assert judged(portal(TEXT + body)) == (outcome, state)
