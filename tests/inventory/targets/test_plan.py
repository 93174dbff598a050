"""Plans: the decision's own figures, and clear refusals."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inventory.errors import InventoryError
from inventory.targets.plan import Plan, Target, load_plan, parse_plan, template
from inventory.targets.registry import all_indicators
from inventory.toml_files import TomlError

HEAD = """
decision = "1/QĐ"
decided_on = 2024-01-02
baseline_on = 2024-01-01
title = {vi = "a", en = "a"}
issuer = {vi = "a", en = "a"}
"""
ROW = """
[[targets]]
row = 1
annex = "I"
key = "approved"
title = {vi = "a", en = "a"}
target = 80
verified = true
"""


def test_the_figures_of_decision_180() -> None:
    """Baseline, national and province target and time limit of each row, as published."""
    rows = [
        (target.row, target.key, target.baseline, target.national_target, target.target, target.deadline)
        for target in load_plan("brvt-2023").targets
    ]
    assert rows == [
        (11, "approved", Decimal(13), Decimal(80), Decimal(80), date(2023, 12, 31)),
        (12, "compliant", Decimal("3.2"), Decimal(30), Decimal(30), date(2023, 12, 31)),
        (13, "labelled", Decimal(72), Decimal(100), Decimal(100), date(2023, 12, 31)),
        (14, "commune-pages", Decimal(23), None, Decimal(100), date(2023, 6, 30)),
        (16, "ipv6", None, None, Decimal(100), date(2023, 9, 30)),
    ]


def test_the_source_is_cited() -> None:
    """Decision, day, annex and row; what we worded ourselves is marked as not verified."""
    plan = load_plan("brvt-2023")
    assert plan.source(plan.targets[0]) == "Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục I, STT 11"
    assert plan.source(plan.targets[4]) == "Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục II, STT 16"
    assert [target.verified for target in plan.targets] == [True, True, True, True, False]
    assert plan.baseline_on == date(2023, 5, 31)


def test_an_unknown_plan_names_the_known_ones() -> None:
    """A slip of the keyboard, or a path, is answered with the choice."""
    for name in ("brvt-2032", "../model", ""):
        with pytest.raises(InventoryError, match=r"choose one of .*brvt-2023"):
            load_plan(name)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("decision = ", "is no TOML: Invalid value"),
        (HEAD, "targets: is missing"),
        (HEAD + "targets = 1", "targets: '1' is no list"),
        (HEAD.replace('"1/QĐ"', "1") + ROW, "decision: '1' is no text"),
        (
            HEAD.replace("2024-01-02", '"2/13/2024"') + ROW,
            "decided_on: '2/13/2024' is not a day of the calen",
        ),
        (
            HEAD.replace("2024-01-02", '"2/1/24"') + ROW,
            "decided_on: '2/1/24' is not a day with its whole year",
        ),
        (
            HEAD.replace("2024-01-02", "20240102.5") + ROW,
            "decided_on: '20240102.5' is no day: write it as 20",
        ),
        (HEAD.replace('{vi = "a", en = "a"}', '"a"', 1) + ROW, "title: 'a' is no table"),
        (
            HEAD + ROW + ROW.replace("80", "101"),
            "targets no. 2.target: '101' is out of range: at most",
        ),
        (HEAD + ROW.replace("80", '"all"'), "targets no. 1.target: 'all' is no number"),
        (HEAD + ROW.replace("true", '"có"'), "targets no. 1.verified: 'có' is neither true nor false"),
        (HEAD + ROW.replace("row = 1", "row = 1.5"), "targets no. 1.row: '1.5' is no whole number"),
        (HEAD + ROW + "surplus = 1", "targets no. 1.surplus: no such key here"),
        (HEAD.replace("issuer", "isuer") + ROW, "isuer: no such key here; did you mean 'issuer'"),
        (HEAD + ROW + ROW, "count the same thing"),
        (
            HEAD + ROW.replace("approved", "happiness"),
            "'mine': targets no. 1.key: nothing counts 'happiness', only approved",
        ),
    ],
)
def test_a_wrong_plan_is_refused(text: str, problem: str) -> None:
    """Bad TOML, a missing, surplus or mistyped field, an impossible share, an indicator twice or unknown.

    Each mistake is one line, with the key and what is expected, and without the words of a library.
    """
    with pytest.raises(InventoryError, match=re.escape(problem)) as refused:
        parse_plan("mine", text)
    assert "https://" not in str(refused.value)
    assert "[type=" not in str(refused.value)


def test_every_mistake_is_told_at_once() -> None:
    """A line each, below the file's name and their number."""
    with pytest.raises(InventoryError) as refused:
        parse_plan("mine", HEAD + ROW.replace("80", "101") + "surplus = 1", "mine.toml")
    first, *others = str(refused.value).splitlines()
    assert first == "mine.toml: 2 errors"
    assert [line.split(":")[0] for line in others] == ["  targets no. 1.target", "  targets no. 1.surplus"]


def test_the_template_is_filled_in_and_not_before() -> None:
    """As it stands only the days and shares are missing: none is made up."""
    with pytest.raises(TomlError) as refused:
        parse_plan("mine", template())
    assert tuple(map(str, refused.value.mistakes)) == (
        "decided_on: is missing: add it",
        "targets no. 1.target: is missing: add it",
    )
    filled = template().replace("# decided_on", "decided_on").replace("# target =", "target =")
    assert parse_plan("mine", filled).targets[0].target == Decimal(100)
    assert all(key in template() for key in all_indicators())
    assert all(
        f"{name}" in template() for name in (*Target.model_fields, *Plan.model_fields.keys() - {"name"})
    )


BLANKS = ["decision", "title.vi", "title.en", "issuer.vi", "issuer.en"]
BLANKS_OF_ROW = ["targets no. 1.title.vi", "targets no. 1.title.en"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, [*BLANKS, *BLANKS_OF_ROW]),
        ({'decision = "…"': 'decision = "12/KH-UBND"'}, [*BLANKS[1:], *BLANKS_OF_ROW]),
        ({"# coordination.vi": "coordination.vi", "# coordination.en": "coordination.en"}, None),
        ({"# target =": "# target ="}, ["decided_on", "targets no. 1.target", *BLANKS, *BLANKS_OF_ROW]),
    ],
)
def test_what_is_not_filled_in_is_named(
    tmp_path: Path, written: dict[str, str], expected: list[str] | None
) -> None:
    """Each by its key, beside the other mistakes; a plan that says "…" would go into a signed report."""
    days = {"# decided_on": "decided_on", "# target =": "target ="}
    text = template()
    for blank, own in (written if "# target =" in written else {**days, **written}).items():
        text = text.replace(blank, own)
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TomlError) as refused:
        load_plan(str(file))
    named = [str(mistake).split(":")[0] for mistake in refused.value.mistakes]
    coordination = ["targets no. 1.coordination.vi", "targets no. 1.coordination.en"]
    assert named == (expected or [*BLANKS, *BLANKS_OF_ROW, *coordination])
    file.write_text(
        text.replace("…", "Tên").replace("# decided_on", "decided_on").replace("# target =", "target =")
    )
    assert load_plan(str(file)).decision


def test_the_directive_is_to_be_verified() -> None:
    """Known from the press: 100 % approved by 9/2024, plans fully implemented by 12/2024; no row verified."""
    plan = load_plan("ct09-2024")
    rows = [(one.row, one.key, one.target, one.deadline, one.verified) for one in plan.targets]
    assert rows == [
        (1, "approved", Decimal(100), date(2024, 9, 30), False),
        (2, "compliant", Decimal(100), date(2024, 12, 31), False),
    ]
    assert plan.source(plan.targets[0]) == "Chỉ thị 09/CT-TTg ngày 23/02/2024"
    assert plan.baseline_on is None


def test_a_plan_of_ones_own_is_a_file(tmp_path: Path) -> None:
    """Named by its path; it is called as the file is."""
    file = tmp_path / "ke-hoach.toml"
    file.write_text(HEAD + ROW, encoding="utf-8")
    plan = load_plan(str(file))
    assert (plan.name, plan.targets[0].target) == ("ke-hoach", Decimal(80))


def test_a_plan_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """Missing, no text, or no plan: one line that names the file."""
    with pytest.raises(InventoryError, match=r"cannot read plan .*none\.toml"):
        load_plan(str(tmp_path / "none.toml"))
    (tmp_path / "x.toml").write_bytes(b"\xff")
    with pytest.raises(InventoryError, match="not text in UTF-8"):
        load_plan(str(tmp_path / "x.toml"))
    (tmp_path / "y.toml").write_text("decision = 1", encoding="utf-8")
    with pytest.raises(InventoryError, match=r"y\.toml: 5 errors"):
        load_plan(str(tmp_path / "y.toml"))
