"""web.cookies: cookies travel over https only, and scripts and other sites cannot take a session."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip, clipped
from checks.facts import Exchange, Facts, FactsMissingError, HttpFacts, Part, SiteFacts
from checks.facts.blocking import blocked
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import pages_of, visits
from checks.web._cookie_problems import PROBLEMS, RANKS, problems
from checks.web._cookies import Cookie, Refusal, dropped, jar
from checks.web._hsts import hsts_of
from checks.web._observatory import beside_observatory
from checks.web._recommended import recommended
from checks.web._walked import login_visits
from checks.web.hsts import YEAR

NO_COOKIES = Text(vi="Trang không đặt cookie.", en="The page sets no cookies.")
DROPPED = Text(
    vi="Trình duyệt bỏ mọi cookie của trang: sai Domain, hoặc sai quy tắc __Host-, __Secure-.",
    en="Browsers drop every cookie of the page: a foreign Domain, or the rules of __Host- and __Secure-.",
)
SAFE = Text(vi="Mọi cookie đều được bảo vệ.", en="Every cookie is protected.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst problem of any cookie of any visit. No cookies at all is a pass, of a page that was seen."""
    return beside_observatory(facts, _judge(facts), "cookies")


def _judge(facts: Facts) -> Judgement:
    exchanges = _exchanges(facts)
    cookies = jar(exchanges, facts.target.observed_at)
    refused = dropped(exchanges, facts.target.observed_at)
    if not cookies:
        pages_of(facts)  # nothing is claimed of a page that was seen nowhere
        return _without_cookies(refused)
    has_hsts = _has_hsts(facts)
    problems_found = {problem for cookie in cookies for problem in problems(cookie, has_hsts=has_hsts)}
    evidence: dict[str, JsonValue] = {"cookies": [_evidence(cookie) for cookie in cookies[:LIST_LENGTH]]}
    if refused:
        evidence |= _refused(refused)
    if login_pages := [visit.exchanges[0].url for visit in login_visits(facts) if visit.exchanges]:
        evidence["login_pages"] = clipped(login_pages)
    if not problems_found:
        return Judgement(outcome=Outcome.PASS, summary=SAFE, evidence={"result": _good(cookies), **evidence})
    worst = max(problems_found, key=RANKS.__getitem__)
    outcome, severity, summary = PROBLEMS[worst]
    return Judgement(
        outcome=outcome, severity=severity, summary=summary, evidence={"result": worst, **evidence}
    )


def _exchanges(facts: Facts) -> list[Exchange]:
    """Every answer of the site; one in its stead, a firewall's, has cookies of its own."""
    every = (*visits(facts.require(HttpFacts)), *login_visits(facts))  # sessions often begin at the login
    exchanges = (exchange for visit in every for exchange in visit.exchanges)
    return [exchange for exchange in exchanges if blocked(exchange) is None]


def _without_cookies(refused: dict[str, Refusal]) -> Judgement:
    evidence: dict[str, JsonValue] = {"result": "cookies-not-found"}
    if refused:
        evidence |= _refused(refused)
    return Judgement(outcome=Outcome.PASS, summary=DROPPED if refused else NO_COOKIES, evidence=evidence)


def _refused(refused: dict[str, Refusal]) -> dict[str, JsonValue]:
    return {"dropped_by_browsers": clipped(f"{name}: {why}" for name, why in refused.items())}


def _good(cookies: tuple[Cookie, ...]) -> str:
    has_same_site = all(cookie.same_site for cookie in cookies)
    return "cookies-secure-with-httponly-sessions" + ("-and-samesite" if has_same_site else "")


def _has_hsts(facts: Facts) -> bool:
    try:
        return hsts_of(facts).lasts(YEAR)
    except FactsMissingError:
        return False


def _evidence(cookie: Cookie) -> JsonValue:
    return {
        "name": clip(cookie.name, 100),
        "secure": cookie.secure,
        "http_only": cookie.http_only,
        "same_site": cookie.same_site,
        "session": cookie.is_session,
    }


CHECK = Check(
    id="web.cookies",
    title=Text(vi="Cookie được bảo vệ", en="Protected cookies"),
    finding=Text(vi="Cookie chưa được bảo vệ", en="Unprotected cookies"),
    warning=Text(vi="Cookie chưa được bảo vệ đầy đủ", en="Cookies not fully protected"),
    rationale=recommended(
        vi="Ai lấy được cookie phiên thì đăng nhập được như chủ tài khoản. Secure chặn gửi cookie qua HTTP, "
        "HttpOnly chặn mã trong trang đọc cookie, SameSite chặn trang khác lợi dụng cookie.",
        en="Whoever gets a session cookie is logged in as its owner. Secure keeps a cookie off plain HTTP, "
        "HttpOnly keeps it from scripts, SameSite keeps other sites from using it.",
    ),
    remediation=Text(
        vi="Đặt Secure, HttpOnly và SameSite=Lax (hoặc Strict) cho cookie phiên; Secure cho mọi cookie.\n"
        "PHP: session.cookie_secure=1, session.cookie_httponly=1, session.cookie_samesite=Lax\n"
        'ASP.NET: <httpCookies requireSSL="true" httpOnlyCookies="true" sameSite="Lax" />\n'
        "nginx: proxy_cookie_flags ~ secure httponly samesite=lax;",
        en="Set Secure, HttpOnly and SameSite=Lax (or Strict) on session cookies, and Secure on every "
        "cookie.\n"
        "PHP: session.cookie_secure=1, session.cookie_httponly=1, session.cookie_samesite=Lax\n"
        'ASP.NET: <httpCookies requireSSL="true" httpOnlyCookies="true" sameSite="Lax" />\n'
        "nginx: proxy_cookie_flags ~ secure httponly samesite=lax;",
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts, SiteFacts),
    parts=(Part.HTTP_PAGE,),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL),
    references=(
        Reference(
            title="RFC 6265bis", url="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis"
        ),
        Reference(
            title="MDN HTTP Observatory: cookies",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
        Reference(title="TCVN 11930:2017, 7.2.3.1 Xác thực", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
