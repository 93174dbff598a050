"""web.login_over_http: where a password field stands, and where its form leads."""

import pytest

from checks.facts import NotTested, Part, Unseen
from checks.facts.site import Found
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

HERE = answers.BEHIND
PLAIN = f"http://{builders.HOST}/dang-nhap"
HSTS = ("strict-transport-security", "max-age=63072000")
FIELD = '<input type="password" name="p">'


def form(action: str | None, inside: str = FIELD) -> str:
    """A form with this action; None: it has none."""
    return (
        f"<form method=post{'' if action is None else f' action={chr(34)}{action}{chr(34)}'}>{inside}</form>"
    )


@pytest.mark.parametrize(
    ("body", "outcome", "target"),
    [
        (form("/vao"), "pass", ""),
        (form(""), "pass", ""),
        (form(None), "pass", ""),
        (form("https://sso.test/login"), "pass", ""),
        (FIELD, "pass", ""),
        ("<p>không có biểu mẫu</p>", "pass", ""),
        (form("http://sso.test/login"), "fail", "http://sso.test/login"),
        (form(" HTTP://SSO.test/login "), "fail", "http://sso.test/login"),
        (form("http&#58;//sso.test/login"), "fail", "http://sso.test/login"),
        (form("//sso.test/login"), "pass", ""),
        (f'<base href="http://cu.test/">{form("vao")}', "fail", "http://cu.test/vao"),
        (f'<base href="http://cu.test/">{form("https://moi.test/")}', "pass", ""),
        (
            form("/vao", f'{FIELD}<button formaction="http://sso.test/">Vào</button>'),
            "fail",
            "http://sso.test/",
        ),
        (form("/vao", f'{FIELD}<button type=button formaction="http://sso.test/">Xem</button>'), "pass", ""),
        (
            form("/vao", f'{FIELD}<input type=submit formaction="http://sso.test/">'),
            "fail",
            "http://sso.test/",
        ),
        (form("/vao", '<INPUT TYPE=" PassWord ">'), "pass", ""),
        (form("http://sso.test/", '<INPUT TYPE=" PassWord ">'), "fail", "http://sso.test/"),
        # A search form before a login that a script sends is not where the password goes.
        (f'<form action="http://tim.test/"><input name=q></form>{FIELD}', "pass", ""),
        (f'<form action="http://tim.test/"><input type=text></form>{form("/vao")}', "pass", ""),
        (
            f'<form id=f action="http://sso.test/"></form>{FIELD.replace(" name", " form=f name")}',
            "fail",
            "http://sso.test/",
        ),
        (f'<form action="/vao"><form action="http://sso.test/">{FIELD}</form>', "pass", ""),
        (f"<!-- {form('http://sso.test/')} -->", "pass", ""),
        (f"<script>var x = '{form('http://sso.test/')}'</script>", "pass", ""),
        (f"<textarea>{form('http://sso.test/')}</textarea>", "pass", ""),
        (form("javascript:void(0)"), "pass", ""),
        (form("http://"), "pass", ""),
        (form("http://sso.test/", '<input type=text name="mật khẩu password">'), "pass", ""),
    ],
)
def test_where_a_form_sends_a_password(body: str, outcome: str, target: str) -> None:
    """By the form that owns the field, as browsers find it."""
    verdict = builders.verdict("web.login_over_http", answers.behind(body))
    assert verdict.outcome == outcome
    if outcome == "fail":
        assert verdict.severity == "critical"
        assert verdict.evidence["forms"] == [{"url": HERE, "sent_to": target}]


@pytest.mark.parametrize("found", ["start", "www", "link", "login", "missing", "error"])
def test_a_login_page_over_http(found: Found) -> None:
    """Wherever the form leads, and whatever page it stands on, and the page is named."""
    verdict = builders.verdict(
        "web.login_over_http", answers.behind(form("https://sso.test/"), found, url=PLAIN)
    )
    assert (verdict.outcome, verdict.severity) == ("fail", "critical")
    assert verdict.evidence["forms"] == [{"url": PLAIN}]
    assert PLAIN in verdict.summary.vi


def test_the_plain_start_page_counts() -> None:
    """A site that answers over plain HTTP with its login, though https answers too."""
    plain = builders.visit(builders.exchange(url=f"http://{builders.HOST}/", body=form("/vao")))
    verdict = builders.verdict("web.login_over_http", builders.facts(http=builders.http(http=plain)))
    assert verdict.outcome == "fail"


@pytest.mark.parametrize(
    ("target", "headers", "outcome"),
    [
        (PLAIN, (HSTS,), "warn"),
        (PLAIN, (), "fail"),
        ("http://khac.test/", (HSTS,), "fail"),
        (f"http://sub.{builders.HOST}/", (HSTS,), "fail"),
    ],
)
def test_hsts_of_the_own_host_softens(
    target: str, headers: tuple[tuple[str, str], ...], outcome: str
) -> None:
    """Browsers that know the host's policy go to https; of other hosts nobody knows that."""
    page = answers.behind(form(target)).site
    facts = answers.page(*headers, body="x", site=page)
    verdict = builders.verdict("web.login_over_http", facts)
    assert verdict.outcome == outcome


def test_without_a_walk_nothing_is_passed_and_a_finding_stands() -> None:
    """A lean look sees the start page alone, where a login form may stand all the same."""
    lean = NotTested(reason=Reason.NOT_REQUESTED, detail="lean")
    verdict = builders.verdict("web.login_over_http", answers.page(body=form("/vao"), site=lean))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "not_requested")
    found = builders.verdict("web.login_over_http", answers.page(body=form("http://sso.test/"), site=lean))
    assert found.outcome == "fail"


def test_a_walk_that_was_stopped_passes_nothing() -> None:
    """What was seen is in order, and not all was seen."""
    unseen = Unseen(part=Part.SITE_PAGES, reason=Reason.RATE_LIMITED)
    facts = answers.page(body="x", site=builders.site(unseen=(unseen,)))
    verdict = builders.verdict("web.login_over_http", facts)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "incomplete")
