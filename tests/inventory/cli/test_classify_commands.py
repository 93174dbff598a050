"""``capdo approval classify`` and ``ruleset``, on a real database."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.attributes import Scope, WorksGrade
from inventory.cli.approval_commands import approval_app
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory, Organization, System

ANSWERED: dict[str, Any] = {
    "state_secret_or_defence": False,
    "central_national_data": False,
    "international_interconnection": False,
    "industrial_control": WorksGrade.NONE,
    "scope": Scope.PROVINCE,
    "is_infrastructure": False,
    "handles_administrative_procedures": False,
    "sensitive_data_subjects": 0,
    "user_count": 0,
}
HOSTILE = "[bold]\x1b[31mđỏ[/bold]\u202e"


@pytest.fixture(autouse=True)
def a_wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell has one line."""
    monkeypatch.setenv("COLUMNS", "400")


def system(code: str, **attributes: Any) -> System:
    """A system of which everything is known but what is said here."""
    fields = {"name": f"Hệ thống {code}", "owner": "UBND", **ANSWERED, **attributes}
    return System(code=code, **fields)


SYSTEMS = (
    system("CHANGED", online_public_service_level=3, basic_data_subjects=10),  # 3, then 2
    system(
        "DIFFERS", online_public_service_level=2, internal_use=False, basic_data_subjects=10
    ),  # 2; approved 1
    system("ENDED", basic_data_subjects=500_000, decommissioned=date(2024, 1, 1)),
    system("HOSTILE", name=HOSTILE, basic_data_subjects=None),
    system("SAME", online_public_service_level=3, basic_data_subjects=200_000),  # 3 under both
    system("UNMATCHED", internal_use=False, basic_data_subjects=0, online_public_service_level=0),
)


@pytest.fixture(autouse=True)
def estate(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Six systems, two of them approved."""
    owner = Organization(code="UBND", name="UBND tỉnh")
    InventoryStore(database).apply(Inventory(organizations=(owner,), systems=SYSTEMS))
    approved = [("DIFFERS", 1), ("SAME", 3)]
    ApprovalLog(database).append_new(
        ApprovalEvent(system=code, kind=EventKind.APPROVED, on=date(2023, 4, 27), level=level)
        for code, level in approved
    )
    monkeypatch.setenv("CAPDO_DATABASE_URL", database.url.render_as_string(hide_password=False))
    return database


def done(*arguments: str) -> str:
    """What a command printed that went well."""
    result = CliRunner().invoke(approval_app, arguments)
    assert result.exit_code == 0, result.exception
    return result.stdout


def refused(*arguments: str) -> str:
    """What the one refusal says."""
    result = CliRunner().invoke(approval_app, arguments)
    assert isinstance(result.exception, InventoryError)
    return str(result.exception)


def data(*arguments: str) -> Any:
    """The output as JSON."""
    return json.loads(done(*arguments, "--format", "json"))


def test_one_system_with_its_criterion_and_who_decides() -> None:
    """In Vietnamese, under the rules of the day."""
    text = done("classify", "SAME", "--on", "2026-11-21")
    for told in (
        "Nghị định 331/2026/NĐ-CP",
        "21/11/2026",
        "từ 100.000 chủ thể dữ liệu trở lên",
        "tiêu chí cấp độ 3",
        "Đơn vị chuyên trách về an ninh mạng",
    ):
        assert told in text
    before = done("classify", "SAME", "--on", "2023-05-31", "--lang", "en")
    assert "Online public services of level 3 or above" in before
    assert "Specialised unit for information security" in before


def test_as_json() -> None:
    """Level, criterion with its source, and what is missing by the model's names."""
    (told,) = data("classify", "SAME", "--on", "2023-05-31")
    assert told == {
        "system": "SAME",
        "name": "Hệ thống SAME",
        "ruleset": "nd85-2016",
        "on": "2023-05-31",
        "level": 3,
        "criterion": {
            "key": "l3-online-public-service",
            "title": {
                "vi": "Cung cấp dịch vụ công trực tuyến mức độ 3 trở lên",
                "en": "Online public services of level 3 or above",
            },
        },
        "missing": [],
        "source": "Nghị định 85/2016/NĐ-CP, tiêu chí cấp độ 3",
        "verified": True,
    }


def test_all_systems_that_exist_on_the_day() -> None:
    """The one that ended is there until it did."""
    now = {one["system"]: one["level"] for one in data("classify", "--all", "--on", "2026-11-21")}
    assert now == {"CHANGED": 2, "DIFFERS": 2, "HOSTILE": None, "SAME": 3, "UNMATCHED": None}
    assert "ENDED" in done("classify", "--all", "--on", "2023-12-31")


def test_what_is_missing_is_named_as_in_the_workbook() -> None:
    """So that people know which column to fill in; a level that no criterion gives is said otherwise."""
    text = done("classify", "HOSTILE", "--on", "2026-11-21")
    assert "Số chủ thể dữ liệu cá nhân cơ bản" in text
    assert "chưa xác định được" in text
    assert "không khớp tiêu chí nào" in done("classify", "UNMATCHED", "--on", "2026-11-21")


def test_a_change_of_rules_lists_whom_it_concerns() -> None:
    """By reason; what the rules leave as it was is not listed."""
    told = data("classify", "--all", "--changed-since", "nd85-2016", "--on", "2026-11-21")
    assert [
        (one["system"], one["reason"], one["approved_level"], one["before"]["level"], one["now"]["level"])
        for one in told
    ] == [
        ("CHANGED", "level-changed", None, 3, 2),
        ("DIFFERS", "approved-differs", 1, 2, 2),
        ("UNMATCHED", "unmatched", None, 2, None),
        ("HOSTILE", "undecided", None, None, None),
    ]
    text = done("classify", "--all", "--changed-since", "nd85-2016", "--on", "2026-11-21")
    assert "từ Nghị định 85/2016/NĐ-CP sang Nghị định 331/2026/NĐ-CP, ngày 21/11/2026 (4)" in text
    assert "Không khớp" in text


@pytest.mark.parametrize("arguments", [("HOSTILE",), ("--all",), ("--all", "--changed-since", "nd85-2016")])
def test_hostile_names_come_out_inert(arguments: tuple[str, ...]) -> None:
    """In text and in JSON."""
    for form in ("text", "json"):
        text = done("classify", *arguments, "--format", form)
        assert "đỏ" in text
        assert not set("\x1b\u202e") & set(text)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name either one SYSTEM or --all"),
        (("SAME", "--all"), "name either one SYSTEM or --all"),
        (("SAME", "--changed-since", "nd85-2016"), "--changed-since needs --all"),
        (("NOPE",), "there is no system 'NOPE' in the inventory"),
        (("SAME", "--on", "2010-01-01"), "no rule set was in force on 2010-01-01"),
        (
            ("--all", "--changed-since", "nd86"),
            "unknown rule set 'nd86': choose one of nd331-2026, nd85-2016",
        ),
    ],
)
def test_wrong_input_is_refused(arguments: tuple[str, ...], message: str) -> None:
    """One line that says what to write."""
    assert message in refused("classify", *arguments)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--on", "2023-05-31"), "từ 01/07/2016 đến 18/08/2026"),
        (("nd85-2016",), "Thẩm định: 15 ngày"),
        (("nd331-2026",), "từ 19/08/2026 đến nay"),
        (("nd331-2026", "--on", "2026-11-21"), "TCVN 14423:2026 (cần đối chiếu)"),
        (("nd331-2026", "--on", "2026-11-21"), "(hạn 30/06/2027)"),
        (("nd331-2026", "--lang", "en"), "Appraisal: 15 working days"),
    ],
)
def test_a_rule_set_is_shown_with_its_sources(arguments: tuple[str, ...], told: str) -> None:
    """Levels, roles, limits, dossier, assessments, dates; what was not read says so."""
    assert told in " ".join(done("ruleset", *arguments).replace("│", " ").split())


def test_a_rule_set_as_json() -> None:
    """Everything that its file says."""
    told = data("ruleset", "nd85-2016")
    assert told["document"] == "Nghị định 85/2016/NĐ-CP"
    assert {"attribute": "user_count", "is": None, "at_least": 10_000, "below": None, "one_of": []} in [
        condition for criterion in told["criteria"] for condition in criterion["when"]
    ]
