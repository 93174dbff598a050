"""What the reports tell of self-assessments: nothing where there are none; else progress, contradictions."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from checks.model import Language
from inventory.requirements.progress import ClaimSupport
from reports.assembly.building import build_report
from reports.html.page import render_html
from reports.model import Report
from reports.official.quarterly.body import _shortcomings
from reports.xlsx import render_xlsx
from tests.reports import hostile, sample
from tests.reports.requirements.answering import (
    NONE,
    NOT_MET,
    PARTLY,
    PLANNED,
    TLS,
    answer,
    assessed,
    progress,
)

CLAIMS, CONTRADICTED, OTHER = "HT-020", "HT-002", "HT-021"  # two claim a full plan, one does not


def report(**changes: object) -> Report:
    """The sample with three systems that answer: a claim that falls, one that scans contradict, one begun."""
    told = assessed(
        progress(CLAIMS, c7_1_1_1=NOT_MET, c7_1_1_2=PARTLY, c7_1_1_3=NONE),
        progress(CONTRADICTED),
        progress(
            OTHER,
            default=None,
            c7_1_1_1=answer(OTHER, "7.1.1.1", PLANNED, due=sample.AS_OF.replace(year=2025), person="Bình"),
        ),
    )
    return build_report(sample.source(self_assessed=told, **changes))


def test_a_database_without_any_tells_nothing_new() -> None:
    """Neither in the page, nor in the workbook; the JSON says that there are none."""
    without = build_report(sample.source())
    assert without.self_assessments is None
    assert "self_assessment" not in render_html(without)
    assert "Tự đánh giá" not in load_workbook(BytesIO(render_xlsx(without))).sheetnames


def test_progress_is_told_with_numerator_denominator_and_what_was_not_answered() -> None:
    """Of the estate, of each system, of each agency; those that say nothing are counted beside."""
    found = report().self_assessments
    assert found is not None
    by_code = {one.system: one for one in found.systems}
    assert [(by_code[code].counts.met, by_code[code].counts.applicable) for code in sorted(by_code)] == [
        (44, 44),
        (41, 43),
        (0, 44),
    ]
    assert (found.answered, found.in_operation) == (3, 31)
    assert (found.counts.met, found.counts.applicable, found.counts.unanswered) == (85, 131, 43)
    assert sum(one.counts.applicable for one in found.agencies) == found.counts.applicable
    assert sum(one.systems for one in found.agencies) == found.in_operation


def test_a_claim_is_contradicted_supported_or_not_told_enough() -> None:
    """By the unit's own answers; only a claim can be contradicted."""
    found = report()
    assert found.self_assessments is not None
    support = {one.system: one.support for one in found.self_assessments.systems}
    assert support == {
        CLAIMS: ClaimSupport.CONTRADICTED,
        CONTRADICTED: ClaimSupport.SUPPORTED,
        OTHER: ClaimSupport.CONTRADICTED,
    }
    assert [one.system for one in found.self_assessments.against_claims] == [CLAIMS]
    assert next(one for one in found.systems if one.code == CLAIMS).contradicted
    assert not next(one for one in found.systems if one.code == OTHER).contradicted


def test_scans_stand_beside_the_answers() -> None:
    """A unit that says that its connections are protected, and an old protocol that was seen."""
    found = report().self_assessments
    assert found is not None
    told = next(one for one in found.systems if one.system == CONTRADICTED)
    assert TLS in [one.code for one in told.contradicted]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_names_what_falls_short_by_whom_and_when(language: Language) -> None:
    """With the claim to be reviewed, and what is overdue."""
    page = render_html(report(), language)
    expected = {
        "vi": ("Tự đánh giá theo yêu cầu", "trái với tự đánh giá (cần rà soát)", "quá hạn", "Chưa đáp ứng"),
        "en": ("Self-assessment by requirement", "contradicted by the self-assessment", "overdue", "Not met"),
    }[language]
    assert [words for words in (*expected, "7.1.1.1", "Bình") if words not in page] == []


@pytest.mark.parametrize("payload", [one for one in hostile.PAYLOADS if "<" in one])
def test_what_people_typed_stays_text(payload: str) -> None:
    """Plans and names are shown, never obeyed."""
    plan = answer(CLAIMS, "7.1.1.1", PARTLY, plan=payload, person=payload)
    told = assessed(progress(CLAIMS, c7_1_1_1=plan))
    assert payload not in render_html(build_report(sample.source(self_assessed=told)))


def test_the_workbook_has_a_row_for_each_requirement() -> None:
    """Unanswered ones too, so that somebody can sort them."""
    sheet = load_workbook(BytesIO(render_xlsx(report())))["Tự đánh giá"]
    assert sheet.max_row == 1 + 3 * 44
    states = [row[5].value for row in sheet.iter_rows(min_row=2)]
    assert states.count("Chưa trả lời") == 43


def test_the_letter_tells_of_claims_that_fall() -> None:
    """Else its second figure would leave out systems that it never named."""
    assert any("tự đánh giá theo từng yêu cầu" in told for told in _shortcomings(report()))
    assert not any("tự đánh giá" in told for told in _shortcomings(build_report(sample.source())))
