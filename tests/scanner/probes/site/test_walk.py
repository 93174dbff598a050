"""The walk against real sites: whom it says to be, what it asks for, and how much."""

from collections import Counter

import pytest

from checks.facts import Client, DnsFacts, NotTested, SiteFacts
from checks.facts.site import MOST_PAGES
from checks.model import Reason
from scanner.probes import site as walk
from scanner.probes.http import route
from scanner.probes.site import REQUESTS, REQUESTS_BESIDE_FILES
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Request, Site
from tests.scanner.probes.listening import closed_port
from tests.scanner.probes.site.walking import ADDRESS, HTML, clients, html, lost, paths, walked, walked_or_not

BIG = {f"/tin/{number}-mot-bai-viet-moi": html("/", text=f"Bài {number}") for number in range(60)}
CHAPTERS = {f"/muc{letter}/trang": html("/") for letter in "abcdefghijklmnopqrstuvwxyz"}
ALL_CLIENTS = list(Client)


async def test_each_client_is_itself_and_honest() -> None:
    """Six clients ask for the start page and for one missing path; each ends its name with the scanner's."""
    site = Site()
    facts = await walked({"/": html()}, site=site)
    first = [request for request in site.requests if request.path == "/"]
    agents = [request.headers["User-Agent"] for request in first]
    assert len(first) == 6
    assert all(agent.startswith("Mozilla/5.0 (") and " capdo/" in agent for agent in agents)
    assert sum("Googlebot" in agent for agent in agents) == 1
    assert sum("Mobile" in agent for agent in agents) == 2
    referers = Counter(request.headers["Referer"] for request in first)
    assert referers == {None: 3, "https://www.google.com/": 2, "https://coccoc.com/": 1}
    assert {request.headers["Accept-Language"] for request in site.requests} == {"vi-VN,vi"}
    assert [(page.found, clients(page)) for page in facts.pages] == [
        ("start", ALL_CLIENTS),
        ("missing", ALL_CLIENTS),
    ]
    assert {view.visit.last and view.visit.last.status for view in facts.pages[1].views} == {404}


async def test_the_owner_says_how_the_scanner_introduces_itself() -> None:
    """A permission's user agent stands in place of capdo's, in each client's name."""
    site = Site()
    await walked({"/": html()}, contexts.context(user_agent="so-tttt-scan/1 (+https://a.test)"), site)
    assert all(
        request.headers["User-Agent"].endswith("so-tttt-scan/1 (+https://a.test)")
        for request in site.requests
    )


async def test_no_cookie_goes_from_one_visit_to_another() -> None:
    """Each visit is a first one; within one, a gateway's cookie comes back."""
    site = Site()

    def gateway(request: Request) -> Answer:
        if request.headers["Cookie"] != "seen=1":
            return Answer(302, (("Location", "/"), ("Set-Cookie", "seen=1")))
        return html()

    facts = await walked({"/": gateway}, site=site)
    asked = [request.headers["Cookie"] for request in site.requests if request.path == "/"]
    assert Counter(asked) == {None: 6, "seen=1": 6}
    assert {view.visit.end for view in facts.pages[0].views} == {"answered"}


async def test_a_walk_is_bounded_and_counts_what_it_asks() -> None:
    """Twenty pages of a site of many, over three connections, within the requests that there may be."""
    site, context = Site(), contexts.context()
    many = {"/": html(*BIG, *CHAPTERS), **BIG, **CHAPTERS}
    facts = await walked(many, context, site)
    pages = [page for page in facts.pages if page.found not in ("missing", "error")]
    assert len(pages) == MOST_PAGES
    asked = len(site.requests) + 1  # of the https port, which is closed
    assert facts.requests == asked == context.requests["site"] <= REQUESTS
    assert len(site.clients) <= 3
    assert [clients(page) for page in pages] == [ALL_CLIENTS] * MOST_PAGES
    assert (facts.unseen, facts.left) == ((), 0)


WORST = "".join(f'<link rel="stylesheet" href="/{n}.css"><script src="/{n}.js"></script>' for n in range(6))
LISTS = "".join(f"Sitemap: /map{number}.xml\n" for number in range(9))


@pytest.mark.parametrize(("requests", "fewest"), [(REQUESTS, 19), (REQUESTS_BESIDE_FILES, 12)])
async def test_the_site_that_takes_most_requests(requests: int, fewest: int) -> None:
    """Four sitemaps, two errors and eight files besides: each page as six clients, what is left is told."""
    site = Site()
    start = html(*CHAPTERS, "/tin.aspx?id=1")
    start = Answer(headers=HTML, body=WORST.encode() + start.body)
    files = {f"/{number}.{ending}": Answer(body=b"x") for number in range(6) for ending in ("css", "js")}
    maps = {f"/map{number}.xml": Answer(body=b"<urlset></urlset>") for number in range(9)}
    listed = {"/robots.txt": Answer(body=LISTS.encode()), "/tin.aspx?id=1": html("/")}
    facts = await walked({"/": start, **CHAPTERS, **files, **maps, **listed}, site=site, requests=requests)
    pages = [page for page in facts.pages if page.found not in ("missing", "error")]
    assert facts.requests == len(site.requests) + 1 <= requests  # one of the closed https port
    assert fewest <= len(pages) < MOST_PAGES
    assert {tuple(clients(page)) for page in pages} == {tuple(ALL_CLIENTS)}
    assert facts.left == MOST_PAGES - len(pages)
    assert (len(facts.sitemaps), len(facts.files), len(paths(facts, "error"))) == (4, 8, 2)
    assert [clients(page) for page in facts.pages if page.found == "missing"] == [ALL_CLIENTS]
    assert {tuple(clients(page)) for page in facts.sitemaps} == {(Client.BROWSER, Client.CRAWLER)}
    assert [view.client for view in facts.robots] == [Client.BROWSER, Client.CRAWLER]
    assert facts.unseen == ()


async def test_redirects_count_and_leave_fewer_pages() -> None:
    """Where each request is answered by a redirect first, the walk asks for fewer pages, and is whole."""
    site = Site()
    start = {"/": Answer(302, (("Location", "/vi"),)), "/vi": html(*CHAPTERS)}
    moved = {path: Answer(301, (("Location", f"{path}/"),)) for path in CHAPTERS}
    facts = await walked({**start, **moved, **{f"{path}/": html() for path in CHAPTERS}}, site=site)
    assert facts.requests == len(site.requests) + 1 <= REQUESTS  # one of the closed https port
    assert 5 < len(facts.pages) < MOST_PAGES
    assert facts.unseen == ()


async def test_pages_are_chosen_by_kind() -> None:
    """Login, search and forms first, of pages made alike not too many, and nothing that does something."""
    menu = (
        "/dang-nhap",
        "/tim-kiem",
        "/hoi-dap",
        "/lien-he",
        "/dang-xuat",
        "/tai-lieu/so-1.pdf",
        "/xoa?id=1",
    )
    facts = await walked({"/": html(*BIG, *menu, "https://elsewhere.test/login"), **BIG})
    assert paths(facts, "login") == ["/dang-nhap"]
    assert paths(facts, "search") == ["/tim-kiem"]
    assert paths(facts, "upload") == ["/hoi-dap", "/lien-he"]
    assert len(paths(facts, "link")) == 12
    asked = {path for path in paths(facts) if "capdo-" not in path}
    assert asked.isdisjoint({"/dang-xuat", "/tai-lieu/so-1.pdf", "/xoa?id=1"})


async def test_a_page_that_nobody_but_the_crawler_is_led_to() -> None:
    """What only a crawler's start page links to is asked for, too, and before the site's own pages."""

    def cloaked(request: Request) -> Answer:
        is_crawler = "Googlebot" in request.headers["User-Agent"]
        return html(*CHAPTERS, *(["/uploads/nha-cai-uy-tin.html"] if is_crawler else []))

    facts = await walked({"/": cloaked, **CHAPTERS})
    hidden = next(page for page in facts.pages if page.url.endswith("/uploads/nha-cai-uy-tin.html"))
    assert Client.BROWSER_FROM_GOOGLE in clients(hidden)
    assert facts.pages[0].seen_by(Client.CRAWLER) != facts.pages[0].seen_by(Client.BROWSER)


@pytest.mark.parametrize("status", [401, 403, 406, 429, 503])
async def test_a_crawler_that_is_refused(status: int) -> None:
    """It is asked no more, the refusal is told, and the rest of the walk is whole."""
    site = Site()

    def refusing(request: Request) -> Answer:
        return Answer(status) if "Googlebot" in request.headers["User-Agent"] else html(*CHAPTERS)

    facts = await walked({"/": refusing, **CHAPTERS}, site=site)
    assert lost(facts.unseen) == {("site.views", "crawler_refused")}
    assert sum("Googlebot" in request.headers["User-Agent"] for request in site.requests) == 1
    assert clients(facts.pages[-1]) == [client for client in Client if client is not Client.CRAWLER]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_site_that_limits_requests_is_left_alone(status: int) -> None:
    """After so many requests it is asked no more than to see that it means it."""
    site = Site()

    def limiting(_request: Request) -> Answer:
        return html(*CHAPTERS) if len(site.requests) <= 20 else Answer(status)

    facts = await walked({"/": limiting, **dict.fromkeys(CHAPTERS, limiting)}, site=site)
    assert ("site.pages", "rate_limited") in lost(facts.unseen)
    assert len(site.requests) < 60


async def test_a_firewall_that_blocks_in_the_midst_of_a_walk() -> None:
    """Its pages are none of the site, and after a few the site is left alone."""
    site = Site()
    blocked = Answer(403, HTML, b"<p>Attention Required! | Cloudflare</p><p>cloudflare ray id</p>")

    def blocking(_request: Request) -> Answer:
        return html(*CHAPTERS) if len(site.requests) <= 25 else blocked

    facts = await walked({"/": blocking, **dict.fromkeys(CHAPTERS, blocking)}, site=site)
    assert ("site.pages", "blocked_by_waf") in lost(facts.unseen)
    assert len(site.requests) < 50


async def test_pages_that_are_not_for_everybody_are_no_trouble() -> None:
    """A login area that answers 403 to whoever has no account is seen as it is."""
    private = dict.fromkeys(list(CHAPTERS)[:2], Answer(403))
    facts = await walked({"/": html(*CHAPTERS), **CHAPTERS, **private})
    assert facts.unseen == ()


async def test_a_start_page_that_is_blocked_is_all_that_is_asked_for() -> None:
    """Nothing behind it is seen, and every part says why."""
    site = Site()
    facts = await walked({"/": Answer(403, body=b"forbidden")}, site=site)
    assert {reason for _, reason in lost(facts.unseen)} == {"blocked_by_waf"}
    assert len(lost(facts.unseen)) == 5
    assert len(site.requests) == 1


async def test_a_start_page_that_leads_elsewhere_is_shown_to_all() -> None:
    """A hijacked start page is evidence: what each client is told is kept, and nobody follows."""
    facts = await walked({"/": Answer(302, (("Location", "https://nha-cai.test/"),))})
    assert clients(facts.pages[0]) == ALL_CLIENTS
    assert {view.visit.end for view in facts.pages[0].views} == {"left_scope"}


async def test_a_site_that_does_not_answer() -> None:
    """No facts, and the reason."""
    with closed_port() as closed:
        target = contexts.target(https_port=closed, http_port=closed)
        found = await walk.probe(target, ADDRESS, frozenset(), contexts.context())
    assert isinstance(found, NotTested)
    assert found.reason is Reason.UNREACHABLE


async def test_time_that_runs_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen is kept, and what was not says so."""
    monkeypatch.setattr("scanner.probes.site.probing.SECONDS", 0.4)
    slow = {path: Answer() for path in CHAPTERS}
    found = await walked_or_not({"/": html(*slow), **slow}, contexts.context())
    assert isinstance(found, SiteFacts)
    assert found.pages[0].found == "start"
    assert {reason for _, reason in lost(found.unseen)} <= {"timeout", "incomplete"}


@pytest.mark.parametrize(("leads_back", "asked"), [(True, 3), (False, 6)])
async def test_the_other_name(monkeypatch: pytest.MonkeyPatch, *, leads_back: bool, asked: int) -> None:
    """The same name without www. is asked for at its own address, by everybody unless it only leads back."""

    async def resolved(*_arguments: object, **_options: object) -> DnsFacts:
        return DnsFacts(ipv4=("127.0.0.2",))

    monkeypatch.setattr("scanner.probes.dns.probe", resolved)
    site, other = Site(pages={"/": html()}), Site()
    with site.listening() as port, other.listening("127.0.0.2") as elsewhere, closed_port() as closed:
        monkeypatch.setitem(route.DEFAULT_PORTS, "http", elsewhere)
        back = Answer(301, (("Location", f"http://{contexts.HOST}:{port}/"),))
        other.pages = {"/": back if leads_back else html()}
        target = contexts.target(https_port=closed, http_port=port)
        facts = await walk.probe(target, ADDRESS, frozenset({"example.test"}), contexts.context())
    assert isinstance(facts, SiteFacts)
    assert len([request for request in other.requests if request.path == "/"]) == asked
    assert [page.found for page in facts.pages].count("www") == 1


async def test_sheets_and_scripts_of_the_site_itself() -> None:
    """Four of each that the start page names, not those of other sites."""
    sheets = "".join(f'<link rel="stylesheet" href="/{number}.css">' for number in range(6))
    named = sheets + '<script src="/a.js"></script><script src="https://cdn.test/b.js"></script>'
    start = Answer(headers=HTML, body=f"<!doctype html>{named}".encode())
    facts = await walked({"/": start, "/a.js": Answer(body=b"var a")})
    asked = [visited.exchanges[0].url.rpartition("/")[2] for visited in facts.files]
    assert asked == ["0.css", "1.css", "2.css", "3.css", "a.js"]


async def test_errors_are_provoked_as_a_mistyped_link_would() -> None:
    """A missing page of the program that makes the site's pages, and a word in place of a number."""
    facts = await walked({"/": html("/tin.aspx?id=12&muc=3", "/a.aspx")})
    asked = paths(facts, "error")
    assert asked[0].startswith("/capdo-")
    assert asked[0].endswith(".aspx")
    assert asked[1].startswith("/tin.aspx?id=capdo-")
    assert asked[1].endswith("&muc=3")


WAF = Answer(403, HTML, b"<p>Attention Required! | Cloudflare</p><p>cloudflare ray id</p>")


@pytest.mark.parametrize(
    ("path", "answer", "unseen"),
    [
        ("/robots.txt", WAF, {("site.sitemap", "blocked_by_waf")}),
        ("/sitemap.xml", WAF, {("site.sitemap", "blocked_by_waf")}),
        ("/a.css", WAF, {("site.files", "blocked_by_waf")}),
        ("/a.css", Answer(body=b" " * 2_200_000), {("site.files", "incomplete")}),
        ("/sitemap.xml", Answer(body=b"<loc>/a</loc>" * 200_000), set()),
        ("/robots.txt", Answer(403), set()),
        ("/a.css", Answer(404), set()),
    ],
)
async def test_files_that_were_not_seen_are_told(
    path: str, answer: Answer, unseen: set[tuple[str, str]]
) -> None:
    """A firewall's page in a file's stead is none; what is not there, or is private, is seen as it is."""
    start = Answer(headers=HTML, body=b'<!doctype html><link rel="stylesheet" href="/a.css">')
    facts = await walked({"/": start, "/a.css": Answer(body=b"a{}"), path: answer})
    assert lost(facts.unseen) == unseen
