"""cert.transparency."""

from typing import Any

import pytest

from checks.model import Verdict
from tests.checks import builders


def judged(**changes: Any) -> Verdict:
    """The verdict on one chain."""
    chain = builders.chain(**changes)
    return builders.verdict("cert.transparency", builders.facts(tls=builders.tls(chains=(chain,))))


@pytest.mark.parametrize(("count", "outcome"), [(0, "fail"), (1, "pass"), (3, "pass"), (None, "not_tested")])
def test_a_public_certificate_needs_a_timestamp(count: int | None, outcome: str) -> None:
    """One at least; not looked at is not none."""
    verdict = judged(sct_count=count)
    assert (verdict.outcome, verdict.severity) == (outcome, "low")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"trusted_by": "ca-file"}, "not_applicable"),
        ({"trusted": False, "trust_problem": "self_signed", "trusted_by": None}, "not_applicable"),
        ({"trusted": False, "trust_problem": "incomplete", "trusted_by": None}, "not_tested"),
        ({"trusted": None, "trusted_by": None}, "not_tested"),
    ],
)
def test_other_certificates_need_none(changes: dict[str, Any], outcome: str) -> None:
    """An internal CA records nothing in public; where nobody can tell, nobody says so."""
    assert judged(sct_count=0, **changes).outcome == outcome
