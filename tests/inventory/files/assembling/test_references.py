"""Codes in a file refer to each other or to what is known; what the file leaves out stays."""

from datetime import date
from pathlib import Path

import pytest

from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from tests.inventory.files.reading import workbooks

KNOWN = Inventory(
    organizations=(
        Organization(code="SO", name="Sở", web_page="https://so.brvt.test/"),
        Organization(code="UB", name="Ủy ban"),
    ),
    systems=(
        System(
            code="IOC",
            name="Cũ",
            owner="SO",
            proposed_level=3,
            in_operation_since=date(2020, 1, 1),
            endpoints=(Endpoint(host="a.test"),),
            permission=ScanPermission(families=("tls",)),
        ),
        System(code="LGSP", name="LGSP", owner="SO", endpoints=(Endpoint(host="b.test"),)),
    ),
)


def _read(path: Path, text: str, known: Inventory = KNOWN) -> Inventory:
    path.write_text(text, encoding="utf-8")
    return workbooks.read(path, known).inventory


def test_codes_that_are_known_may_be_named(tmp_path: Path) -> None:
    """The owner is stored already."""
    (system,) = _read(tmp_path / "x.csv", "code,name,owner\nA,A,SO\n").systems
    assert system.owner == "SO"


def test_columns_that_are_absent_keep_the_known_values(tmp_path: Path) -> None:
    """Endpoints and permission too: a list of names must not erase them."""
    (system,) = _read(tmp_path / "x.csv", "code,name,owner\nIOC,Mới,UB\n").systems
    assert system == KNOWN.systems[0].model_copy(update={"name": "Mới", "owner": "UB"})


def test_blank_cells_empty_a_value(tmp_path: Path) -> None:
    """That is how a mistake is taken back."""
    (system,) = _read(tmp_path / "x.csv", "code,name,owner,proposed level\nIOC,Mới,SO,\n").systems
    assert system.proposed_level is None


def test_a_list_of_endpoints_replaces_those_of_its_systems(tmp_path: Path) -> None:
    """Systems that it does not name are not touched."""
    (system,) = _read(tmp_path / "x.csv", "system,host\nIOC,c.test\nIOC,d.test\n").systems
    assert [endpoint.host for endpoint in system.endpoints] == ["c.test", "d.test"]
    assert system.permission == KNOWN.systems[0].permission


def test_an_empty_list_removes_endpoints_and_a_null_the_permission(tmp_path: Path) -> None:
    """In YAML a key that is there speaks, one that is absent does not."""
    text = "systems:\n- {code: IOC, endpoints: [], permission: null}\n- {code: LGSP, name: L}\n"
    first, second = _read(tmp_path / "x.yaml", text).systems
    assert (first.endpoints, first.permission, first.name) == ((), None, "Cũ")
    assert second.endpoints == KNOWN.systems[1].endpoints


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("o.csv", "code,name,kind,parent\nA,A,sở,UBB\n", "'UBB' is not a code of Tổ chức (Organizations)"),
        ("o.csv", "code,name,kind,predecessors\nA,A,sở,UB; ZZ9\n", "'ZZ9' is not a code of Tổ chức"),
        ("s.csv", "code,name,owner\nA,A,Sở TC\n", "'Sở TC' is not a code of Tổ chức"),
        ("e.csv", "system,host\nIOCC,a.test\n", "did you mean 'IOC'?"),
        ("p.csv", "system,families\nQQ9,tls\n", "'QQ9' is not a code of Hệ thống (Systems)"),
        ("v.csv", "system,event,date\nQQ9,approved,2023-01-01\n", "'QQ9' is not a code of Hệ thống"),
        (
            "e.csv",
            "system,host\nIOC,A.test\nIOC,a.test.\n",
            "the same endpoint of the same system is also in row 2",
        ),
        ("p.csv", "system,families\nIOC,tls\nIOC,web\n", "a permission for the same system is also in row 2"),
        ("o.csv", "code,name,kind,parent\nA,A,sở,A\n", "stands below this organization itself"),
        (
            "o.csv",
            "code,name,kind,valid from,valid to\nA,A,sở,2023-02-01,2023-01-01\n",
            "01/01/2023 is before",
        ),
        (
            "s.csv",
            "code,name,owner,decommissioned\nIOC,A,SO,2019-01-01\n",
            "is before 01/01/2020, where it begins",
        ),
        ("p.csv", "system,families,hours from\nIOC,tls,22:00\n", "give both hours or neither"),
        ("v.csv", "system,event,date\nIOC,approved,2026-11-22\n", "22/11/2026 is in the future"),
        ("v.csv", "system,event,date,level\nIOC,approved,2026-11-21,7\n", "'7' is not a security level"),
        ("o.csv", "code,name,kind,web page\nA,A,sở,javascript:alert(1)\n", "is not a web address"),
        (
            "p.csv",
            "system,families,connections per address\nIOC,tls,51\n",
            "'51' is out of range: at most 50",
        ),
        ("e.csv", "system,host,https port\nIOC,a.test,0\n", "'0' is out of range: at least 1"),
        ("s.csv", f"code,name,owner\nA,{'x' * 301},SO\n", "is longer than 300 characters"),
    ],
)
def test_what_does_not_fit_together_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    """One line with the place and the remedy."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (error,) = workbooks.errors(tmp_path / name, KNOWN)
    assert message in error.message
    assert error.row is not None


def test_a_circle_is_told_of_its_members_alone(tmp_path: Path) -> None:
    """C stands below the circle of A and B, and is not at fault."""
    path = tmp_path / "organizations.csv"
    path.write_text("code,name,parent\nC,C,A\nA,A,B\nB,B,A\n", encoding="utf-8")
    assert [error.row for error in workbooks.errors(path)] == [3, 4]


def test_communes_of_two_districts_may_share_a_name(tmp_path: Path) -> None:
    """So may names that differ by their diacritics alone."""
    text = "code,name,kind,parent\nA,Xã Hòa Long,xã,UB\nB,Xã Hòa Long,xã,SO\nC,Xã Hóa Long,xã,UB\n"
    assert len(_read(tmp_path / "x.csv", text).organizations) == 3


def test_ends_may_lie_ahead(tmp_path: Path) -> None:
    """A merger or a shutdown is planned."""
    text = "code,name,owner,decommissioned\nA,A,SO,31/12/2030\n"
    assert _read(tmp_path / "x.csv", text).systems[0].decommissioned == date(2030, 12, 31)


def test_a_thousand_wrong_codes_are_all_told(tmp_path: Path) -> None:
    """Suggestions end after a hundred, errors do not."""
    path = tmp_path / "endpoints.csv"
    path.write_text("system,host\n" + "".join(f"IOC{n},a.test\n" for n in range(1_000)), encoding="utf-8")
    found = workbooks.errors(path, KNOWN)
    assert len(found) == 1_000
    assert sum("did you mean" in error.message for error in found) <= 100
