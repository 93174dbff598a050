"""grades.observatory: the MDN HTTP Observatory's grade and score, result by result.

The same as that of npm's @mdn/mdn-http-observatory 1.4.8 (version 4 of the algorithm) for the same answers,
its faults included; or as that of its repository (version 6). Where it is wrong by a standard, the checks of
the family ``web`` follow the standard. Not told: what Chromium's preload list would add (+5 for HSTS).
"""

from collections.abc import Callable
from functools import cache

from checks.facts import Absent, Exchange, Facts, NotTested
from checks.facts.once import once
from checks.grades.observatory._chart import RESULTS, VERSIONS, Version, letter_of, score_of, tests_of
from checks.grades.observatory._cookies import cookies_result
from checks.grades.observatory._headers import (
    embedder_policy_result,
    framing_result,
    opener_policy_result,
    referrer_result,
    resource_policy_result,
    sharing_result,
    sniffing_result,
)
from checks.grades.observatory._policy_result import policy_result
from checks.grades.observatory._responses import Responses, responses_of
from checks.grades.observatory._scripts import scripts_result
from checks.grades.observatory._transport import hsts_result, redirection_result
from checks.model import Frozen

DEFAULT_VERSION = VERSIONS[0]


class ObservatoryResult(Frozen):
    """One test's result, by the Observatory's own name, and what it adds to the score."""

    test: str
    result: str
    modifier: int
    passes: bool


class ObservatoryGrade(Frozen):
    """The mark. ``score`` is at least 0 and may exceed 100; bonuses count only from 90 points on.

    ``not_tested``: tests of which no result could be told; none of them could have changed the score.
    ``assumed``: the hosts whose certificates were taken for good without having been seen.
    """

    grade: str
    score: int
    algorithm_version: Version
    results: tuple[ObservatoryResult, ...]
    not_tested: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def grade(facts: Facts, version: Version = DEFAULT_VERSION) -> ObservatoryGrade | Absent | NotTested:
    """The grade of one endpoint; Absent where the Observatory gives none; NotTested: not all was seen."""
    seen = responses_of(facts, version)
    if not isinstance(seen, Responses):
        return seen
    told = {test: result_of(facts, test, version) for test in tests_of(version)}
    results = tuple(result for result in told.values() if result is not None)
    score = score_of(tuple(result.modifier for result in results))
    return ObservatoryGrade(
        grade=letter_of(score),
        score=score,
        algorithm_version=version,
        results=results,
        not_tested=tuple(
            test for test in tests_of(version) if test not in {result.test for result in results}
        ),
        assumed=seen.assumed,
    )


@once
def result_of(facts: Facts, test: str, version: Version = DEFAULT_VERSION) -> ObservatoryResult | None:
    """The result of one test alone; None where the Observatory, or capdo, cannot tell it."""
    seen = responses_of(facts, version)
    return _result(seen, test) if isinstance(seen, Responses) else None


def _result(seen: Responses, test: str) -> ObservatoryResult | None:
    result = _RULES[test](seen)
    return None if result is None else _scored(test, result, seen.version)


@cache
def _scored(test: str, result: str, version: Version) -> ObservatoryResult:
    """One of the chart's."""
    known = RESULTS[result]
    return ObservatoryResult(test=test, result=result, modifier=known.points(version), passes=known.passes)


def _cookies(seen: Responses) -> str:
    return cookies_result(seen, has_hsts=RESULTS[hsts_result(seen)].passes)


def _framing(seen: Responses) -> str:
    return framing_result(seen, by_policy=policy_result(seen).limits_framing)


def _sharing(seen: Responses) -> str | None:
    return sharing_result(seen.preflight) if isinstance(seen.preflight, Exchange) else None


_RULES: dict[str, Callable[[Responses], str | None]] = {
    "content-security-policy": lambda seen: policy_result(seen).id,
    "cookies": _cookies,
    "cross-origin-embedder-policy": embedder_policy_result,
    "cross-origin-opener-policy": opener_policy_result,
    "cross-origin-resource-sharing": _sharing,
    "redirection": redirection_result,
    "referrer-policy": referrer_result,
    "strict-transport-security": hsts_result,
    "subresource-integrity": scripts_result,
    "x-content-type-options": sniffing_result,
    "x-frame-options": _framing,
    "cross-origin-resource-policy": resource_policy_result,
}
