"""``capdo approval``: what it records, shows and refuses."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from inventory.approvals.events import EventKind
from inventory.approvals.log import ApprovalLog
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.cli.approval_commands import approval_app
from inventory.cli.event_input import parse_event
from inventory.database.author import login_name
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory, Organization, System
from inventory.words import fold

HOSTILE = "[bold]\x1b[31mđỏ\x07\u202e[/bold]\nhàng hai"


@pytest.fixture
def estate(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with the systems IOC and LGSP, named by the environment."""
    systems = (
        System(code="IOC", name="Trung tâm điều hành thông minh", owner="VP", is_portal=True),
        System(code="LGSP", name=HOSTILE, owner="VP"),
    )
    office = Organization(code="VP", name="Văn phòng")
    InventoryStore(database).apply(Inventory(organizations=(office,), systems=systems))
    monkeypatch.setenv("CAPDO_DATABASE_URL", database.url.render_as_string())
    return database


def run(*arguments: str) -> Result:
    """One command."""
    return CliRunner().invoke(approval_app, list(arguments))


def done(*arguments: str) -> str:
    """What a command that succeeds prints."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def data(*arguments: str) -> Any:
    """What a command prints as JSON."""
    return json.loads(done(*arguments, "--format", "json"))


def refused(*arguments: str) -> str:
    """The message of a command that is refused."""
    result = run(*arguments)
    assert isinstance(result.exception, InventoryError), result.output
    return str(result.exception)


def past(*arguments: str) -> str:
    """Record history, of which not every stage is known."""
    return done("record", *arguments, "--historical")


def test_an_approval_is_recorded_with_everything(estate: Engine, tmp_path: Path) -> None:
    """Every option reaches the log, the document as its SHA-256."""
    document = tmp_path / "quyet-dinh.pdf"
    document.write_bytes(b"%PDF-1.7")
    options = {
        "--date": "2023-04-27", "--level": "3", "--number": "180/QĐ-UBND", "--authority": "UBND tỉnh",
        "--result": "đạt", "--until": "2025-04-27", "--by": "lan", "--note": "bản gốc",
        "--file": str(document),
    }  # fmt: skip
    text = past("IOC", "approved", *(word for pair in options.items() for word in pair))
    told, *doubts = text.splitlines()
    assert told == "Đã ghi: IOC, Phê duyệt cấp độ, 27/04/2023 (#1)"
    assert all(line.startswith("  chưa được xác nhận: #1: ") for line in doubts)
    (event,) = ApprovalLog(estate).events()
    assert (event.level, event.number, event.authority, event.result) == (
        3,
        "180/QĐ-UBND",
        "UBND tỉnh",
        "đạt",
    )
    assert (event.on, event.until, event.actor, event.note) == (
        date(2023, 4, 27), date(2025, 4, 27), "lan", "bản gốc",
    )  # fmt: skip
    assert (event.file, event.file_sha256) == (str(document), hashlib.sha256(b"%PDF-1.7").hexdigest())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("NOPE", "approved", "--date", "2023-04-27"), "SYSTEM: there is no system 'NOPE'"),
        (("IOC\x1b", "approved", "--date", "2023-04-27"), "SYSTEM: there is no system"),
        (("IOC", "aproved", "--date", "2023-04-27"), "unknown event 'aproved': choose one of drafting"),
        (
            ("IOC", "approved", "--date", "2023-04-27", "--level", "7"),
            "--level: '7' is not a security level: write 1 to 5",
        ),
        (
            ("IOC", "approved", "--date", "2023-04-27", "--level", "ba"),
            "--level: 'ba' is no whole number",
        ),
        (("IOC", "label-granted", "--date", "2023-04-27", "--until", "2023-04-26"), "before it begins"),
        (
            ("IOC", "approved", "--date", "2023-04-27", "--file", "missing.pdf"),
            "'missing.pdf' cannot be read",
        ),
        (("IOC", "approved", "--date", "2023-04-27", "--file", "."), "'.' cannot be read"),
        (("IOC", "approved", "--date", "9999-12-31"), "the date is in the future"),
    ],
)
def test_a_wrong_event_is_refused_and_not_recorded(
    estate: Engine, arguments: tuple[str, ...], message: str
) -> None:
    """One line that says what is wrong; the log stays empty."""
    text = refused("record", *arguments)
    assert message in text
    assert "\x1b" not in text
    assert ApprovalLog(estate).events() == ()


@pytest.mark.usefixtures("estate")
def test_every_wrong_value_is_told_at_once() -> None:
    """A level and a code that are both wrong take one correction, not two."""
    text = refused("record", "!", "approved", "--date", "2023-04-27", "--level", "0")
    assert [line.partition(":")[0] for line in text.splitlines()] == ["SYSTEM", "--level"]


@pytest.mark.usefixtures("estate")
def test_the_status_as_of_a_day() -> None:
    """JSON carries the official values and ISO days; each day has its own answer."""
    past("IOC", "submitted", "--date", "2023-01-09")
    past("IOC", "approved", "--date", "2023-04-27", "--level", "3", "--number", "180/QĐ-UBND")
    past("IOC", "label-granted", "--date", "2023-05-02", "--until", "2024-05-02")
    (before,) = data("status", "IOC", "--as-of", "2023-04-26")
    (after,) = data("status", "IOC", "--as-of", "2023-05-31")
    assert (before["approval"], before["dossier_since"], before["labelled"]) == (
        "Đã gửi thẩm định", "2023-01-09", False,
    )  # fmt: skip
    assert (after["approval"], after["level"], after["decision_date"]) == (
        "Đã được phê duyệt",
        3,
        "2023-04-27",
    )
    assert (after["plan"], after["labelled"], after["label_until"]) == ("Chưa triển khai", True, "2024-05-02")
    assert [one["system"] for one in data("status")] == ["IOC", "LGSP"]


@pytest.mark.usefixtures("estate")
def test_the_status_in_words() -> None:
    """Vietnamese with dd/mm/yyyy by default, English with ISO days on request."""
    past("IOC", "approved", "--date", "2023-04-27", "--number", "180/QĐ-UBND")
    past("IOC", "assessed", "--date", "2023-05-03", "--result", "periodic")
    past("IOC", "assessed", "--date", "2023-05-04", "--result", "đạt")
    past("IOC", "label-granted", "--date", "2023-05-02", "--until", "2023-05-09")
    vietnamese = done("status", "IOC", "--as-of", "2023-05-31")
    for words in ("Đã được phê duyệt", "180/QĐ-UBND, 27/04/2023", "Đã đánh giá (04/05/2023)"):
        assert words in vietnamese
    assert "hết hiệu lực (09/05/2023)" in vietnamese
    assert "Định kỳ (03/05/2023)" in done("status", "IOC", "--as-of", "2023-05-03")
    english = done("status", "IOC", "--as-of", "2023-05-31", "--lang", "en")
    assert "Approved" in english
    assert "180/QĐ-UBND, 2023-04-27" in english


@pytest.mark.usefixtures("estate")
@pytest.mark.parametrize(
    ("kinds", "remark"),
    [
        (("approved", "revoked"), "quyết định bị thu hồi"),
        (("approved", "superseded"), "quyết định bị thay thế"),
        (("approved", "drafting"), "đang xác định lại cấp độ"),
        (("decommissioned",), "đã ngừng vận hành"),
    ],
)
def test_what_else_is_worth_knowing(kinds: tuple[str, ...], remark: str) -> None:
    """How a decision ended, a re-determination under way, and the end of the system are remarked."""
    for number, kind in enumerate(kinds, start=1):
        past("IOC", kind, "--date", f"2023-01-0{number}")
    assert remark in done("status", "IOC")


@pytest.mark.usefixtures("estate")
def test_the_history_of_a_system() -> None:
    """Oldest first, in words and as JSON."""
    past("IOC", "approved", "--date", "2023-04-27", "--level", "3")
    past("IOC", "drafting", "--date", "2023-01-09", "--by", "lan")
    text = done("history", "IOC")
    assert text.index("Dự thảo hồ sơ đề xuất cấp độ") < text.index("Phê duyệt cấp độ")
    assert "27/04/2023" in text
    assert "Level approved" in done("history", "IOC", "--lang", "en")
    assert [(one["kind"], one["on"], one["actor"]) for one in data("history", "IOC")] == [
        ("drafting", "2023-01-09", "lan"),
        ("approved", "2023-04-27", login_name()),
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("phê duyệt", "approved"),
        ("PHE DUYET", "approved"),
        ("Đã được phê duyệt", "approved"),
        ("thu hồi", "revoked"),
        ("gui tham dinh", "submitted"),
        ("Trả lại hồ sơ", "returned"),
        ("ngừng vận hành", "decommissioned"),
        ("Level approved", "approved"),
        ("label_granted", "label-granted"),
    ],
)
def test_an_event_is_named_in_either_language(estate: Engine, typed: str, kind: str) -> None:
    """As the screen and Mẫu 08 name it, with or without marks and capitals."""
    past("IOC", typed, "--date", "27/04/2023")
    (event,) = ApprovalLog(estate).events()
    assert (event.kind, event.on) == (kind, date(2023, 4, 27))


@pytest.mark.usefixtures("estate")
def test_every_event_is_taken_as_it_is_shown() -> None:
    """The word of the history, in both languages, is the event's own; so is its code."""
    for kind, wording in EVENT_WORDINGS.items():
        for typed in (kind, wording.vi, wording.en, fold(wording.vi)):
            assert (
                parse_event({"system": "A", "kind": typed, "on": "2023-04-27", "result": None}).kind is kind
            )


def test_systems_are_recorded_by_name(estate: Engine) -> None:
    """Each once, however it is named; one that is not there stops all, told with what else is wrong."""
    named = ("trung tam dieu hanh thong minh", "ioc", "LGSP")
    done("record", *named, "dự thảo", "--date", "09/01/2023", "--historical")
    assert sorted(event.system for event in ApprovalLog(estate).events()) == ["IOC", "LGSP"]
    assert "Trung tâm điều hành" in done("history", "TRUNG TÂM điều hành thông minh")
    text = refused("record", "IOC", "điều hành", "approved", "--date", "2023-04-27", "--level", "9")
    assert "is one of these meant?\n  IOC – Trung tâm điều hành thông minh\n--level: " in text
    assert len(ApprovalLog(estate).events()) == 2


def test_a_mistyped_event_is_told_with_the_one_meant(estate: Engine) -> None:
    """In the language in which it was typed."""
    for typed, meant in (("phê duỵe cấp dô", "Phê duyệt cấp độ"), ("aproved", "Approved")):
        assert f"; did you mean '{meant}'?" in refused("record", "IOC", typed, "--date", "2023-04-27")
    assert ApprovalLog(estate).events() == ()


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (("assessed", "--result", "định kỳ: đạt"), "Định kỳ: đạt", "Periodic: passed"),
        (("assessed", "--result", "Dinh ky: Không đạt"), "Định kỳ: Không đạt", "Periodic: Not passed"),
        (("assessed", "--result", "periodic: passed"), "Định kỳ: đạt", "Periodic: passed"),
        (("định kỳ", "--result", "đạt"), "Định kỳ: đạt", "Periodic: passed"),
        (("trước khi đưa vào sử dụng",), "Trước khi đưa vào sử dụng", "Before being put into use"),
        (("assessed", "--result", "tạm đạt"), "tạm đạt", "tạm đạt"),
    ],
)
def test_a_result_is_shown_in_the_language_of_the_screen(
    estate: Engine, arguments: tuple[str, ...], vietnamese: str, english: str
) -> None:
    """Whatever the one it was typed in; of an assessment its kind reaches the status."""
    past("IOC", *arguments, "--date", "2023-05-03")
    (event,) = ApprovalLog(estate).events()
    assert event.kind is EventKind.ASSESSED
    assert f" {vietnamese} " in done("history", "IOC")
    assert f" {english} " in done("history", "IOC", "--lang", "en")
    told = data("status", "IOC")[0]["assessed"]
    assert (told is None) == (vietnamese == "tạm đạt")


@pytest.mark.usefixtures("estate")
@pytest.mark.parametrize("command", ["status", "history"])
def test_an_unknown_system_is_told(command: str) -> None:
    """A mistyped code is no system without events."""
    assert refused(command, "I\x1b[0mOC") == (
        r"there is no system 'I\x1b[0mOC' in the inventory; did you mean 'IOC'?"
    )


@pytest.mark.usefixtures("estate")
def test_hostile_text_comes_out_inert() -> None:
    """No markup is obeyed, no control or direction character reaches the terminal, in either form."""
    done("record", "LGSP", "drafting", "--date", "2023-01-09", "--note", HOSTILE)
    assert "[bold][31mđỏ[/bold] hàng hai" in done("status", "LGSP")
    for text in (done("status", "LGSP"), done("status"), done("history", "LGSP")):
        assert "đỏ" in text
        assert not set("\x1b\x07\u202e") & set(text)
    raw = done("history", "LGSP", "--format", "json")
    assert not set("\x1b\x07\u202e") & set(raw)
    assert json.loads(raw)[0]["note"] == HOSTILE


def test_the_database_option_wins(estate: Engine, tmp_path: Path) -> None:
    """--database names another database than the environment does."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    open_database(url).dispose()
    assert data("status", "--database", url) == []
    assert "no system 'IOC'" in refused(
        "record", "IOC", "approved", "--date", "2023-01-01", "--database", url
    )
    assert ApprovalLog(estate).events() == ()
