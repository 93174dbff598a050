"""An import tells what it would change, and empties nothing that is stored unless it is told to."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.files.comparing.changes import ClearingRefusedError, FieldChange, FileComparison, compare
from inventory.files.importing import import_into
from inventory.files.layout.sheets import Part
from inventory.files.reading.inventory_file import read_inventory
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from tests.inventory.files.reading.workbooks import workbook

SO = Organization(code="SO", name="Sở Tài chính", web_page="so.brvt.test")
STORED = System(
    code="HT",
    name="Hệ thống",
    owner="SO",
    operator="SO",
    is_portal=True,
    endpoints=(Endpoint(host="a.brvt.test", allowed_ports=(80,)), Endpoint(host="b.brvt.test")),
    permission=ScanPermission(families=("tls",), connections_per_address=5, granted_by="Ông A"),
)
BEFORE = Inventory(organizations=(SO,), systems=(STORED,))
SYSTEMS = ("code", "name", "owner", "operator", "is_portal")
ENDPOINTS = ("system", "host", "allowed_ports")
PERMISSIONS = ("system", "families", "connections_per_address", "granted_by")
ROW = ("HT", "Hệ thống", "SO", "SO", "Có")
A, B = ("HT", "a.brvt.test", "80"), ("HT", "b.brvt.test", None)
GRANTED = ("HT", "tls", 5, "Ông A")
Rows = tuple[tuple[object, ...], ...]


def told(tmp_path: Path, **sheets: Rows) -> FileComparison:
    """What importing a workbook with these sheets would change."""
    path = workbook(tmp_path / "x.xlsx", sheets)
    return compare(BEFORE, read_inventory(path, known=BEFORE).inventory)


def test_what_is_stored_already_is_no_change(tmp_path: Path) -> None:
    """Nor are columns and sheets that the file does not have."""
    whole = told(
        tmp_path, systems=(SYSTEMS, ROW), endpoints=(ENDPOINTS, A, B), permissions=(PERMISSIONS, GRANTED)
    )
    assert whole == FileComparison()
    assert told(tmp_path, systems=(("code", "name", "owner"), ("HT", "Hệ thống", "SO"))) == FileComparison()


@pytest.mark.parametrize(
    ("sheets", "field", "old"),
    [
        ({"systems": (SYSTEMS, ("HT", "Hệ thống", "SO", None, "Có"))}, "Operating unit", "SO"),
        ({"systems": (SYSTEMS, ("HT", "Hệ thống", "SO", "SO", None))}, "Is a portal", "Có"),
        (
            {"organizations": (("code", "name", "web_page"), ("SO", "Sở Tài chính", None))},
            "Web page",
            "so.brvt.test",
        ),
        ({"endpoints": (ENDPOINTS, A)}, "Endpoints", "b.brvt.test:443"),
        ({"endpoints": (ENDPOINTS, A[:2], B)}, "a.brvt.test: Cổng được phép mở (Allowed ports)", "80"),
        ({"permissions": (PERMISSIONS, ("HT", "tls", None, "Ông A"))}, "Connections per address", 5),
        ({"permissions": (PERMISSIONS, ("HT", "tls", 5, None))}, "Granted by", "Ông A"),
        ({"systems": (SYSTEMS, ROW), "permissions": (PERMISSIONS,)}, "Permissions", "tls"),
    ],
)
def test_emptied_fields_are_told(tmp_path: Path, sheets: dict[str, Rows], field: str, old: object) -> None:
    """Blank cells, missing endpoints, a permission that is gone: of what, which, and what is stored."""
    (change,) = told(tmp_path, **sheets).clearing
    assert field in change.field
    assert (str(change.old), change.new in (None, "Không", 3)) == (str(old), True)


def test_another_value_is_a_change(tmp_path: Path) -> None:
    """An explicit no, another operator, another host for one: old and new are told."""
    changes = told(
        tmp_path,
        systems=(SYSTEMS, ("HT", "Hệ thống mới", "SO", "SO", "Không")),
        endpoints=(ENDPOINTS, A, ("HT", "c.brvt.test", None)),
    )
    assert changes.clearing == ()
    assert [(change.old, change.new) for change in changes.changed] == [
        ("Hệ thống", "Hệ thống mới"),
        ("Có", "Không"),
        ("b.brvt.test:443", None),
        (None, "c.brvt.test:443"),
    ]


def test_additions_and_absences_are_named(tmp_path: Path) -> None:
    """Of a part that the file speaks of."""
    found = told(tmp_path, systems=(SYSTEMS, ("MOI", "Khác hẳn", "SO", None, None)))
    assert [(part, item.code) for part, item in found.added] == [(Part.SYSTEMS, "MOI")]
    assert [(part, item.code) for part, item in found.absent] == [(Part.SYSTEMS, "HT")]


@pytest.mark.parametrize(
    ("name", "other", "similar"),
    [
        ("UBND P1", "UBND phường 1", True),
        ("UBND phường 01", "Ủy ban nhân dân phường 1", True),
        ("Ủy ban nhân dân phường 2", "Ủy ban nhân dân phường 1", False),
        ("Ủy ban nhân dân phường 11", "Ủy ban nhân dân phường 1", False),
        ("Sở Tài chinh", "Sở Tài chính", True),
        ("Sở TN&MT", "Sở Tài nguyên và Môi trường", True),
        ("Sở Y tế", "Sở Nội vụ", False),
    ],
)
def test_names_close_to_stored_ones_are_told(name: str, other: str, similar: bool) -> None:  # noqa: FBT001
    """Abbreviations, accents and a letter more or less; numbers tell bodies apart."""
    stored = Inventory(organizations=(Organization(code="A", name=other),))
    file = Inventory(organizations=(Organization(code="B", name=name),))
    assert [one.other.code for one in compare(stored, file).similar] == (["A"] if similar else [])
    both = Inventory(organizations=(*stored.organizations, *file.organizations))
    assert bool(compare(Inventory(), both).similar) is similar


def test_nothing_is_emptied_unless_it_may_be(database: Engine, tmp_path: Path) -> None:
    """Refused whole, with the system, the field and the old value; a dry run tells and stores nothing."""
    InventoryStore(database).apply(BEFORE)
    path = workbook(tmp_path / "x.xlsx", {"systems": (SYSTEMS, ("HT", "Hệ thống", "SO", None, "Có"))})
    with pytest.raises(ClearingRefusedError, match=r"HT: Đơn vị vận hành .*stored: SO: .*--allow-clearing"):
        import_into(database, lambda known: read_inventory(path, known=known))
    assert InventoryStore(database).load() == BEFORE
    tried = import_into(database, lambda known: read_inventory(path, known=known), dry_run=True)
    assert tried.comparison.clearing == (
        FieldChange(Part.SYSTEMS, "HT", "Đơn vị vận hành (Operating unit)", "SO", None, clears=True),
    )
    import_into(database, lambda known: read_inventory(path, known=known), allow_clearing=True)
    assert InventoryStore(database).system("HT").operator is None
