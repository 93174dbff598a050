"""Organizations and systems by their names."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.approvals.events import ApprovalEvent
from inventory.files.cells.codes import NewCodes
from inventory.files.mau08.form import Field
from inventory.files.mau08.matching.organizations import Organizations
from inventory.files.mau08.reading import read_mau_08
from inventory.model import Organization, OrganizationKind, System
from inventory.words import WrongValueError
from tests.inventory.files.mau08.forms import AS_OF, KNOWN, SYSTEM, TODAY, doubts, form, read

BODIES = (
    *KNOWN.organizations,
    Organization(code="TAN-HUNG", name="Xã Tân Hưng"),
    Organization(code="PHUOC-HOA", name="Phường Phước Hòa"),
    Organization(code="OLD", name="Sở Thông tin và Truyền thông", valid_to=date(2025, 3, 1)),
    Organization(code="NEW", name="Sở Thông tin và Truyền thông", valid_from=date(2025, 3, 1)),
    Organization(code="P-10", name="Phường 10"),
)


def found(name: str) -> str:
    """The code of the body that a name means."""
    return Organizations(BODIES, AS_OF).find(name).code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Tài chính", "SO-TC"),
        ("SỞ  TÀI CHÍNH", "SO-TC"),
        (unicodedata.normalize("NFD", "Sở Tài chính"), "SO-TC"),
        ("So Tai chinh", "SO-TC"),
        ("UBND tỉnh", "UBND-TINH"),
        ("Ủy ban nhân dân tỉnh", "UBND-TINH"),
        ("so-tc", "SO-TC"),
        ("Phường Phước Hoà", "PHUOC-HOA"),
        ("Sở TT&TT", "NEW"),
        ("Phường 11", "P11"),
        ("Sở Y tế", "SYT"),
    ],
)
def test_names_and_codes(name: str, code: str) -> None:
    """Case, blanks, abbreviations, where the tone stands, no accents at all; a code is taken too."""
    assert found(name) == code


@pytest.mark.parametrize("name", ["Xã Tân Hùng", "Sở Tài chánh", "Sở Tàii chính"])
def test_a_slip_is_in_doubt(name: str) -> None:
    """A name so like a known one makes no second body."""
    with pytest.raises(WrongValueError, match="is not known, but"):
        found(name)


def test_two_new_names_that_differ_by_accents_are_in_doubt() -> None:
    """One of them may be a slip."""
    organizations = Organizations((), AS_OF)
    organizations.find("Sở Y tế")
    with pytest.raises(WrongValueError, match="SYT"):
        organizations.find("Sở Ý tế")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sở Nội vụ", OrganizationKind.DEPARTMENT),
        ("UBND huyện Châu Đức", OrganizationKind.DISTRICT),
        ("UBND thành phố Vũng Tàu", OrganizationKind.OTHER),
        ("UBND xã Long Sơn", OrganizationKind.OTHER),
        ("Văn phòng UBND tỉnh Bình Thuận", OrganizationKind.OFFICE),
    ],
)
def test_the_kind_of_a_new_body(name: str, kind: OrganizationKind) -> None:
    """Only where the name leaves no doubt; communes are counted by an indicator, so people name them."""
    assert Organizations((), AS_OF).find(name).kind is kind


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_codes_are_valid_and_the_same_each_time(name: str, other: str) -> None:
    """Of any name; a taken code is avoided."""
    code = NewCodes(()).of_name(name)
    assert Organization(code=code, name="A").code == code == NewCodes(()).of_name(name)
    assert NewCodes([code]).of_name(name) != code
    assert NewCodes([code]).of_name(other, code) not in (code, "")
    System(code=NewCodes([code]).of_name(other, code, name), name="A", owner=code)


def test_a_new_system_is_named_after_who_runs_it(tmp_path: Path) -> None:
    """The operator's code and the name."""
    result = read(form(tmp_path / "f.xlsx", name="Kho dữ liệu số"))
    assert result.new == {"SO-TC-KDLS"}
    assert result.file.undated == ("SO-TC-KDLS",)


def test_one_name_run_by_two_bodies_is_two_systems(tmp_path: Path) -> None:
    """The owner of all is the province; the operator tells them apart."""
    other = {**SYSTEM, Field.OPERATOR: "Sở Y tế"}
    result = read(form(tmp_path / "f.xlsx", SYSTEM, other))
    assert [one.code for one in result.file.inventory.systems] == ["QLVB", "SYT-HTQLVB"]


def test_the_same_system_twice_is_in_doubt(tmp_path: Path) -> None:
    """The message names both rows."""
    (doubt,) = doubts(form(tmp_path / "f.xlsx", SYSTEM, SYSTEM))
    assert "row 7" in doubt
    assert "row 6" in doubt


def test_what_the_form_does_not_say_stays(tmp_path: Path) -> None:
    """Blank cells erase nothing."""
    (system,) = read(form(tmp_path / "f.xlsx", level=None)).file.inventory.systems
    assert system == KNOWN.systems[0]


def test_the_successor_of_the_owner_takes_the_system_over(tmp_path: Path) -> None:
    """Bodies merge: the known system gets its new owner, no twin."""
    city = Organization(code="HCM", name="UBND Thành phố Hồ Chí Minh", predecessors=("UBND-TINH",))
    known = KNOWN.model_copy(update={"organizations": (city, *KNOWN.organizations)})
    (system,) = read(form(tmp_path / "f.xlsx", owner=city.name), known).file.inventory.systems
    assert (system.code, system.owner) == ("QLVB", "HCM")
    assert TODAY > AS_OF


def test_only_the_events_of_the_systems_named_are_asked_for(tmp_path: Path) -> None:
    """A form of one agency doesn't read the history of all."""
    (system,) = read(form(tmp_path / "1.xlsx", SYSTEM)).file.inventory.systems
    both = (system, system.model_copy(update={"code": "KHAC", "name": "Hệ thống khác"}))
    asked: list[str] = []

    def events_of(code: str) -> list[ApprovalEvent]:
        asked.append(code)
        return []

    known = KNOWN.model_copy(update={"systems": both})
    read_mau_08(form(tmp_path / "2.xlsx", SYSTEM), known, events_of, today=TODAY)
    assert set(asked) == {system.code}
