"""Catalogues of one's own, in the shapes that people have; one wrong thing refuses all, told by its place."""

from pathlib import Path

import openpyxl
import pytest

from inventory.errors import InventoryError
from inventory.files.requirements.catalogue_columns import read_levels
from inventory.files.requirements.catalogue_file import CatalogueName, read_catalogue
from inventory.requirements.model import Requirement
from inventory.words import WrongValueError
from tests.inventory.requirements.saying import DAY

NAME = CatalogueName("own", "Bộ tiêu chí", "1", DAY)
EXPECTED = (
    Requirement(code="A", title="Mạng"),
    Requirement(code="A.1", title="Tường lửa", levels=(1, 2, 3), parent="A", clause="7.2.1.2"),
    Requirement(code="A.2", title="Nhật ký", levels=(3,), group="Nhóm 1"),
)
CSV = """\
Mã,Yêu cầu,Cấp độ,Thuộc mục,Nhóm,Mục TCVN 11930
A,Mạng,,,,
A.1,Tường lửa,1-3,A,,7.2.1.2
A.2,Nhật ký,Cấp độ 3,,Nhóm 1,
"""
YAML = """\
requirements:
  - {code: A, title: Mạng}
  - {code: A.1, title: Tường lửa, levels: [1, 2, 3], parent: A, clause: 7.2.1.2}
  - {code: A.2, title: Nhật ký, levels: [3], group: Nhóm 1}
"""
TOML = """\
requirements = [
  { code = "A", title = "Mạng" },
  { code = "A.1", title = "Tường lửa", levels = [1, 2, 3], parent = "A", clause = "7.2.1.2" },
  { code = "A.2", title = "Nhật ký", levels = [3], group = "Nhóm 1" },
]
"""


def written(folder: Path, name: str, text: str) -> Path:
    """A file with a text."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(("name", "text"), [("x.csv", CSV), ("x.yaml", YAML), ("x.toml", TOML)])
def test_every_format_gives_the_same(tmp_path: Path, name: str, text: str) -> None:
    """Codes, names, levels, groups and parents; called as it was told to be."""
    found = read_catalogue(written(tmp_path, name, text), NAME)
    assert (found.code, found.title.vi, found.version, found.valid_from) == ("own", "Bộ tiêu chí", "1", DAY)
    assert found.requirements == EXPECTED


def test_a_workbook_may_have_a_title_above_its_header(tmp_path: Path) -> None:
    """As lists that are printed have; other sheets are left alone."""
    book = openpyxl.Workbook()
    book.create_sheet("Bìa", 0).append(["Danh mục yêu cầu của tỉnh"])
    sheet = book.create_sheet("Danh sách")
    for row in [["BỘ TIÊU CHÍ"], [], *(line.split(",") for line in CSV.splitlines())]:
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    assert read_catalogue(tmp_path / "x.xlsx", NAME).requirements == EXPECTED


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.csv", CSV + "A.2,Lại,,,,\n", "row 5, column “Mã”: its code stands twice"),
        ("x.csv", CSV + "A.3,Khác,,B,,\n", "row 5, column “Thuộc mục”: there is no parent 'B'"),
        ("x.csv", CSV + "A.3,Khác,6,,,\n", "column “Cấp độ”: '6' names no levels"),
        ("x.csv", CSV + "A.3,,3,,,\n", "column “Yêu cầu”: is required"),
        ("x.csv", CSV.replace("A,Mạng,,,,", "A,Mạng,,A.1,,"), "is its own parent"),
        ("x.csv", "Tên,Tuổi\nAn,3\n", "has no table of requirements: name its columns Mã yêu cầu"),
        ("x.csv", CSV.splitlines()[0], "has no requirement"),
        ("x.yaml", YAML.replace("code: A.2", "mã: A.2"), "no such key here"),
        ("x.yaml", "- a", "has no list `requirements`"),
        ("x.yaml", "requirements: [", "is not YAML"),
        ("x.toml", TOML.replace("[3]", "[6]"), "is out of range: at most 5"),
        ("x.toml", "a =", "is no TOML"),
        ("x.toml", "requirements = []", "requirements"),
        ("x.docx", "", "can't be read as a catalogue of requirements: use one of .xlsx, .csv"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    """Where it is, and what to write instead."""
    with pytest.raises(InventoryError) as refused:
        read_catalogue(written(tmp_path, name, text), NAME)
    assert message in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(InventoryError, match=r"cannot read catalogue of requirements .*x.csv"):
        read_catalogue(tmp_path / "x.csv", NAME)


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("3", (3,)),
        (3, (3,)),
        ("1-3", (1, 2, 3)),
        ("1 – 3", (1, 2, 3)),
        ("1 đến 3", (1, 2, 3)),
        ("3; 4;5", (3, 4, 5)),
        ("Cấp độ 3", (3,)),
        ("cấp 1, cấp 2", (1, 2)),
        ("CĐ3", (3,)),
        ("III", (3,)),
        ("3,3", (3,)),
    ],
)
def test_levels_are_read_as_people_write_them(typed: object, levels: tuple[int, ...]) -> None:
    """Numbers, spans, lists, Roman ones, with or without the word."""
    assert read_levels(typed) == levels


@pytest.mark.parametrize("typed", ["0", "6", "ba", "3-9", "1..3"])
def test_what_is_no_level_is_refused(typed: str) -> None:
    """Rather than guessed."""
    with pytest.raises(WrongValueError):
        read_levels(typed)
