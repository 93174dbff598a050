"""web.cookies: the worst cookie decides."""

import pytest

from checks.facts import NotTested
from checks.facts.site import Found
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

HSTS = ("strict-transport-security", "max-age=63072000")
PREFIX = "cookies-"


@pytest.mark.parametrize(
    ("cookies", "outcome", "severity", "name"),
    [
        ([], "pass", "medium", "not-found"),
        (["a=1; Secure; SameSite=Lax"], "pass", "medium", "secure-with-httponly-sessions-and-samesite"),
        (["a=1; secure"], "pass", "medium", "secure-with-httponly-sessions"),
        (["SESSID=1; Secure; HttpOnly"], "pass", "medium", "secure-with-httponly-sessions"),
        (["a=1"], "fail", "medium", "without-secure-flag"),
        (["a=1; Secure; SameSite=Maybe"], "fail", "medium", "samesite-flag-invalid"),
        (["a=1; Secure; SameSite"], "fail", "medium", "samesite-flag-invalid"),
        (["a=1; SameSite=None"], "fail", "medium", "samesite-flag-invalid"),
        (["XSRF-TOKEN=1; Secure"], "fail", "medium", "anticsrf-without-samesite-flag"),
        (["csrf=1; Secure; SameSite=Strict"], "pass", "medium", "secure-with-httponly-sessions-and-samesite"),
        (["ASP.NET_SessionId=1; Secure"], "fail", "medium", "session-without-httponly-flag"),
        (["login=1; HttpOnly"], "fail", "high", "session-without-secure-flag"),
        (["a=1; Secure", "PHPSESSID=1"], "fail", "high", "session-without-secure-flag"),
        ([".ASPXAUTH=1; Secure"], "fail", "medium", "session-without-httponly-flag"),
        (["connect.sid=1; HttpOnly"], "fail", "high", "session-without-secure-flag"),
        (["heroku-session-affinity=1"], "fail", "medium", "without-secure-flag"),
    ],
)
def test_the_worst_cookie_decides(cookies: list[str], outcome: str, severity: str, name: str) -> None:
    """A session without Secure is high; results carry the MDN HTTP Observatory's names."""
    facts = answers.page(*(("set-cookie", cookie) for cookie in cookies))
    verdict = builders.verdict("web.cookies", facts)
    found = (verdict.outcome, verdict.severity, verdict.evidence["result"])
    assert found == (outcome, severity, PREFIX + name)


@pytest.mark.parametrize(
    ("cookie", "severity", "name"),
    [
        ("a=1", "low", "without-secure-flag-but-protected-by-hsts"),
        ("sess=1; HttpOnly", "medium", "session-without-secure-flag-but-protected-by-hsts"),
    ],
)
def test_hsts_softens_a_missing_secure(cookie: str, severity: str, name: str) -> None:
    """A browser that keeps to https never sends the cookie in the clear: a warning."""
    verdict = builders.verdict("web.cookies", answers.page(HSTS, ("set-cookie", cookie)))
    found = (verdict.outcome, verdict.severity, verdict.evidence["result"])
    assert found == ("warn", severity, PREFIX + name)


def test_hsts_on_a_bad_certificate_softens_nothing() -> None:
    """Browsers ignore that policy, so that the cookie is as bare as without it."""
    tls = builders.tls(chains=(builders.chain(trusted=False, trust_problem="expired"),))
    verdict = builders.verdict("web.cookies", answers.page(HSTS, ("set-cookie", "sess=1; HttpOnly"), tls=tls))
    assert verdict.outcome == "fail"


def test_cookies_of_every_answer_count() -> None:
    """A redirect sets cookies too, over plain HTTP as well, where https could not even be tested."""
    silent = builders.visit(end="failed", failure=NotTested(reason=Reason.TIMEOUT)).model_copy(
        update={"exchanges": ()}
    )
    plain = builders.visit(
        builders.exchange(
            url=f"http://{builders.HOST}/",
            status=302,
            headers=(("location", "/home"), ("set-cookie", "JSESSIONID=1; HttpOnly")),
        ),
        builders.exchange(url=f"http://{builders.HOST}/home"),
    )
    http = builders.http(https=silent, https_ipv6=None, http=plain)
    verdict = builders.verdict("web.cookies", builders.facts(http=http))
    assert (verdict.outcome, verdict.severity) == ("fail", "high")


def test_evidence_is_bounded() -> None:
    """A server that sends a thousand long names cannot fill a report."""
    headers = [("set-cookie", f"{'n' * 3000}{i}=1") for i in range(1000)]
    verdict = builders.verdict("web.cookies", answers.page(*headers))
    assert len(str(verdict.evidence)) < 20_000


@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        ("a=1; Domain=other.test", "foreign_domain"),
        ("a=1; Domain=sub.www.example.test", "foreign_domain"),
        ("a=1; Domain=test", "foreign_domain"),
        (f"a=1; Domain={builders.HOST}:443", "foreign_domain"),
        ("__Host-a=1; Path=/", "prefix"),
        ("__Host-a=1; Secure; Path=/; Domain=example.test", "prefix"),
        ("__host-a=1; Secure; Path=/x", "prefix"),
        ("__Secure-a=1", "prefix"),
        ("__SECURE-a=1; HttpOnly", "prefix"),
    ],
)
def test_what_browsers_refuse_is_not_judged_and_said(header: str, refusal: str) -> None:
    """RFC 6265bis section 5.7: a foreign Domain, and the rules of the two prefixes."""
    verdict = builders.verdict("web.cookies", answers.page(("set-cookie", header)))
    assert (verdict.outcome, verdict.evidence["result"]) == ("pass", "cookies-not-found")
    name = header.partition("=")[0]
    assert verdict.evidence["dropped_by_browsers"] == [f"{name}: {refusal}"]


@pytest.mark.parametrize(
    "header", ["a=1; Domain=.example.test", "a=1; Domain=EXAMPLE.test", "__Hosta=1", "a=1; Domain="]
)
def test_what_browsers_keep_is_judged(header: str) -> None:
    """A domain above the host, in any letter case, and an empty one."""
    assert builders.verdict("web.cookies", answers.page(("set-cookie", header))).outcome != "pass"


def test_a_page_seen_nowhere_sets_no_cookies_that_anybody_knows_of() -> None:
    """Not even a firewall's own cookie is the site's."""
    own = answers.page(("set-cookie", "PHPSESSID=1"), status=403)
    verdict = builders.verdict("web.cookies", own)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "blocked_by_waf")


@pytest.mark.parametrize(
    ("cookie", "outcome", "observatory"),
    [
        ("PHPSESSID=; Max-Age=0", "pass", "cookies-session-without-secure-flag"),
        (".ASPXAUTH=1; Secure", "fail", "cookies-secure-with-httponly-sessions"),
        ("PHPSESSID=1", "fail", None),
    ],
)
def test_where_the_observatory_says_otherwise_its_result_is_named(
    cookie: str, outcome: str, observatory: str | None
) -> None:
    """It judges a cookie that is being deleted, and knows no sessions but by two words."""
    verdict = builders.verdict("web.cookies", answers.page(("set-cookie", cookie)))
    assert (verdict.outcome, verdict.evidence.get("observatory")) == (outcome, observatory)


@pytest.mark.parametrize(("found", "outcome"), [("login", "fail"), ("link", "pass"), ("missing", "pass")])
def test_sessions_begin_at_the_login(found: Found, outcome: str) -> None:
    """Cookies of a login page that a walk came to are judged with those of the start page."""
    facts = answers.behind("x", found, ("set-cookie", "PHPSESSID=1; Path=/"))
    verdict = builders.verdict("web.cookies", facts)
    assert verdict.outcome == outcome
    assert verdict.evidence.get("login_pages") == ([answers.BEHIND] if outcome == "fail" else None)


def test_a_lean_look_judges_the_start_page() -> None:
    """As long as nothing else was asked for."""
    lean = NotTested(reason=Reason.NOT_REQUESTED, detail="lean")
    assert builders.verdict("web.cookies", answers.page(site=lean)).outcome == "pass"
