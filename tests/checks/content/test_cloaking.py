"""content.cloaking against answers that differ between clients, honestly and not."""

import pytest

from checks.facts import Client
from checks.model import Outcome, Reason
from tests.checks.content.sites import (
    START,
    Body,
    answer,
    first,
    outcome,
    page,
    redirect,
    start,
    status,
    told,
)
from tests.checks.content.test_spam_links import sitemap

FAIL, PASS = Outcome.FAIL, Outcome.PASS
OTHERS = [client for client in Client if client is not Client.BROWSER]
BAIT = '<a href="https://qh68win.test/">tài xỉu uy tín</a>'
SHOWN: tuple[Body, ...] = (
    redirect("https://qh68win.test/"),
    redirect("https://vuonlan.test/1"),
    f"{START}{BAIT}",
    f"{START}<div>{''.join(f'<a href=https://v{number}.test/>xem</a>' for number in range(5))}</div>",
    '<meta http-equiv="refresh" content="0;url=https://vuonlan.test/">',
    "<script>location.href='https://vuonlan.test/'</script>",
    f"<title>Nhà cái QH68 uy tín số 1</title>{START}",
    "<title>激安 財布 通販</title><h1>財布</h1>",
    f"{START}<p>Tài xỉu, xóc đĩa, nổ hũ, soi cầu.</p>",
)


@pytest.mark.parametrize("client", OTHERS)
@pytest.mark.parametrize("body", SHOWN)
def test_another_answer_to_any_client_is_found(body: Body, client: Client) -> None:
    """Redirects, links, refreshes, scripts, titles, texts; on any page, for any of them."""
    found = first(told("cloaking", start(others={client: body})))
    assert found["client"] == client.value
    assert outcome("cloaking", start(), page(START, "/tin/1.html", {client: body})) is FAIL


def test_a_missing_path_that_leads_visitors_away_is_found() -> None:
    """To a browser it is missing; so is a page of theirs that crawlers alone are shown."""
    landing = "<title>Nhà cái QH68 uy tín số 1</title><h1>Nhà cái QH68</h1>" + BAIT
    gone = status(404, "<title>404</title>")
    for client, body in (
        (Client.PHONE_FROM_GOOGLE, redirect("https://qh68win.test/")),
        (Client.CRAWLER, answer(landing)),
    ):
        assert outcome("cloaking", start(), page(gone, "/x", {client: body}, found="missing")) is FAIL


def test_a_sitemap_for_crawlers_alone_is_found() -> None:
    """Its pages need not be there any more."""
    baits = sitemap(*(f"https://xa.example.test/nha-cai-{number}" for number in range(5)))
    plain = sitemap("https://xa.example.test/")
    cloaked = page(plain, "/sitemap.xml", {Client.CRAWLER: baits}, found="sitemap")
    assert outcome("cloaking", start(), sitemaps=(cloaked,)) is FAIL
    assert outcome("cloaking", start(), sitemaps=(page(plain, "/sitemap.xml", found="sitemap"),)) is PASS


@pytest.mark.parametrize(
    ("client", "body"),
    [
        (Client.PHONE, redirect("https://m.example.test/")),
        (Client.PHONE, redirect("https://xa.gov.vn/")),
        (Client.PHONE, f'{START}<a href="https://play.google.com/store">Tải ứng dụng</a>'),
        (Client.BROWSER_FROM_GOOGLE, f"{START}<p>Bạn đến từ Google</p>"),
        (Client.CRAWLER, f"{START}<p>{'Nội dung đầy đủ cho máy tìm kiếm. ' * 50}</p>"),
        (Client.CRAWLER, f'{START}<a href="https://quangba.test/"><img src=b.gif alt="Nông sản"></a>'),
        (Client.CRAWLER, f'{START}<input type=hidden name=csrf value="0123456789abcdef0123456789">'),
        (Client.PHONE_FROM_GOOGLE, START.replace("xã Tân Hải", "xã Tân Hải (di động)")),
        (Client.CRAWLER, f"{START}<p>Công an triệt phá đường dây tài xỉu, xóc đĩa, nổ hũ, cá độ</p>"),
    ],
)
def test_honest_differences_are_none(client: Client, body: Body) -> None:
    """Phones' pages, greetings, prerendered pages, banners in turn, tokens."""
    verdict = told("cloaking", start(others={client: body}))
    assert verdict.outcome is PASS, verdict.evidence


@pytest.mark.parametrize("code", [401, 403, 406, 429, 503])
def test_a_crawler_refused_is_not_tested(code: int) -> None:
    """Firewalls refuse those who only say to be one: neither cloaking nor a pass."""
    verdict = told("cloaking", start(others={Client.CRAWLER: status(code, "Forbidden")}))
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_TESTED, Reason.CRAWLER_REFUSED)


def test_a_crawler_refused_does_not_hide_what_others_are_shown() -> None:
    """What was found stands."""
    others = {
        Client.CRAWLER: status(403, "Forbidden"),
        Client.PHONE_FROM_GOOGLE: redirect("https://qh68win.test/"),
    }
    assert outcome("cloaking", start(others=others)) is FAIL


def test_what_every_client_is_shown_is_no_cloaking() -> None:
    """That is for the other checks to tell."""
    assert outcome("cloaking", start(BAIT)) is PASS
