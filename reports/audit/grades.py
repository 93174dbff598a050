"""The marks of an audit: the SSL Labs grade of its TLS, with what lowered it."""

from pydantic import JsonValue

from checks.grades.tls import TlsGrade, grade
from checks.model import Language, Text
from scanner.observation import Observation

TLS = Text(vi="Xếp hạng TLS theo SSL Labs", en="SSL Labs grade")
ASIDE = Text(vi="nếu không kể độ tin cậy", en="trust aside")
AT_BEST = Text(vi="cao nhất có thể, chưa kiểm tra hết", en="at best: not all of it was tested")


def tls_grade(seen: Observation) -> TlsGrade | None:
    """The grade of an audit's facts; None without TLS, or when too little was seen of it."""
    found = grade(seen.facts) if seen.facts else None
    return found if isinstance(found, TlsGrade) else None


def grades_document(seen: Observation, lang: Language) -> dict[str, JsonValue]:
    """The JSON form: a letter for each mark that was given, and how the TLS one came about."""
    given = tls_grade(seen)
    if given is None:
        return {"tls": None, "observatory": None}
    details: dict[str, JsonValue] = {
        "grade_ignoring_trust": given.grade_ignoring_trust,
        "score": given.score,
        "guide": given.guide,
        "complete": given.complete,
        "caps": [{"letter": cap.letter, "reason": cap.reason.to(lang)} for cap in given.caps],
        "not_tested": [text.to(lang) for text in given.not_tested],
    }
    return {"tls": given.grade, "tls_details": details, "observatory": None}


def grade_line(seen: Observation, lang: Language) -> str:
    """The mark in one line with the gravest reasons for it; empty where none was given."""
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
