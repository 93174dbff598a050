"""Lists as they are published: one command each, with nothing lost silently."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.inventory_file import read_file
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.row_kinds import RowKind
from inventory.model import Inventory
from tests.inventory.files.opening.workbook_files import ods
from tests.inventory.files.reading import workbooks

DOTGOV = "Domain name,Domain type,Agency,Organization name,City,State,Security contact email\n"
TEXTS = {
    "current-federal.csv": DOTGOV
    + "a.example,Federal - Executive,Department of Commerce,Headquarters,Washington,DC,(blank)\n"
    "b.example,Federal - Executive,Department of Energy,Headquarters,Washington,DC,x@b.example\n",
    "old.csv": "Domain Name,Domain Type,Agency,Organization,City,State\n"
    "A.EXAMPLE,City,Non-Federal Agency,City of Albany,Albany,CA\n",
    "other-websites.csv": "Domain\na.example\n_sip._tls.b.example\nDomain\na.example\n",
    "ocsp-crl.csv": "a.example\nb.example:8080\n",
    "nonstandard-ports.csv": "a.example:4443\nb.example:9443\n",
    "waterschappen.csv": 'Category / List,Website\n"one, two",a.example,test\none,"b.example, w.b.example"\n',
    "list.csv": "List,Domain\none,a.example\none,b.example\n",
    "dashlord.yml": "title: D\nentity: Agence\ntools: {nmap: true}\nurls:\n- url: https://a.example/\n"
    "- {url: 'https://b.example/f', title: Espace, betaId: e, repositories: ['https://git.example/x']}\n",
    "tracker.csv": "domain,https,hsts,certificates\na.example,pass,fail,pass\nb.example,fail,info,pass\n",
    "hosts.json": '["a.example", "https://b.example"]',
    "sites.yaml": "sites:\n- {url: a.example, name: Một}\n- {url: b.example, name: Hai}\n",
    "domains.txt": "# ours\na.example\n\nhttps://b.example/x\n",
    "bars.csv": "Tên miền|Đơn vị chủ quản\na.example|Sở Y tế\nb.example|Sở Y tế\n",
    "semicolons.csv": "STT;Tên phần mềm;Địa chỉ truy cập;Chủ quản;Ghi chú\n1;Một;a.example;Sở Y tế;x\n"
    "Tổng cộng;;;;\n",
}


def _read(path: Path, known: Inventory | None = None, **answers: object) -> ReadFile:
    told = FileAnswers(**answers)  # type: ignore[arg-type]
    return read_file(path, today=workbooks.TODAY, known=known, answers=told)


def _text(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    path.write_text(TEXTS[name], encoding="utf-8")
    return path


def _after(read: ReadFile) -> Inventory:
    return read.content.inventory


@pytest.mark.parametrize("name", TEXTS)
def test_each_shape_goes_in_and_is_known_again(tmp_path: Path, name: str) -> None:
    """Systems with hosts and owners; a second reading adds nothing."""
    read = _read(_text(tmp_path, name))
    inventory = _after(read)
    assert inventory.systems
    assert all(system.endpoints for system in inventory.systems)
    assert read.proposes
    again = _read(_text(tmp_path, name), known=inventory)
    assert (again.new, _after(again).systems) == (frozenset(), inventory.systems)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("ocsp-crl.csv", ["a.example", "b.example"]),
        ("waterschappen.csv", ["a.example", "b.example"]),
        ("dashlord.yml", ["a.example", "agence-espace"]),
        ("semicolons.csv", ["SYT-M"]),
    ],
)
def test_codes_are_readable(tmp_path: Path, name: str, codes: list[str]) -> None:
    """The host, or the owner's code with the name's initials."""
    assert [system.code for system in _after(_read(_text(tmp_path, name))).systems] == codes


def test_bodies_of_one_name_are_not_made_one(tmp_path: Path) -> None:
    """Headquarters of two departments, and two towns of one name."""
    federal = _after(_read(_text(tmp_path, "current-federal.csv")))
    assert [body.parent for body in federal.organizations if body.name == "Headquarters"] == [
        "department-of-commerce",
        "department-of-energy",
    ]
    path = tmp_path / "full.csv"
    rows = "a.example,City,,Town of Addison,Addison,AL,(blank)\nb.example,City,,Town of Addison,Addison,TX,\n"
    path.write_text(DOTGOV + rows, encoding="utf-8")
    towns = _after(_read(path))
    assert [body.code for body in towns.organizations] == ["town-of-addison-al", "town-of-addison-tx"]
    assert _read(path, known=towns).new == frozenset()


def test_bodies_alone_are_a_list_too(tmp_path: Path) -> None:
    """Agencies with their bureaus."""
    path = tmp_path / "agencies-and-subs.csv"
    path.write_text("Agency,Bureau\nAccess Board,\nA,Other\nB,Other\nA,A\n", encoding="utf-8")
    bodies = _after(_read(path)).organizations
    assert sorted((body.name, body.parent) for body in bodies if body.parent) == [
        ("Other", "a"),
        ("Other", "b"),
    ]
    assert len(bodies) == 5


def test_rows_without_data_and_unused_columns_are_told(tmp_path: Path) -> None:
    """Nothing is dropped silently."""
    read = _read(_text(tmp_path, "other-websites.csv"))
    assert [(row.row, row.kind) for row in read.left_out] == [(4, RowKind.HEADER), (5, RowKind.REPEATED)]
    (table,) = _read(_text(tmp_path, "waterschappen.csv")).lists
    assert [(column.heading, column.field, column.is_filled) for column in table.columns] == [
        ("Category / List", None, True),
        ("Website", "host", True),
        ("", None, True),
    ]


def test_the_owner_may_be_told(tmp_path: Path) -> None:
    """By name; else it is proposed as unknown."""
    path = _text(tmp_path, "domains.txt")
    assert [body.name for body in _after(_read(path, owner="Sở Y tế")).organizations] == ["Sở Y tế"]
    assert [body.name for body in _after(_read(path)).organizations] == ["Chưa rõ chủ quản"]


def test_columns_may_be_told_and_are_remembered(tmp_path: Path) -> None:
    """By their headings; the same header is read so again."""
    path = tmp_path / "x.csv"
    path.write_text("Alpha,Beta\na.example,Một\n", encoding="utf-8")
    assert _after(_read(path)).systems[0].name == "a.example"
    told = _read(path, columns={"beta": "name"})
    assert _after(told).systems[0].name == "Một"
    key = told.lists[0].key
    assert _after(_read(path, remembered={key: {"beta": "name"}})).systems[0].name == "Một"


def test_unsure_rows_may_be_left_out(tmp_path: Path) -> None:
    """Listed, and the others stored; else the file is refused whole."""
    path = tmp_path / "x.txt"
    path.write_text("a.example\nb..example\nc.example\n*.d.example\n", encoding="utf-8")
    assert [error.row for error in workbooks.errors(path)] == [2, 4]
    read = _read(path, skip_unsure=True)
    assert [system.code for system in _after(read).systems] == ["a.example", "c.example"]
    assert [error.row for error in read.unsure] == [2, 4]


@pytest.mark.parametrize("make", [lambda path, rows: ods(path.with_suffix(".ods"), rows), None])
def test_workbooks_of_any_columns(tmp_path: Path, make: Callable[[Path, object], Path] | None) -> None:
    """Below titles, with sections, in every format."""
    rows = (
        ("DANH SÁCH WEBSITE",),
        ("STT", "Tên hệ thống", "Đơn vị vận hành", "Cấp độ", "Link"),
        ("I", "Khối sở"),
        (1, "Cổng thông tin", "Sở Y tế", "CĐ3", "https://a.example; b.example:8443"),
    )
    path = make(tmp_path / "x", rows) if make else workbooks.workbook(tmp_path / "x.xlsx", {"Sheet1": rows})
    (system,) = _after(_read(path, owner="UBND tỉnh")).systems
    assert (system.name, system.proposed_level, system.operator) == ("Cổng thông tin", 3, "SYT")
    assert [endpoint.host for endpoint in system.endpoints] == ["a.example", "b.example"]


@pytest.mark.parametrize("text", ["foo,bar\n1,2\n", "a\nb\n", "Tên\nMột\n"])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    """With how to tell its columns."""
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    assert "--map host=COLUMN" in workbooks.only_error(path)
