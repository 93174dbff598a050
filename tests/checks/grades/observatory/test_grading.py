"""grades.observatory: when there is a grade, what it rests on, and what is left out of it."""

import pytest

from checks.facts import Absent, Exchange, Facts, NotTested, TlsFacts
from checks.grades.observatory._chart import CHART, letter_of, score_of
from checks.grades.observatory.grading import ObservatoryGrade, grade
from checks.model import Reason
from tests.checks import builders
from tests.checks.grades.observatory.cases import HTML, ROOT, Answer, Case, facts_of

SHARING = "cross-origin-resource-sharing"


def graded(facts: Facts) -> ObservatoryGrade:
    """The grade, which there must be."""
    found = grade(facts)
    assert isinstance(found, ObservatoryGrade)
    return found


def of(case: Case) -> dict[str, str]:
    """Its results by test."""
    return {result.test: result.result for result in graded(facts_of(case)).results}


@pytest.mark.parametrize(
    ("score", "letter"),
    [
        *((145, "A+"), (100, "A+"), (99, "A"), (90, "A"), (89, "A-"), (84, "B+"), (79, "B"), (69, "B-")),
        *((64, "C+"), (59, "C"), (50, "C"), (49, "C-"), (44, "D+"), (39, "D"), (30, "D"), (29, "D-")),
        *((25, "D-"), (24, "F"), (0, "F")),
    ],
)
def test_letters(score: int, letter: str) -> None:
    """Each begins where the chart says."""
    assert letter_of(score) == letter


@pytest.mark.parametrize(
    ("modifiers", "score"),
    [((), 100), ((5, 10), 115), ((-10, 5), 95), ((-15, 40), 85), ((-50, -60, 5), 0), ((-5, -5, 10), 100)],
)
def test_bonuses_count_from_90_points_on(modifiers: tuple[int, ...], score: int) -> None:
    """Who is worse without them gets none; nobody falls below nothing."""
    assert score_of(modifiers) == score


def test_the_version_is_stated_and_each_result_weighed() -> None:
    """The sum of what is listed is the score."""
    found = graded(builders.facts())
    assert found.algorithm_version == 4
    assert score_of(tuple(result.modifier for result in found.results)) == found.score
    newer = grade(builders.facts(), 6)
    assert isinstance(newer, ObservatoryGrade)
    assert len(newer.results) + len(newer.not_tested) == len(CHART.tests)


@pytest.mark.parametrize("status", [404, 410, 400, 405, 500])
def test_an_error_page_has_no_grade(status: int) -> None:
    """The Observatory refuses it, and the status is told."""
    page = builders.visit(builders.exchange(status=status))
    found = grade(builders.facts(http=builders.http(https=page, https_ipv6=page)))
    assert isinstance(found, Absent | NotTested)
    assert str(status) in found.detail


def test_a_redirect_that_leads_nowhere_has_no_grade() -> None:
    """The Observatory would ask for a page named "undefined"."""
    page = builders.visit(builders.exchange(status=302, headers=(), body=""))
    assert isinstance(grade(builders.facts(http=builders.http(https=page, https_ipv6=page))), Absent)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"end": "left_scope", "next_url": "https://sso.test/"}, Reason.ELSEWHERE),
        ({"end": "redirect_loop", "next_url": ROOT}, Reason.REDIRECT_LOOP),
    ],
)
def test_a_page_that_was_not_seen_has_no_grade(changes: dict[str, str], reason: Reason) -> None:
    """The reason is the web checks' own."""
    answer = builders.exchange(status=302, headers=(("location", "/"),), body="")
    visit = builders.visit(answer, **changes)
    found = grade(builders.facts(http=builders.http(https=visit, https_ipv6=visit)))
    assert isinstance(found, NotTested)
    assert found.reason is reason


def test_a_page_that_was_read_in_part_has_no_grade() -> None:
    """Its scripts may be in the rest."""
    page = builders.visit(builders.exchange(body_truncated=True, body_problem="too_long"))
    found = grade(builders.facts(http=builders.http(https=page, https_ipv6=page)))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.INCOMPLETE


def test_the_other_family_is_graded_where_the_first_shows_no_page() -> None:
    """The Observatory takes whichever address answers."""
    limited = builders.visit(builders.exchange(status=429))
    found = graded(builders.facts(http=builders.http(https=limited)))
    assert found.score > 0


def test_without_a_preflight_the_score_is_the_same() -> None:
    """No result of that test that the Observatory tells is worth anything; the test is named."""
    case = Case(
        name="shared", answers={f"OPTIONS {ROOT}": Answer(headers=("Access-Control-Allow-Origin: *",))}
    )
    facts = facts_of(case)
    assert not isinstance(facts.http, NotTested)
    lean = facts.model_copy(update={"http": facts.http.model_copy(update={"preflight": None})})
    asked, unasked = graded(facts), graded(lean)
    assert (asked.score, asked.grade) == (unasked.score, unasked.grade)
    assert unasked.not_tested == (SHARING,)
    assert asked.not_tested == ()


def test_a_certificate_that_was_not_looked_at_is_taken_for_good_and_named() -> None:
    """TLS was no part of the scan, or the page is on another name than the certificate's."""
    untested = NotTested(reason=Reason.NOT_REQUESTED, detail="")
    found = graded(builders.facts(tls=untested))
    assert found.assumed == (builders.HOST,)
    assert graded(builders.facts()).assumed == ()


def test_another_origin_with_credentials_is_called_restricted() -> None:
    """The Observatory loses the Origin it sent before it compares; web.cors tells what is so."""
    allowed = ("Access-Control-Allow-Origin: https://http-observatory.security.mozilla.org",)
    case = Case(
        name="reflected",
        answers={f"OPTIONS {ROOT}": Answer(headers=(*allowed, "Access-Control-Allow-Credentials: true"))},
    )
    assert of(case)[SHARING] == "cross-origin-resource-sharing-implemented-with-restricted-access"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 404, 405, 500])
def test_a_preflight_that_is_no_success_shares_nothing(status: int) -> None:
    """Nor does a redirect, which browsers take for a failure (Fetch, 4.8); the Observatory follows it."""
    headers = ("Access-Control-Allow-Origin: *", "Location: /elsewhere")
    case = Case(name="refused", answers={f"OPTIONS {ROOT}": Answer(status=status, headers=headers)})
    assert of(case)[SHARING] == "cross-origin-resource-sharing-not-implemented"


def test_a_circle_of_plain_redirects_ends_where_the_observatory_gives_up() -> None:
    """It follows ten redirects and judges the last answer, whatever that is."""
    case = Case(
        name="circle",
        answers={
            "http://portal.test/": Answer(status=302, headers=("Location: /vi",)),
            "http://portal.test/vi": Answer(status=302, headers=("Location: /",)),
        },
        page=Answer(headers=(HTML,)),
    )
    assert of(case)["redirection"] == "redirection-not-to-https"


def test_where_plain_http_leads_out_of_scope_there_is_no_grade() -> None:
    """Nobody knows whether it ends at https."""
    answer = Exchange(
        url=f"http://{builders.HOST}/", status=301, headers=(("location", "https://sso.test/"),)
    )
    plain = builders.visit(answer, origin=answer.url, end="left_scope", next_url="https://sso.test/")
    found = grade(builders.facts(http=builders.http(http=plain)))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.ELSEWHERE


def test_a_chain_is_judged_for_each_host() -> None:
    """A certificate for another name is as bad as one that nobody trusts."""
    leaf = builders.certificate(dns_names=("elsewhere.test",))
    tls = builders.tls(chains=(builders.chain(leaf),))
    assert isinstance(tls, TlsFacts)
    results = {result.test: result.result for result in graded(builders.facts(tls=tls)).results}
    assert results["strict-transport-security"] == "hsts-invalid-cert"
    assert results["redirection"] == "redirection-invalid-cert"
