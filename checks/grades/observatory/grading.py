"""grades.observatory: the MDN HTTP Observatory's grade and score, result by result.

The same as that of npm's @mdn/mdn-http-observatory 1.4.8 (version 4 of the algorithm) for the same answers,
its faults included; or as that of its repository (version 6). Where it is wrong by a standard, the checks of the
family ``web`` follow the standard. Not told: what Chromium's preload list would add (+5 for HSTS).
"""

from collections.abc import Mapping

from checks.facts import Absent, Exchange, Facts, NotTested
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

    def result_of(self, test: str) -> ObservatoryResult | None:
        """One test's result."""
        return next((result for result in self.results if result.test == test), None)


def grade(facts: Facts, version: Version = DEFAULT_VERSION) -> ObservatoryGrade | Absent | NotTested:
    """The grade of one endpoint; Absent where the Observatory gives none; NotTested: not all was seen."""
    seen = responses_of(facts, version)
    if not isinstance(seen, Responses):
        return seen
    found = _results(seen)
    results = tuple(_result(test, found[test], version) for test in tests_of(version) if test in found)
    score = score_of(tuple(result.modifier for result in results))
    return ObservatoryGrade(
        grade=letter_of(score),
        score=score,
        algorithm_version=version,
        results=results,
        not_tested=tuple(test for test in tests_of(version) if test not in found),
        assumed=seen.assumed,
    )


def _results(seen: Responses) -> Mapping[str, str]:
    policy, hsts = policy_result(seen), hsts_result(seen)
    found = {
        "content-security-policy": policy.id,
        "cookies": cookies_result(seen, has_hsts=RESULTS[hsts].passes),
        "cross-origin-embedder-policy": embedder_policy_result(seen),
        "cross-origin-opener-policy": opener_policy_result(seen),
        "redirection": redirection_result(seen),
        "referrer-policy": referrer_result(seen),
        "strict-transport-security": hsts,
        "subresource-integrity": scripts_result(seen),
        "x-content-type-options": sniffing_result(seen),
        "x-frame-options": framing_result(seen, by_policy=policy.limits_framing),
        "cross-origin-resource-policy": resource_policy_result(seen),
    }
    if isinstance(seen.preflight, Exchange):
        found["cross-origin-resource-sharing"] = sharing_result(seen.preflight)
    return found


def _result(test: str, result: str, version: Version) -> ObservatoryResult:
    known = RESULTS[result]
    return ObservatoryResult(test=test, result=result, modifier=known.points(version), passes=known.passes)
