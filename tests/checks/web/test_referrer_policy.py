"""web.referrer_policy."""

import pytest

from tests.checks import builders
from tests.checks.web import answers

META = '<meta name="referrer" content="{}">'


@pytest.mark.parametrize(
    ("values", "body", "outcome"),
    [
        (["no-referrer"], "", "pass"),
        (["same-origin"], "", "pass"),
        (["STRICT-ORIGIN"], "", "pass"),
        (["strict-origin-when-cross-origin"], "", "pass"),
        (["no-referrer, future-value"], "", "pass"),
        (["unsafe-url, no-referrer"], "", "pass"),
        (["unsafe-url", "no-referrer"], "", "pass"),
        (["no-referrer, unsafe-url"], "", "fail"),
        (["origin"], "", "fail"),
        (["origin-when-cross-origin"], "", "fail"),
        (["no-referrer-when-downgrade"], "", "fail"),
        (["nonsense"], "", "fail"),
        ([], "", "fail"),
        ([], META.format("no-referrer"), "pass"),
        (["no-referrer"], META.format("unsafe-url"), "fail"),
    ],
)
def test_the_last_known_value_decides(values: list[str], body: str, outcome: str) -> None:
    """Headers in order, then meta elements; unknown values are passed over."""
    facts = answers.page(*(("referrer-policy", value) for value in values), body=body)
    assert builders.verdict("web.referrer_policy", facts).outcome == outcome


@pytest.mark.parametrize(
    ("body", "outcome", "reason"),
    [("<title>", "not_tested", "incomplete"), ("<head></head><body>", "fail", None)],
)
def test_a_head_that_was_not_read_may_hold_a_policy(body: str, outcome: str, reason: str | None) -> None:
    """A meta element stands in the head; behind its end there is none."""
    visit = builders.visit(builders.exchange(headers=(), body=body, body_truncated=True))
    facts = builders.facts(http=builders.http(https=visit, https_ipv6=visit))
    verdict = builders.verdict("web.referrer_policy", facts)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)
