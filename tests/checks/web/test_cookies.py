"""web.cookies: the worst cookie decides."""

import pytest

from checks.facts import NotTested
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
