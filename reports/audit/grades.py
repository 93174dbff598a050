"""The marks of an audit, with what lowered them: SSL Labs' of TLS, the MDN HTTP Observatory's of the page."""

from pydantic import JsonValue

from checks.absences import why_absent
from checks.facts import Absent, NotTested
from checks.grades.observatory.grading import DEFAULT_VERSION, ObservatoryGrade
from checks.grades.observatory.grading import grade as grade_of_page
from checks.grades.tls import TlsGrade
from checks.grades.tls import grade as grade_of_tls
from checks.model import Language, Text
from checks.reasons import REASONS
from checks.web.observatory import CHECK as OBSERVATORY_CHECK
from checks.web.observatory import VERSION_KEY, version_of
from scanner.observation import Observation

TLS = Text(vi="Xếp hạng TLS theo SSL Labs", en="SSL Labs grade")
OBSERVATORY = Text(vi="Xếp hạng MDN HTTP Observatory", en="MDN HTTP Observatory grade")
POINTS = Text(vi="điểm", en="points")
ALGORITHM = Text(vi="thuật toán phiên bản", en="algorithm version")
ASIDE = Text(vi="nếu không kể độ tin cậy", en="trust aside")
AT_BEST = Text(vi="cao nhất có thể, chưa kiểm tra hết", en="at best: not all of it was tested")
ASSUMED = Text(vi="chứng thư chưa xem, coi là tốt", en="certificates not looked at, taken for good")


def tls_grade(seen: Observation) -> TlsGrade | None:
    """The grade of an audit's facts; None without TLS, or when too little was seen of it."""
    found = grade_of_tls(seen.facts) if seen.facts else None
    return found if isinstance(found, TlsGrade) else None


def observatory_grade(seen: Observation) -> ObservatoryGrade | Absent | NotTested | None:
    """The Observatory's, by the version that the audit's profile asked for; None without any facts."""
    if seen.facts is None:
        return None
    judged = (verdict for verdict in seen.verdicts if verdict.check == OBSERVATORY_CHECK.id)
    asked = next((verdict.evidence.get(VERSION_KEY) for verdict in judged), None)
    version = asked if isinstance(asked, int) else DEFAULT_VERSION
    return grade_of_page(seen.facts, version_of({VERSION_KEY: version}))


def grades_document(seen: Observation, lang: Language) -> dict[str, JsonValue]:
    """The JSON form: each mark that was given, and how it came about, or why there is none."""
    return {**_of_tls(seen, lang), **_of_page(seen, lang)}


def _of_tls(seen: Observation, lang: Language) -> dict[str, JsonValue]:
    given = tls_grade(seen)
    if given is None:
        return {"tls": None}
    details: dict[str, JsonValue] = {
        "grade_ignoring_trust": given.grade_ignoring_trust,
        "score": given.score,
        "guide": given.guide,
        "complete": given.complete,
        "caps": [{"letter": cap.letter, "reason": cap.reason.to(lang)} for cap in given.caps],
        "not_tested": [text.to(lang) for text in given.not_tested],
    }
    return {"tls": given.grade, "tls_details": details}


def _of_page(seen: Observation, lang: Language) -> dict[str, JsonValue]:
    given = observatory_grade(seen)
    if given is None:
        return {"observatory": None}
    if not isinstance(given, ObservatoryGrade):
        return {"observatory": None, "observatory_reason": _why_not(given, lang)}
    details: dict[str, JsonValue] = {
        VERSION_KEY: given.algorithm_version,
        "results": {
            result.test: {"result": result.result, "modifier": result.modifier} for result in given.results
        },
        "not_tested": list(given.not_tested),
        "assumed": list(given.assumed),
    }
    return {"observatory": {"grade": given.grade, "score": given.score}, "observatory_details": details}


def _why_not(given: Absent | NotTested, lang: Language) -> str:
    why = why_absent(given.detail) if isinstance(given, Absent) else REASONS[given.reason].phrase
    told = why.to(lang) if why else given.detail
    return f"{told} ({given.detail})" if given.detail and given.detail != told else told


def grade_lines(seen: Observation, lang: Language) -> tuple[str, ...]:
    """Each mark that was given, in one line with the gravest reasons for it."""
    return tuple(line for line in (_tls_line(seen, lang), _observatory_line(seen, lang)) if line)


def _tls_line(seen: Observation, lang: Language) -> str:
    given = tls_grade(seen)
    if given is None:
        return ""
    parts = [f"{TLS.to(lang)}: {given.grade} ({given.score}/100)"]
    if given.grade != given.grade_ignoring_trust:
        parts.append(f"{given.grade_ignoring_trust} {ASIDE.to(lang)}")
    parts += [f"{cap.letter}: {cap.reason.to(lang)}" for cap in given.caps[:2]]
    if not given.complete:
        parts.append(AT_BEST.to(lang))
    return "; ".join(parts)


def _observatory_line(seen: Observation, lang: Language) -> str:
    given = observatory_grade(seen)
    if not isinstance(given, ObservatoryGrade):
        return ""
    parts = [
        f"{OBSERVATORY.to(lang)}: {given.grade} ({given.score} {POINTS.to(lang)})",
        f"{ALGORITHM.to(lang)} {given.algorithm_version}",
    ]
    costly = sorted(given.results, key=lambda result: result.modifier)[:2]
    parts += [f"{result.modifier}: {result.result}" for result in costly if result.modifier < 0]
    if given.assumed:
        parts.append(f"{ASSUMED.to(lang)}: {', '.join(given.assumed)}")
    return "; ".join(parts)
