"""Catalogues and self-assessments survive every format; the template gives back what was filled in."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.files.exporting import write_inventory
from inventory.files.layout.filled_sheets import OfRequirements
from inventory.files.reading.inventory_file import read_inventory
from inventory.files.requirements.template import FIELDS, write_self_assessment
from inventory.model import Inventory, Organization, System, Text
from inventory.requirements.catalogue_rows import ChosenCatalogue
from inventory.requirements.model import Catalogue, Requirement, RequirementState, SelfAssessment
from inventory.requirements.progress import SystemProgress
from inventory.requirements.shipped import shipped
from inventory.requirements.vocabulary import WORDINGS
from tests.inventory.importable import NOTES, PAST, TEXTS, TODAY
from tests.inventory.requirements.saying import DAY, said

INVENTORY = Inventory(
    organizations=(Organization(code="UBND", name="Ủy ban"),),
    systems=(System(code="HTTT", name="Hệ thống", owner="UBND", proposed_level=3),),
)
REQUIREMENTS = st.builds(
    Requirement,
    code=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,9}\Z"),
    title=TEXTS,
    title_en=st.none() | TEXTS,
    levels=st.sets(st.integers(1, 5)).map(lambda levels: tuple(sorted(levels))),
    group=st.none() | TEXTS,
    clause=st.sampled_from([None, "7.2.3.4"]),
)
CATALOGUES = st.lists(REQUIREMENTS, min_size=1, max_size=4, unique_by=lambda one: one.code)
ANSWERS = st.builds(
    SelfAssessment,
    system=st.just("HTTT"),
    catalogue=st.just("tcvn-11930"),
    requirement=st.sampled_from([one.code for one in shipped().at(3)]),
    state=st.sampled_from(RequirementState),
    on=PAST,
    reason=st.none() | NOTES,
    plan=st.none() | NOTES,
    person=st.none() | TEXTS,
    due=st.none() | st.dates(),
    file=st.none() | TEXTS,
    file_sha256=st.sampled_from([None, "0" * 64]),
    note=st.none() | NOTES,
)


def chosen(requirements: list[Requirement]) -> ChosenCatalogue:
    """A catalogue of one's own, in force from a day on."""
    title = Text(vi="Của đơn vị", en="Của đơn vị")
    catalogue = Catalogue(
        code="own", title=title, version="2", valid_from=DAY, requirements=tuple(requirements)
    )
    return ChosenCatalogue(catalogue, DAY)


@pytest.mark.parametrize("name", ["x.xlsx", "x.yaml", "x.json", "x"])
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(requirements=CATALOGUES, answers=st.lists(ANSWERS, max_size=3))
def test_reading_gives_what_was_written(
    name: str, requirements: list[Requirement], answers: list[SelfAssessment]
) -> None:
    """Every field of both, in every format, beside the inventory."""
    catalogues = (chosen(requirements), ChosenCatalogue(shipped(), TODAY))
    told = OfRequirements(catalogues, tuple(answers))
    with TemporaryDirectory() as folder:
        write_inventory(INVENTORY, (), Path(folder) / name, told)
        read = read_inventory(Path(folder) / name, today=TODAY)
    assert (read.inventory, read.catalogues, read.said) == (INVENTORY, told.catalogues, told.said)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(answers=st.lists(ANSWERS, max_size=5, unique_by=lambda one: one.requirement))
def test_the_template_gives_back_what_it_holds(answers: list[SelfAssessment]) -> None:
    """What was said so far comes back as it was; what is not answered says nothing."""
    by_code = {one.requirement: one for one in answers}
    progress = SystemProgress.of("HTTT", 3, shipped(), by_code)
    with TemporaryDirectory() as folder:
        write_self_assessment(Path(folder) / "t.xlsx", shipped(), [progress])
        read = read_inventory(Path(folder) / "t.xlsx", today=TODAY, known=INVENTORY)
    assert {one.requirement: one for one in read.said} == by_code


def test_an_inventory_without_any_has_no_sheet_of_it(tmp_path: Path) -> None:
    """Nothing new for who does not use it."""
    write_inventory(INVENTORY, (), tmp_path / "x.xlsx")
    assert {"Yêu cầu", "Tự đánh giá"}.isdisjoint(openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames)


def test_the_template_offers_states_and_explains_itself(tmp_path: Path) -> None:
    """A row for each requirement of the level, drop-downs, a guide; it prints on its side."""
    progress = SystemProgress.of("HTTT", 3, shipped(), {})
    write_self_assessment(tmp_path / "t.xlsx", shipped(), [progress])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["Tự đánh giá"]
    assert sheet.max_row == 1 + len(shipped().at(3))
    assert len(FIELDS) == sheet.max_column
    (states,) = [one for one in sheet.data_validations.dataValidation if "E2" in str(one.sqref)]
    assert states.formula1 == f'"{",".join(text.vi for text in WORDINGS.values())}"'
    assert sheet.page_setup.orientation == "landscape"
    assert "capdo assessment import" in str([cell.value for cell in book["Hướng dẫn"]["A"]])


def test_a_blank_day_is_today_and_a_blank_row_says_nothing(tmp_path: Path) -> None:
    """As the template tells; a row with a plan and no state is told as unfinished."""
    write_self_assessment(tmp_path / "t.xlsx", shipped(), [SystemProgress.of("HTTT", 3, shipped(), {})])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book["Tự đánh giá"]["E2"] = "đạt"
    book.save(tmp_path / "t.xlsx")
    read = read_inventory(tmp_path / "t.xlsx", today=date(2026, 3, 1), known=INVENTORY)
    assert read.said == (said("7.1.1.1", catalogue="tcvn-11930"),)
