"""What of a site was not seen is told from its visits alone."""

import pytest

from checks.facts import Exchange, HttpFacts, NotTested, Visit
from checks.judging import judge
from checks.model import Outcome, Reason
from checks.profile import load
from checks.registry import all_checks
from tests.checks import builders

HOST = builders.HOST
TIMEOUT = NotTested(reason=Reason.TIMEOUT, detail="no answer")
NOBODY = builders.visit(end="failed", failure=TIMEOUT).model_copy(update={"exchanges": ()})
REFUSED = NOBODY.model_copy(update={"refused": True, "unconnected": True})
DROPPED = NOBODY.model_copy(update={"unconnected": True})
PLAIN = builders.visit(builders.exchange(url=f"http://{HOST}/"), origin=f"http://{HOST}/")


def to_https(**changes: object) -> Visit:
    """Plain HTTP redirects, and https then fails."""
    redirect = builders.exchange(
        url=f"http://{HOST}/", status=301, headers=(("location", f"https://{HOST}/"),), body=""
    )
    return builders.visit(redirect, **{"end": "failed", "failure": TIMEOUT, **changes})


def page(**changes: object) -> Visit:
    """An https page."""
    return builders.visit(builders.exchange(**changes))


def unseen(https: Visit | None, plain: Visit | None, **others: Visit | None) -> set[str]:
    """The parts that were not seen, with their reasons."""
    http = builders.http(https=https, http=plain, **{"https_ipv6": None, "http_ipv6": None, **others})
    return {f"{lost.part} {lost.reason}" for lost in http.missing}


LOOP = builders.visit(builders.exchange(status=302), end="redirect_loop", next_url="/")
LEFT = builders.visit(builders.exchange(status=302), end="left_scope", next_url="https://sso.test/")


@pytest.mark.parametrize(
    ("https", "plain", "lost"),
    [
        (page(), PLAIN, set()),
        (page(status=404), PLAIN, set()),
        (REFUSED, PLAIN, set()),
        (page(), REFUSED, set()),
        (page(), DROPPED, set()),
        (page(), NOBODY, {"http.plain timeout"}),
        (NOBODY, PLAIN, {"http.page timeout"}),
        (DROPPED, PLAIN, {"http.page timeout"}),
        (NOBODY, to_https(), {"http.page timeout"}),
        (REFUSED, to_https(), {"http.page timeout"}),
        (LEFT, PLAIN, {"http.page elsewhere"}),
        (LOOP, PLAIN, {"http.page redirect_loop"}),
        (page(status=403), PLAIN, {"http.page blocked_by_waf"}),
        (page(status=500), PLAIN, {"http.page incomplete"}),
        (page(body_truncated=True), PLAIN, {"http.body incomplete"}),
        (page(body_truncated=True, body_problem="coding"), PLAIN, {"http.body unreadable"}),
        (page(), builders.visit(builders.exchange(status=429)), {"http.plain rate_limited"}),
        (page(), builders.visit(builders.exchange(status=403)), set()),
    ],
)
def test_what_was_not_seen_is_told(https: Visit, plain: Visit, lost: set[str]) -> None:
    """Of the page, of its text and of plain HTTP; a closed port and an error page are facts."""
    assert unseen(https, plain) == lost


def test_a_family_at_which_nothing_stands_takes_nothing_from_the_other() -> None:
    """A dead address is the reachability checks' finding; one that answers badly is no dead one."""
    assert unseen(page(), PLAIN, https_ipv6=DROPPED, http_ipv6=REFUSED) == set()
    assert unseen(page(), PLAIN, https_ipv6=NOBODY, http_ipv6=DROPPED) == {
        "http.page timeout",
        "http.plain timeout",
    }


WORST = (
    NOBODY,
    LEFT,
    LOOP,
    page(status=403),
    page(status=429, headers=()),
    page(status=200, body='<script>document.cookie="a=1";location.reload()</script>', headers=()),
)


@pytest.mark.parametrize("https", WORST)
def test_no_check_passes_a_page_that_was_not_seen(https: Visit) -> None:
    """None that judges the page or its cookies, headers, text; stored facts say the same when judged anew."""
    http = builders.http(https=https, http=to_https(), https_ipv6=None, http_ipv6=None)
    facts = builders.facts(http=HttpFacts.model_validate_json(http.model_dump_json()))
    of_page = [
        check for check in all_checks().values() if "http.page" in check.parts and check.id[:3] == "web"
    ]
    for verdict in judge(facts, of_page, load()):
        assert verdict.outcome in (Outcome.NOT_TESTED, Outcome.FAIL), verdict.check


def test_a_worse_page_at_one_family_is_named() -> None:
    """IPv6 without headers fails, however good IPv4 is; and the other way round."""
    bare = page(headers=())
    for field, address in (("https_ipv6", builders.V6), ("https", builders.V4)):
        visit = bare.model_copy(update={"address": address})
        facts = builders.facts(http=builders.http(**{field: visit}))
        for name in ("csp", "frame_options", "content_type_options", "referrer_policy"):
            verdict = builders.verdict(f"web.{name}", facts)
            assert (verdict.outcome, verdict.evidence["addresses"]) == ("fail", [address])
        hsts = builders.verdict("web.hsts", facts)
        assert (hsts.outcome, hsts.evidence["address"]) == ("fail", address)


def test_an_answer_knows_its_redirect() -> None:
    """A redirect status without a Location is an answer."""
    assert not Exchange(url="https://a.test/", status=302).is_redirect
