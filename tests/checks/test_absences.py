"""Why a check does not apply is told in people's words, in both languages."""

import re
from pathlib import Path

import pytest

import checks
from checks.absences import ABSENCES, GENERAL, does_not_apply, why_absent
from checks.facts import Absent
from checks.judging import not_applicable

HOUSE = Path(checks.__file__).parents[1]
SOURCES = {
    path.relative_to(HOUSE).as_posix(): path.read_text(encoding="utf-8")
    for package in ("checks", "scanner")
    for path in sorted((HOUSE / package).rglob("*.py"))
}
WRITTEN = [
    (name, detail.replace("{port}", "443"))
    for name, source in SOURCES.items()
    for detail in re.findall(r'(?:Absent\(\s*detail=|_without\(\s*\w+,\s*)f?"([^"]+)"', source)
]


@pytest.mark.parametrize(("name", "detail"), WRITTEN)
def test_every_absence_of_the_code_has_words(name: str, detail: str) -> None:
    """Whatever a check or probe says is not there."""
    assert why_absent(detail), f"{name}: add {detail!r} to checks/absences.py"


def test_no_words_are_left_over() -> None:
    """A detail that nothing gives any more has no sentence here."""
    everything = "\n".join(source for name, source in SOURCES.items() if name != "checks/absences.py")
    told = everything.replace("{port}", "443")
    unused = [pattern.pattern for pattern, _ in ABSENCES if not re.search(pattern, told)]
    unused = [pattern for pattern in unused if not re.search(pattern.replace(r"(\d+)", "443"), told)]
    assert unused == []


def test_the_reason_is_told_and_the_detail_kept() -> None:
    """In the summary for people, as it was in the evidence."""
    judgement = not_applicable(Absent(detail="port 8443 is closed"))
    assert judgement.summary.vi == "Không áp dụng: cổng 8443 đóng."
    assert judgement.summary.en == "Does not apply: port 8443 is closed."
    assert judgement.evidence == {"detail": "port 8443 is closed"}


@pytest.mark.parametrize("detail", ["something new", "", "<b>port 443 is closed", "port x is closed"])
def test_what_is_not_known_is_said_in_general(detail: str) -> None:
    """The detail stays in the evidence."""
    assert does_not_apply(detail) == GENERAL


def test_what_a_server_said_is_no_part_of_the_sentence() -> None:
    """Its answer's beginning, an error's words."""
    said = does_not_apply("port 25 answers, but not in TLS: its answer begins with 0x323230")
    assert said.en == "Does not apply: port 25 answers, but not in TLS."
