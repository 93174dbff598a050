"""web.observatory: the MDN HTTP Observatory's grade, which administrators compare with."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clipped
from checks.facts import Absent, Facts, FactsAbsentError, FactsMissingError, HttpFacts, NotTested, Part
from checks.grades.observatory._chart import VERSIONS, Version
from checks.grades.observatory.grading import DEFAULT_VERSION, ObservatoryGrade, ObservatoryResult, grade
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.thresholds import number

VERSION_KEY = "algorithm_version"


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """For information. ``algorithm_version``: 4, npm's package 1.4.8; 6, the repository of August 2026."""
    version = version_of(thresholds)
    given = grade(facts, version)
    if isinstance(given, Absent):
        raise FactsAbsentError(given)
    if isinstance(given, NotTested):
        raise FactsMissingError(given)
    return Judgement(outcome=Outcome.INFO, summary=_summary(given), evidence=_evidence(given))


def version_of(thresholds: Thresholds) -> Version:
    """The newest version that is not newer than the one asked for."""
    wanted = number(thresholds, VERSION_KEY)
    return max((version for version in VERSIONS if version <= wanted), default=VERSIONS[0])


def _summary(given: ObservatoryGrade) -> Text:
    return Text(
        vi=f"MDN HTTP Observatory: {given.grade}, {given.score} điểm (thuật toán phiên bản "
        f"{given.algorithm_version}).",
        en=f"MDN HTTP Observatory: {given.grade}, {given.score} points (algorithm version "
        f"{given.algorithm_version}).",
    )


def _evidence(given: ObservatoryGrade) -> dict[str, JsonValue]:
    results: dict[str, JsonValue] = {result.test: _told(result) for result in given.results}
    return {
        "grade": given.grade,
        "score": given.score,
        VERSION_KEY: given.algorithm_version,
        "results": results,
        "not_tested": clipped(given.not_tested),
        "assumed": clipped(given.assumed),
    }


def _told(result: ObservatoryResult) -> str:
    return f"{result.result} ({result.modifier:+})"


CHECK = Check(
    id="web.observatory",
    title=Text(vi="Xếp hạng MDN HTTP Observatory", en="The MDN HTTP Observatory's grade"),
    finding=Text(vi="Xếp hạng MDN HTTP Observatory thấp", en="A low MDN HTTP Observatory grade"),
    rationale=Text(
        vi="Nhiều quản trị viên so sánh với công cụ công khai này. Xếp hạng tính đúng như công cụ đó, kể "
        "cả khi "
        "nó khác tiêu chuẩn; các phép kiểm tra web khác theo tiêu chuẩn và nói rõ chỗ khác.",
        en="Many administrators compare with this public tool. The grade is computed just as it does, even "
        "where it departs from a standard; the other web checks follow the standards and say where they "
        "part.",
    ),
    remediation=Text(
        vi="Xem từng kết quả và số điểm trừ trong bằng chứng, rồi sửa theo các phép kiểm tra web tương ứng.",
        en="See each result with its points in the evidence, and mend what the other web checks name.",
    ),
    severity=Severity.INFO,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY),
    outcomes=(Outcome.INFO,),
    references=(
        Reference(
            title="MDN HTTP Observatory: tests and scoring",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={VERSION_KEY: DEFAULT_VERSION},
)
