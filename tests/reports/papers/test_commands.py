"""``capdo paper``: what is written, what the screen says, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import capdo
from inventory.approvals.events import Source
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory, Setting
from inventory.setting_keys import SettingKey
from reports.errors import ReportError
from tests.reports.papers.province import DOSSIER, NAMES, PLACE, UNIT, body, system, text
from tests.vietnamese import VIETNAMESE

SET = [f"--set={name}={value}" for name, value in PLACE.items()]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The province in a database: systems of levels 1 to 5, and one that its specialised unit operates."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(address)
    systems = (*map(system, range(1, 6)), system(3, "OWN", operator=UNIT), system(2, "B"))
    InventoryStore(engine).apply(Inventory(organizations=tuple(map(body, NAMES)), systems=systems))
    told = [
        event.model_copy(update={"system": code, "level": 3 if event.number else None})
        for code in ("HT-3",)
        for event in DOSSIER
    ]
    ApprovalLog(engine).append_all(told, Source.IMPORT)
    engine.dispose()
    return address


def run(url: str, *arguments: str) -> Result:
    """``capdo paper``, whose errors are raised."""
    return CliRunner().invoke(capdo.app, ["paper", *arguments, "--database", url], catch_exceptions=False)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where a paper goes."""
    return tmp_path / "out" / "paper.docx"


def test_a_full_paper_ends_with_0(url: str, output: Path) -> None:
    """What was written, and to whom it goes; a number needs no zero."""
    for number in ("02", "2"):
        result = run(url, number, "HT-3", "--output", str(output), "--force", *SET)
        assert result.exit_code == 0
        assert "Mẫu số 02" in result.stdout
        assert f"Nơi gửi: {NAMES[UNIT]}" in result.stdout
    assert "Phần 2. Hồ sơ kèm theo" in text(output.read_bytes())


@pytest.mark.parametrize(("language", "told"), [("vi", "Còn 1 chỗ phải"), ("en", "Left to fill in: 1")])
def test_what_is_missing_ends_with_3(url: str, output: Path, language: str, told: str) -> None:
    """The paper is written; the place is in no register, and the key that fills it is named."""
    result = run(url, "02", "HT-3", "--output", str(output), "--lang", language)
    assert result.exit_code == 3
    assert told in " ".join(result.stdout.split())
    assert "place" in result.stdout
    assert "[… cần bổ sung: địa danh]" in text(output.read_bytes())


def test_an_english_screen_is_english(url: str, output: Path) -> None:
    """Names aside: nothing else of the paper, which is Vietnamese, is on it."""
    result = run(url, "04", "OWN", "--output", str(output), "--lang", "en")
    names = (*NAMES.values(), str(output))
    shown = result.stdout
    for name in names:
        shown = shown.replace(name, "")
    assert not VIETNAMESE.search(shown), shown


def test_the_wrong_form_is_refused(url: str, output: Path) -> None:
    """Unless it is wanted anyway."""
    with pytest.raises(ReportError, match="this system is of level 3: take form 02"):
        run(url, "01", "HT-3", "--output", str(output))
    assert not output.exists()
    assert run(url, "01", "HT-3", "--output", str(output), "--anyway", *SET).exit_code == 0
    assert run(url, "07", "HT-3", "--national-list", "--output", str(output), "--force").exit_code == 3


def test_a_file_that_is_there_stays(url: str, output: Path) -> None:
    """It may have been edited."""
    output.parent.mkdir()
    output.write_bytes(b"edited")
    with pytest.raises(InventoryError, match="exists already"):
        run(url, "02", "HT-3", "--output", str(output))
    assert output.read_bytes() == b"edited"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["02"], "name the systems of the paper"),
        (["02", "HT-33"], "there is no system 'HT-33' in the inventory; did you mean 'HT-3'?"),
        (["09", "HT-3"], "there is no form '09' here: choose one of 01, 02"),
        (["NN", "HT-3"], "there is no form 'NN' here"),
        (["02", "HT-3", "OWN"], "the operating unit differs: HT-3: TTCDS; OWN: SKHCN"),
        (["02", "HT-3", "--set", "dia_danh"], "write it as --set VARIABLE=TEXT"),
        (
            ["02", "HT-3", "--set", "dia_dan=x"],
            "--set dia_dan: there is no such variable for a text; did",
        ),
        (["02", "HT-3", "--set", "cac_he_thong=x"], "--set cac_he_thong: there is no such variable"),
        (["02", "HT-3", "--template", "none.docx"], "cannot read the template none.docx"),
        (["02", "HT-3", "--letterhead", "none.toml"], "cannot read letterhead none.toml"),
        (["template", "8"], "there is no form '8' here"),
        (["variables", "10", "HT-3"], "there is no form '10' here"),
    ],
)
def test_what_is_wrong_is_one_line(url: str, output: Path, arguments: list[str], told: str) -> None:
    """And nothing is written."""
    place = [] if arguments[0] == "variables" else ["--output", str(output)]
    told_by = (InventoryError, ReportError)
    database = url if arguments[0] != "template" else None
    with pytest.raises(told_by) as refusal:
        CliRunner().invoke(
            capdo.app,
            ["paper", *arguments, *place, *(["--database", database] if database else [])],
            catch_exceptions=False,
        )
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not output.exists()


@pytest.mark.parametrize("command", [["02", "HT-3"], ["dossier", "HT-3"], ["zip", "HT-3"]])
def test_another_suffix_is_refused(url: str, tmp_path: Path, command: list[str]) -> None:
    """Before any work."""
    with pytest.raises(ReportError, match="end its name in"):
        run(url, *command, "--output", str(tmp_path / "a.pdf"))


def test_several_systems_share_a_paper(url: str, output: Path) -> None:
    """Named twice, a system comes once."""
    run(url, "01", "HT-1", "HT-2", "B", "HT-2", "--output", str(output), *SET)
    assert "03 hệ thống thông tin, theo danh mục dưới đây" in text(output.read_bytes())


def test_a_template_goes_round(url: str, output: Path, tmp_path: Path) -> None:
    """Written, and given back, it gives the same paper."""
    own = tmp_path / "own.docx"
    arguments = ["paper", "template", "2", "--output", str(own)]
    assert CliRunner().invoke(capdo.app, arguments, catch_exceptions=False).exit_code == 0
    run(url, "02", "HT-3", "--output", str(output), *SET)
    shipped = output.read_bytes()
    run(url, "02", "HT-3", "--output", str(output), "--template", str(own), "--force", *SET)
    assert output.read_bytes() == shipped


def test_variables_are_listed_with_their_values(url: str) -> None:
    """As JSON with meanings in both languages; without a system the names alone."""
    listed = json.loads(run(url, "variables", "06", "HT-3", "--format", "json").stdout)
    told = {one["name"]: one["value"] for one in listed}
    assert told["thu_truong"] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MINH HẢI"
    assert told["nhieu_he_thong"] is False
    assert told["cac_he_thong"][0]["ten"] == "Hệ thống mức 3"
    assert all(one["meaning"]["vi"] and one["meaning"]["en"] for one in listed)
    screen = run(url, "variables", "06", "HT-3").stdout
    assert "77/QĐ-UBND" in screen
    assert "không" in screen
    assert "77/QĐ-UBND" not in run(url, "variables", "dossier").stdout


def test_the_set_letterhead_is_used(url: str, output: Path, tmp_path: Path) -> None:
    """The one that the database names, for the body whose it is."""
    letterhead = tmp_path / "letterhead.toml"
    letterhead.write_text(f'issuer = "{NAMES[UNIT]}"\nplace = "Minh Hải"\nsigner = "Lê Thị Tư"\n', "utf-8")
    engine = open_database(url)
    InventoryStore(engine).apply(
        Inventory(settings=(Setting(key=SettingKey.LETTERHEAD, value=str(letterhead)),))
    )
    engine.dispose()
    run(url, "04", "HT-3", "--output", str(output))
    assert "Lê Thị Tư" in text(output.read_bytes())


def test_the_dossier_is_written(url: str, output: Path) -> None:
    """With what is left to write told."""
    result = run(url, "dossier", "HT-3", "--output", str(output))
    assert result.exit_code == 3
    assert "mo_hinh_lo_gic" in result.stdout
    assert "PHẦN III" in text(output.read_bytes())
