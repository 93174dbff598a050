"""web.cors."""

import pytest

from checks.facts import Facts, NotTested
from checks.facts.http import FOREIGN_ORIGIN
from checks.model import Reason
from tests.checks import builders

ID = "web.cors"
ALLOW, CREDENTIALS = "access-control-allow-origin", "access-control-allow-credentials"


def answered(*headers: tuple[str, str], status: int = 204) -> Facts:
    """The preflight request was answered so."""
    answer = builders.exchange(status=status, headers=headers, body="")
    return builders.facts(http=builders.http(preflight=builders.visit(answer)))


@pytest.mark.parametrize(
    ("headers", "status", "outcome"),
    [
        ((), 204, "pass"),
        (((ALLOW, "*"),), 200, "pass"),
        (((ALLOW, "*"), (CREDENTIALS, "true")), 200, "pass"),
        (((ALLOW, "https://dichvucong.test"), (CREDENTIALS, "true")), 200, "pass"),
        (((ALLOW, "null"), (CREDENTIALS, "true")), 200, "pass"),
        (((ALLOW, FOREIGN_ORIGIN),), 200, "pass"),
        (((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "false")), 200, "pass"),
        (((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "TRUE")), 200, "pass"),
        (((ALLOW, FOREIGN_ORIGIN), (ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "true")), 200, "pass"),
        (((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "true")), 405, "pass"),
        (((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "true")), 302, "pass"),
        (((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "true")), 200, "fail"),
        (((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "true")), 204, "fail"),
    ],
)
def test_whose_origin_may_read(headers: tuple[tuple[str, str], ...], status: int, outcome: str) -> None:
    """Letter by letter, as browsers compare; whoever asks, with credentials, is the fault."""
    verdict = builders.verdict(ID, answered(*headers, status=status))
    assert verdict.outcome == outcome
    assert verdict.severity == "high"


def test_the_observatory_says_otherwise() -> None:
    """It loses the origin it asked for, and passes what lets any page read; the evidence names its result."""
    verdict = builders.verdict(ID, answered((ALLOW, FOREIGN_ORIGIN), (CREDENTIALS, "true")))
    result = "cross-origin-resource-sharing-implemented-with-restricted-access"
    assert verdict.evidence["observatory"] == result


def test_what_was_not_asked_is_not_told() -> None:
    """At the lean depth, or in facts of before."""
    verdict = builders.verdict(ID, builders.facts(http=builders.http(preflight=None)))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "not_requested")


def test_a_server_that_does_not_answer_is_not_judged() -> None:
    """The failure's own reason."""
    failure = NotTested(reason=Reason.TIMEOUT, detail="no complete answer in time")
    silent = builders.visit(end="failed", failure=failure).model_copy(update={"exchanges": ()})
    verdict = builders.verdict(ID, builders.facts(http=builders.http(preflight=silent)))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "timeout")
