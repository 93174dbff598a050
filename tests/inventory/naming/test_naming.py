"""What a text names: a code, a name as people type it, or a host; what is not clear is asked back."""

import pytest
from hypothesis import given
from sqlalchemy import Engine

from inventory.approvals.renaming.editing import Editing
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, System
from inventory.naming.matching import ItemKind, candidates_in, meant
from inventory.naming.stored import body_code, item_code, system_code
from inventory.words import fold
from tests.inventory.inventories import inventories

PORTAL = "Cổng thông tin điện tử Sở Y tế"
ESTATE = Inventory(
    organizations=(
        Organization(code="SYT", name="Sở Y tế"),
        Organization(code="SNV", name="Sở Nội vụ"),
    ),
    systems=(
        System(code="CU", name=PORTAL, owner="SYT"),
        System(code="SYT-01", name=PORTAL, owner="SYT", endpoints=(Endpoint(host="soyte.brvt.test"),)),
        System(
            code="SYT-02", name="Quản lý văn bản", owner="SYT", endpoints=(Endpoint(host="qlvb.brvt.test"),)
        ),
        System(
            code="SNV-02",
            name="Quản lý văn bản",
            owner="SNV",
            endpoints=(Endpoint(host="qlvb.brvt.test"), Endpoint(host="xã-long-sơn.brvt.test")),
        ),
    ),
)


@pytest.fixture
def estate(database: Engine) -> Engine:
    """A database with two systems of one name and host, one system that went, and one that was renamed."""
    InventoryStore(database).apply(ESTATE)
    with writing(database) as connection:
        Editing(connection, "trùng").remove("CU")
        Editing(connection, "mã mới").rename("SYT-02", "SYT-VB")
    return database


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SYT-01", "SYT-01"),
        ("syt-01", "SYT-01"),
        (PORTAL, "SYT-01"),  # the one that was removed is not meant
        ("cong thong tin dien tu  SO Y TE", "SYT-01"),
        ("soyte.brvt.test", "SYT-01"),
        ("https://SOYTE.brvt.test/trang-chu?x=1", "SYT-01"),
        ("xã-long-sơn.brvt.test", "SNV-02"),
        ("CU", "CU"),
        ("SYT-02", "SYT-02"),  # a code that it had
        ("syt-vb", "SYT-VB"),
    ],
)
def test_a_system_is_named_by_code_name_or_host(estate: Engine, typed: str, code: str) -> None:
    """In any case, with or without marks, as a URL, and by a code that it had before."""
    assert system_code(estate, typed) == code


@pytest.mark.parametrize("typed", ["Quản lý văn bản", "quan ly van ban", "qlvb.brvt.test"])
def test_what_several_are_called_is_asked_back(estate: Engine, typed: str) -> None:
    """With the candidates, each by code and name."""
    with pytest.raises(InventoryError) as refused:
        system_code(estate, typed)
    first, *candidates = str(refused.value).splitlines()
    assert first.endswith("may mean each of these: name it by its code")
    assert candidates == ["  SNV-02 – Quản lý văn bản", "  SYT-VB – Quản lý văn bản"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("SYT01", "; did you mean 'SYT-01'?"),
        ("Cong thong tin dien tu So Y The", f"; did you mean '{PORTAL}'?"),
        ("thông tin", f"; is one of these meant?\n  SYT-01 – {PORTAL}"),
        ("văn bản", "; is one of these meant?\n  SNV-02 – Quản lý văn bản\n  SYT-VB – Quản lý văn bản"),
        ("xyz", "; see `capdo inventory list`"),
        ("", "; see `capdo inventory list`"),
        ("sở y tế", f"; is one of these meant?\n  SYT-01 – {PORTAL}"),  # a body, where a system is asked for
    ],
)
def test_what_nothing_is_called_is_told_with_what_is_near(estate: Engine, typed: str, hint: str) -> None:
    """A code, else a name, else names that have it in them; the place where it was typed comes first."""
    with pytest.raises(InventoryError) as refused:
        system_code(estate, typed, "--system")
    assert str(refused.value) == f"--system: there is no system {typed!r} in the inventory{hint}"


def test_a_body_is_named_by_code_or_name(estate: Engine) -> None:
    """Where either is asked for, a code wins, whatever else is called so."""
    assert body_code(estate, "so noi vu") == "SNV"
    with writing(estate) as connection:
        assert item_code(connection, "Sở Y tế") == item_code(connection, "SYT") == "SYT"
        with pytest.raises(InventoryError, match="no organization 'SYT-01'"):
            item_code(connection, "SYT-01", ItemKind.BODY)


def test_a_message_names_ten_at_most() -> None:
    """However many are called so."""
    many = tuple(System(code=f"S{number}", name="Trang tin", owner="A") for number in range(30))
    with pytest.raises(InventoryError) as refused:
        meant("trang tin", candidates_in(Inventory(systems=many)), ItemKind.SYSTEM)
    assert len(str(refused.value).splitlines()) == 12


@given(inventories())
def test_a_code_always_names_its_own(inventory: Inventory) -> None:
    """Whatever others are called; a name that one alone has names it."""
    candidates = candidates_in(inventory, ItemKind.SYSTEM)
    called = [fold(word) for one in candidates for word in {one.code, one.name}]
    for one in candidates:
        assert meant(one.code, candidates, ItemKind.SYSTEM) == one
        if fold(one.name) and called.count(fold(one.name)) == 1:
            assert meant(one.name, candidates, ItemKind.SYSTEM) == one
