"""A database names its plans, letterhead and bodies; what it cannot use is refused."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.importing import import_into
from inventory.files.reading.inventory_file import read_inventory
from inventory.files.sample import sample
from inventory.model import Setting
from inventory.setting_keys import SettingKey
from inventory.settings.choosing import chosen_letterhead, chosen_plans, value_of
from inventory.settings.keys import KINDS, checked
from tests.inventory.files.reading.workbooks import errors, read, workbook

pytestmark = pytest.mark.both_databases

HEADER = ("Thiết lập", "Giá trị")


def setting(key: SettingKey, value: str) -> Setting:
    """One that is kept."""
    return checked(Setting(key=key, value=value))


def test_every_key_has_a_meaning() -> None:
    """What there is to set is explained."""
    assert list(KINDS) == list(SettingKey)


def test_the_sample_names_its_plan(database: Engine) -> None:
    """So the demonstration and its examples need none."""
    import_into(database, lambda _known: sample())
    assert [plan.name for plan in chosen_plans(None, InventoryStore(database).settings())] == ["brvt-2023"]


def test_a_plan_is_told_or_set_or_asked_for() -> None:
    """What is told wins; without any, one line says what to do; the first of several is the reports'."""
    settings = (setting(SettingKey.PLAN, "ct09-2024;brvt-2023"),)
    assert [plan.name for plan in chosen_plans(None, settings)] == ["ct09-2024", "brvt-2023"]
    assert [plan.name for plan in chosen_plans("brvt-2023", settings)] == ["brvt-2023"]
    with pytest.raises(InventoryError, match=r"capdo settings set plan NAME.*--plan NAME.*plan template"):
        chosen_plans(None, ())


def test_files_are_kept_by_their_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that they hold in every folder."""
    (tmp_path / "l.toml").write_text('issuer = "Sở"\nparent = "UBND"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    kept = setting(SettingKey.LETTERHEAD, "l.toml")
    assert kept.value == str(tmp_path / "l.toml")
    monkeypatch.chdir("/")
    named = (kept, setting(SettingKey.ISSUER, "Sở khác"), setting(SettingKey.ADDRESSEE, "Ban Chỉ đạo"))
    letterhead = chosen_letterhead(None, named)
    assert (letterhead.issuer, letterhead.parent, letterhead.addressee) == ("Sở", "UBND", "Ban Chỉ đạo")
    assert chosen_letterhead(None, named[1:]).issuer == "Sở khác"


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        (SettingKey.PLAN, "nope", "unknown plan 'nope'"),
        (SettingKey.PLAN, " ; ", "names no plan"),
        (SettingKey.PLAN, "brvt-2023; brvt-2023", "or one twice"),
        (SettingKey.PLAN, "none.toml", "cannot read plan"),
        (SettingKey.LETTERHEAD, "none.toml", "cannot read letterhead"),
        (SettingKey.ISSUER, "", "is no name"),
        (SettingKey.ADDRESSEE, "a\nb", "is no name"),
        (SettingKey.PARENT, "a" * 301, "is no name"),
    ],
)
def test_what_cannot_be_used_is_refused(key: SettingKey, value: str, why: str) -> None:
    """When it is set, and in a file, where the cell is named."""
    with pytest.raises(InventoryError, match=why):
        setting(key, value)


def test_an_import_brings_settings(database: Engine, tmp_path: Path) -> None:
    """By their names; a blank value keeps what is stored, and another file's silence too."""
    path = workbook(tmp_path / "x.xlsx", {"Thiết lập": (HEADER, ("Kế hoạch chỉ tiêu", "ct09-2024"))})
    import_into(database, lambda known: read_inventory(path, known=known))
    workbook(path, {"Thiết lập": (HEADER, ("plan", None), ("Cơ quan ban hành", "Sở"))})
    import_into(database, lambda known: read_inventory(path, known=known))
    settings = InventoryStore(database).settings()
    assert (value_of(settings, SettingKey.PLAN), value_of(settings, SettingKey.ISSUER)) == ("ct09-2024", "Sở")
    InventoryStore(database).change_setting(SettingKey.PLAN, None)
    assert value_of(InventoryStore(database).settings(), SettingKey.PLAN) is None


def test_wrong_settings_of_a_file_are_told_with_their_cell(tmp_path: Path) -> None:
    """An unknown one, a value that can't be used, and one that comes twice."""
    rows = (HEADER, ("Kế hoạch", "nope"), ("Màu sắc", "x"), ("issuer", "A"), ("Cơ quan ban hành", "B"))
    told = [str(error) for error in errors(workbook(tmp_path / "x.xlsx", {"Thiết lập": rows}))]
    assert [line.split(":")[0] for line in told] == [
        "Thiết lập, row 2, column “Giá trị”",
        "Thiết lập, row 3, column “Thiết lập”",
        "Thiết lập, row 5, column “Thiết lập”",
    ]
    assert (
        read(workbook(tmp_path / "y.xlsx", {"Thiết lập": (HEADER, ("plan", None))})).inventory.settings == ()
    )
