"""web.csp: each of the results, and the combination of several policies."""

import pytest

from checks.facts import NotTested
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

CSP = "content-security-policy"
GOOD = "script-src 'self'; object-src 'none'; style-src 'self'"


def result(*policies: str, body: str = "", **headers: str) -> tuple[str, object]:
    """Outcome and result for a page with these policies."""
    others = ((name.replace("_", "-"), value) for name, value in headers.items())
    facts = answers.page(*((CSP, policy) for policy in policies), *others, body=body)
    verdict = builders.verdict("web.csp", facts)
    return verdict.outcome.value, verdict.evidence["result"]


@pytest.mark.parametrize(
    ("policy", "outcome", "name"),
    [
        ("default-src 'none'", "pass", "csp-implemented-with-no-unsafe-default-src-none"),
        ("DEFAULT-SRC 'NONE'; script-src 'self'", "pass", "csp-implemented-with-no-unsafe-default-src-none"),
        ("default-src", "pass", "csp-implemented-with-no-unsafe-default-src-none"),
        ("default-src 'self'", "pass", "csp-implemented-with-no-unsafe"),
        (GOOD, "pass", "csp-implemented-with-no-unsafe"),
        (
            "default-src 'self'; style-src 'unsafe-inline'",
            "pass",
            "csp-implemented-with-unsafe-inline-in-style-src-only",
        ),
        (
            "script-src 'self'; object-src 'none'",
            "pass",
            "csp-implemented-with-unsafe-inline-in-style-src-only",
        ),
        (
            "default-src 'self'; img-src http:",
            "pass",
            "csp-implemented-with-insecure-scheme-in-passive-content-only",
        ),
        (
            "default-src 'self'; report-uri /a; report-uri /b",
            "pass",
            "csp-implemented-but-duplicate-directives",
        ),
        ("default-src 'self' 'unsafe-eval'", "fail", "csp-implemented-with-unsafe-eval"),
        ("default-src 'self' 'unsafe-inline'", "fail", "csp-implemented-with-unsafe-inline"),
        ("default-src 'self'; script-src data:", "fail", "csp-implemented-with-unsafe-inline"),
        ("default-src https:", "fail", "csp-implemented-with-unsafe-inline"),
        ("script-src 'self'", "fail", "csp-implemented-with-unsafe-inline"),
        ("frame-ancestors 'none'", "fail", "csp-implemented-with-unsafe-inline"),
        ("default-src 'self' http://cdn.test", "fail", "csp-implemented-with-insecure-scheme"),
        ("default-src 'self'; default-src 'none'", "fail", "csp-header-invalid"),
        ("a b", "fail", "csp-header-invalid"),
        ("default-src 'none'; script-src 'strict-dynamic'", "fail", "csp-header-invalid"),
    ],
)
def test_the_first_matching_result_decides(policy: str, outcome: str, name: str) -> None:
    """The order of the MDN HTTP Observatory, one policy a row."""
    assert result(policy) == (outcome, name)


@pytest.mark.parametrize(
    ("policies", "name"),
    [
        (("default-src http:", "default-src https:"), "csp-implemented-with-unsafe-inline"),
        (("default-src https://*", "default-src https://*.*"), "csp-implemented-with-unsafe-inline"),
        (("default-src *", "default-src https:"), "csp-implemented-with-unsafe-inline"),
        (("default-src *", "default-src data:"), "csp-implemented-with-no-unsafe-default-src-none"),
        (
            ("default-src 'unsafe-inline'", "default-src 'self'"),
            "csp-implemented-with-no-unsafe-default-src-none",
        ),
        (("default-src *.a.test", "default-src b.a.test c.test"), "csp-implemented-with-no-unsafe"),
        (("default-src https:", "default-src a.test"), "csp-implemented-with-no-unsafe"),
        (("default-src a.test/x/", "default-src a.test/x/y.js"), "csp-implemented-with-no-unsafe"),
        (("default-src a.test/x", "default-src a.test/y"), "csp-implemented-with-no-unsafe-default-src-none"),
        (("default-src a.test:*", "default-src a.test:8443"), "csp-implemented-with-no-unsafe"),
        (
            ("default-src a.test", "default-src a.test:8443"),
            "csp-implemented-with-no-unsafe-default-src-none",
        ),
        (("default-src a.test", "default-src b.test"), "csp-implemented-with-no-unsafe-default-src-none"),
    ],
)
def test_two_policies_allow_what_both_do(policies: tuple[str, str], name: str) -> None:
    """In either order; the narrower of two sources that overlap is left (CSP 3 section 6.7.2.6)."""
    assert result(*policies)[1] == name
    assert result(*reversed(policies))[1] == name


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        (f"{GOOD}; script-src-elem 'unsafe-inline'", "csp-implemented-with-unsafe-inline"),
        (f"{GOOD}; script-src-attr 'unsafe-inline'", "csp-implemented-with-unsafe-inline"),
        (f"{GOOD}; script-src-elem https:", "csp-implemented-with-unsafe-inline"),
        (f"{GOOD}; script-src-elem 'nonce-a' 'unsafe-inline'", "csp-implemented-with-no-unsafe"),
        (f"{GOOD}; script-src-elem 'nonce-a' 'strict-dynamic' https:", "csp-implemented-with-no-unsafe"),
        (
            f"{GOOD}; style-src-attr 'unsafe-inline'",
            "csp-implemented-with-unsafe-inline-in-style-src-only",
        ),
    ],
)
def test_lists_for_elements_and_attributes_count(policy: str, name: str) -> None:
    """They override the list that they belong to (CSP 3 sections 6.1.11 to 6.1.14)."""
    assert result(policy)[1] == name


@pytest.mark.parametrize("element", ["template", "noscript"])
def test_a_policy_that_no_browser_reads_is_none(element: str) -> None:
    """In a template, or for browsers without scripts."""
    meta = f'<meta http-equiv="{CSP}" content="{GOOD}">'
    assert result(body=f"<head>{meta}")[0] == "pass"
    assert result(body=f"<head><{element}>{meta}</{element}>") == ("fail", "csp-not-implemented")


def test_the_observatory_overlooks_lists_for_elements() -> None:
    """The check fails what it passes, and names its result."""
    verdict = builders.verdict("web.csp", answers.page((CSP, f"{GOOD}; script-src-elem 'unsafe-inline'")))
    assert verdict.evidence["observatory"] == "csp-implemented-with-no-unsafe"


def test_no_policy_fails() -> None:
    """Nothing at all, an empty header, or one that only reports."""
    absent = ("fail", "csp-not-implemented")
    assert result() == absent
    assert result("") == absent
    assert result("; ;;; ;") == absent
    assert result(content_security_policy_report_only=GOOD) == (
        "fail",
        "csp-not-implemented-but-reporting-enabled",
    )


@pytest.mark.parametrize("token", ["'nonce-abc'", "'sha256-abc='"])
def test_a_nonce_or_hash_switches_unsafe_inline_off(token: str) -> None:
    """CSP 3 section 6.7.3.2; with 'strict-dynamic' hosts and schemes are ignored too."""
    assert result(f"default-src 'none'; script-src 'unsafe-inline' {token}")[0] == "pass"
    assert result(f"default-src 'none'; script-src https: {token}")[0] == "fail"
    assert result(f"default-src 'none'; script-src https: 'self' {token} 'strict-dynamic'")[0] == "pass"


def test_a_load_has_to_satisfy_every_policy() -> None:
    """Several headers and commas make several policies, each of which must allow a source."""
    loose, tight = "default-src 'unsafe-inline' *", "default-src 'none'"
    assert result(loose, tight) == ("pass", "csp-implemented-with-no-unsafe-default-src-none")
    assert result(f"{loose}, {tight}")[0] == "pass"
    assert result(loose, loose)[0] == "fail"
    assert result("default-src https:", "default-src https://a.test") == (
        "pass",
        "csp-implemented-with-no-unsafe",
    )
    assert result("script-src 'self'", "object-src 'none'; style-src 'self'")[0] == "pass"
    assert result("default-src 'self'", "base-uri 'none', ,")[0] == "pass"


def test_meta_elements_count() -> None:
    """They tighten the headers' policy; what only a header may say is left out of them."""
    meta = '<meta http-equiv="Content-Security-Policy" content="{}">'
    assert result(body=meta.format("default-src &#39;none&#39;"))[0] == "pass"
    assert result("default-src * 'unsafe-inline'", body=meta.format("default-src 'none'"))[0] == "pass"
    assert result(body=meta.format("frame-ancestors 'none'")) == ("fail", "csp-not-implemented")
    assert result(body=f"<!-- {meta.format(GOOD)} -->") == ("fail", "csp-not-implemented")


def test_plain_http_pages_may_load_plain_http() -> None:
    """On an http page, http: hosts are no step down."""
    answer = builders.exchange(
        url=f"http://{builders.HOST}/", headers=((CSP, f"{GOOD}; font-src http://a.test"),)
    )
    http = builders.http(https=None, https_ipv6=None, http=builders.visit(answer))
    assert builders.verdict("web.csp", builders.facts(http=http)).outcome == "pass"


def test_an_error_page_is_judged_and_its_status_told() -> None:
    """Headers matter on error pages too."""
    verdict = builders.verdict("web.csp", answers.page(status=500))
    assert (verdict.outcome, verdict.evidence["status"]) == ("fail", 500)


def test_a_page_that_was_not_seen_is_not_tested() -> None:
    """A redirect out of scope, into a failure or in a circle hides the page."""
    left = builders.verdict("web.csp", answers.redirect("https://other.test/"))
    assert (left.outcome, left.reason) == ("not_tested", "elsewhere")
    failure = NotTested(reason=Reason.TIMEOUT)
    failed = builders.verdict("web.csp", answers.redirect("/x", end="failed", failure=failure))
    assert (failed.outcome, failed.reason) == ("not_tested", "timeout")
    loop = builders.verdict("web.csp", answers.redirect("/", end="redirect_loop"))
    assert (loop.outcome, loop.reason) == ("not_tested", "redirect_loop")


def test_the_policy_in_the_evidence_is_bounded() -> None:
    """A server cannot fill a report with its header."""
    verdict = builders.verdict("web.csp", answers.page((CSP, "default-src " + "a" * 100_000)))
    assert len(str(verdict.evidence)) < 1_000


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({"body": "", "body_problem": "coding"}, "not_tested", "unreadable"),
        ({"body": "<html><head>", "body_problem": "cut_off"}, "not_tested", "incomplete"),
        ({"body": "<head></head><p>", "body_problem": "too_long"}, "fail", None),
    ],
)
def test_a_body_that_was_not_read_may_hold_a_policy(
    changes: dict[str, str], outcome: str, reason: str | None
) -> None:
    """Until the end of its head a page may bring a policy in a meta element."""
    visit = builders.visit(builders.exchange(headers=(), body_truncated=True, **changes))
    verdict = builders.verdict("web.csp", builders.facts(http=builders.http(https=visit, https_ipv6=visit)))
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("frame-ancestors 'self'", "script-src and object-src"),
        ("upgrade-insecure-requests", "script-src and object-src"),
        ("script-src 'self'", "limit object-src"),
        ("script-src 'unsafe-inline'", "inline code"),
        ("default-src 'self'; img-src a; img-src b; object-src 'none'", "repeats img-src"),
    ],
)
def test_the_words_name_what_is_wrong(policy: str, words: str) -> None:
    """What is not limited, or said twice, is named."""
    verdict = builders.verdict("web.csp", answers.page((CSP, policy)))
    assert verdict.outcome == "fail"
    assert words in verdict.summary.en
