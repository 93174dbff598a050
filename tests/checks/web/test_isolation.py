"""web.isolation."""

import pytest

from tests.checks import builders
from tests.checks.web import answers

ID = "web.isolation"
CORP, COOP, COEP = (
    "cross-origin-resource-policy",
    "cross-origin-opener-policy",
    "cross-origin-embedder-policy",
)


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ((), "info"),
        (((CORP, "same-origin"),), "pass"),
        (((CORP, "same-site"),), "pass"),
        (((CORP, "cross-origin"),), "pass"),
        (((CORP, "Same-Origin"),), "fail"),
        (((CORP, "none"),), "fail"),
        (((CORP, ""),), "fail"),
        (((CORP, "same-site"), (CORP, "same-site")), "fail"),
        (((COOP, "same-origin"),), "pass"),
        (((COOP, "same-origin-allow-popups"),), "pass"),
        (((COOP, "noopener-allow-popups"),), "pass"),
        (((COOP, "unsafe-none"),), "pass"),
        (((COOP, 'same-origin; report-to="x"'),), "pass"),
        (((COOP, '"same-origin"'),), "fail"),
        (((COOP, "same-site"),), "fail"),
        (((COOP, "same-origin"), (COOP, "same-origin")), "fail"),
        (((COEP, "require-corp"),), "pass"),
        (((COEP, "credentialless"),), "pass"),
        (((COEP, "Require-Corp"),), "fail"),
        (((COEP, "require-corp;"),), "fail"),
        (((COOP, "same-origin"), (COEP, "nonsense")), "fail"),
        (((COOP, "same-origin"), (COEP, "require-corp"), (CORP, "same-origin")), "pass"),
    ],
)
def test_each_header_is_read_as_browsers_do(headers: tuple[tuple[str, str], ...], outcome: str) -> None:
    """Letter by letter, two of them as Structured Fields; none at all is for information."""
    verdict = builders.verdict(ID, answers.page(*headers))
    assert (verdict.outcome, verdict.severity) == (outcome, "low")


def test_the_observatory_does_not_mind_capital_letters() -> None:
    """Browsers do (Fetch Standard)."""
    verdict = builders.verdict(ID, answers.page((CORP, "Same-Origin")))
    assert verdict.evidence["observatory"] == "corp-implemented-with-same-origin"
