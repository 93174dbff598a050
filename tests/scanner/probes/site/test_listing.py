"""robots.txt and sitemaps: what a walk reads of them, and that none leads it round and round."""

import gzip

import pytest

from checks.facts import Client, Exchange
from scanner.probes.site.sitemaps import Entry, entries, is_index, named_in_robots
from tests.scanner.probes.http.sites import Answer, Request, Site
from tests.scanner.probes.site.walking import html, paths, walked

HOST = "http://{host}"


def _urls(*paths_and_days: tuple[str, str], tag: str = "url", root: str = "urlset") -> bytes:
    listed = "".join(
        f"<{tag}><loc>{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{tag}>"
        for path, day in paths_and_days
    )
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{root}>'.encode()


@pytest.mark.parametrize(
    ("body", "listed"),
    [
        ("<url><loc>/a</loc><lastmod>2026-01-02</lastmod></url>", [("/a", "2026-01-02")]),
        (
            "<url><loc>/a</loc></url><url><loc>/b</loc><lastmod>2026</lastmod></url>",
            [("/b", "2026"), ("/a", "")],
        ),
        ("<url><loc> <![CDATA[/a?b=1&c]]> </loc></url>", [("/a?b=1&c", "")]),
        ("<s:url><s:loc>/a?b=1&amp;c</s:loc></s:url>", [("/a?b=1&c", "")]),
        ("<url><loc>/cut off in the mid", [("/cut off in the mid", "")]),
        ("https://a.test/1\r\n  https://a.test/2\n", [("https://a.test/1", ""), ("https://a.test/2", "")]),
        ("<!doctype html><html><loc>/a</loc>", []),
        ("", []),
        ("<lastmod>2026</lastmod>", []),
    ],
)
def test_what_a_sitemap_lists(body: str, listed: list[tuple[str, str]]) -> None:
    """Newest first, in whatever way it is written; a page that stands in its stead lists nothing."""
    answer = Exchange(url="https://a.test/sitemap.xml", status=200, body=body)
    assert entries(answer) == [Entry(*one) for one in listed]


def test_an_index_and_robots() -> None:
    """An index is told by its root; robots.txt names sitemaps in any case."""
    index = Exchange(
        url="https://a.test/", status=200, body=_urls(("/b.xml", ""), root="sitemapindex").decode()
    )
    robots = Exchange(
        url="https://a.test/", status=200, body="User-agent: *\nSITEMAP : /a.xml\r\nsitemap:/b.xml"
    )
    assert is_index(index)
    assert named_in_robots(robots) == ["/a.xml", "/b.xml"]


async def test_an_index_is_followed_newest_first() -> None:
    """A packed sitemap below an index: its newest pages are asked for."""
    site = Site()
    index = _urls(
        ("/old.xml", "2020-01-01"), ("/new.xml.gz", "2026-11-01"), tag="sitemap", root="sitemapindex"
    )
    news = [(f"/bai/{number}.html", f"2026-11-{number:02}") for number in range(1, 10)]
    packed = Answer(headers=(("Content-Type", "application/x-gzip"),), body=gzip.compress(_urls(*news)))
    pages = {
        "/": html(),
        "/sitemap.xml": Answer(body=index),
        "/new.xml.gz": packed,
        "/old.xml": Answer(body=_urls()),
    }
    facts = await walked(pages, site=site)
    asked = [page.url.rpartition("/")[2] for page in facts.sitemaps]
    assert asked == ["sitemap.xml", "new.xml.gz", "old.xml"]
    assert paths(facts, "sitemap") == [f"/bai/{number}.html" for number in range(9, 0, -1)]
    assert {tuple(view.client for view in page.views) for page in facts.sitemaps} == {
        (Client.BROWSER, Client.CRAWLER)
    }


@pytest.mark.parametrize("coding", [(), (("Content-Encoding", "gzip"),)])
async def test_a_packed_sitemap_in_either_way(coding: tuple[tuple[str, str], ...]) -> None:
    """Servers send the file as it is, or say that its packing is a coding."""
    packed = Answer(headers=coding, body=gzip.compress(_urls(("/bai.html", ""))))
    robots = Answer(body=b"Sitemap: /s.xml.gz")
    facts = await walked({"/": html(), "/robots.txt": robots, "/s.xml.gz": packed})
    assert paths(facts, "sitemap") == ["/bai.html"]


async def test_sitemaps_that_name_themselves() -> None:
    """Each is read once, and of many no more than four."""
    site = Site()
    index = _urls(*((f"/{number}.xml", "") for number in range(9)), tag="sitemap", root="sitemapindex")
    pages = {
        "/": html(),
        "/sitemap.xml": Answer(body=index),
        **{f"/{n}.xml": Answer(body=index) for n in range(9)},
    }
    facts = await walked(pages, site=site)
    assert len(facts.sitemaps) == 4
    assert len({page.url for page in facts.sitemaps}) == 4


async def test_a_sitemap_that_only_crawlers_are_shown() -> None:
    """What it lists beyond the browser's is asked for."""

    def cloaked(request: Request) -> Answer:
        own = [("/gioi-thieu", "")]
        injected = [(f"/slot-{number}", "2026-11-01") for number in range(9)]
        return Answer(body=_urls(*own, *(injected if "Googlebot" in request.headers["User-Agent"] else [])))

    facts = await walked({"/": html(), "/sitemap.xml": cloaked})
    assert sum(path.startswith("/slot-") for path in paths(facts, "sitemap")) >= 3


async def test_sitemaps_of_other_sites_are_left_alone() -> None:
    """Neither those that robots.txt names nor pages that a sitemap lists."""
    robots = Answer(body=b"Sitemap: https://elsewhere.test/sitemap.xml")
    listed = Answer(body=_urls(("https://elsewhere.test/a", "")))
    facts = await walked({"/": html(), "/robots.txt": robots, "/sitemap.xml": listed})
    assert [page.url.rpartition("/")[2] for page in facts.sitemaps] == ["sitemap.xml"]
    assert paths(facts, "sitemap") == []
